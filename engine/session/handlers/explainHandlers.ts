import type { Handlers } from '#shared/contract/contract';
import { typicalCustomers } from '../../reports/customers/typicalCustomers.ts';
import { classifierOfAnalysis, driftOfAnalysis, rulesOfAnalysis, separatorsOfAnalysis } from '../explain.ts';
import type { Session } from '../Session.ts';

/** Why segments are what they are: made when they are asked for, beside whatever else goes on. */
export function explainHandlers(session: Session) {
  return {
    'segment.rules': async (_input, context) =>
      rulesOfAnalysis(session.requireShown(), session.explanations, session.run(context)),
    'segment.separators': async (_input, context) =>
      separatorsOfAnalysis(session.requireShown(), session.explanations, session.run(context)),
    'segment.classifier': async (_input, context) =>
      classifierOfAnalysis(session.requireShown(), session.explanations, session.run(context)),
    'segment.drift': async ({ column }) => driftOfAnalysis(session.requireShown(), column),
    'segment.typical': async () => {
      const { imported, segmented } = session.requireShown();
      const { table, roles, sourceRows } = imported;
      return typicalCustomers({ table, roles, sourceRows, segmented });
    },
  } satisfies Partial<Handlers>;
}
