import type { Run } from '../jobs/Run.ts';
import { answerCustomer } from './answerCustomer.ts';
import { CustomerReader } from './CustomerReader.ts';
import type { CustomerValues } from './LoadedModel.ts';
import type { ModelCheck, ModelDocument } from './ModelDocument.ts';
import { readyModel } from './ReadyModel.ts';

/** What a model answers about made-up customers; every part of it is used, reasons too. */
export async function askModel(
  document: ModelDocument,
  customers: readonly CustomerValues[],
  run: Run,
): Promise<ModelCheck[]> {
  const model = readyModel(document);
  const reader = new CustomerReader(model);
  const checks: ModelCheck[] = [];
  for (const values of customers) {
    run.throwIfCancelled();
    const { segment, riskScore, events } = await answerCustomer(
      model,
      await reader.read(values, run),
      { reasons: true },
      run,
    );
    checks.push({
      values,
      segment: segment?.id ?? null,
      riskScore,
      probabilities: events.map(({ probability }) => probability),
    });
  }
  return checks;
}
