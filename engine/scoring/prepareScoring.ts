import { AppError } from '#shared/errors';
import type { Note } from '#shared/notes';
import type { Scoring } from '#shared/scoring/choices';
import type { LeakFinding } from '#shared/scoring/leaks';
import type { ColumnLeftOut } from '#shared/scoring/result';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { planFeatures, takeFeatures, type FeaturePlan } from './features.ts';
import { huntLeaks } from './leaks/huntLeaks.ts';
import { chooseTarget, type ScoringTarget } from './target.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';

/** What is decided before anything is fitted. */
export interface ScoringPlan {
  readonly target: ScoringTarget;
  readonly leaks: readonly LeakFinding[];
  readonly plan: FeaturePlan;
  readonly leftOut: readonly ColumnLeftOut[];
  readonly notes: readonly Note[];
}

const ROLE_REASONS = {
  identifier: 'names customers and says nothing about them',
  protected: 'is protected: it is looked at afterwards and never an input',
  ignore: 'is left out on the Data screen',
  target: 'is an outcome and never an input',
} as const;

/**
 * Target, leaks and features of a scoring. Columns that give the outcome away are left out unless a person keeps them.
 * @throws AppError as `chooseTarget`; `data.noFeatures` where nothing is left to score by; Cancelled
 */
export async function planScoring(imported: Imported, scoring: Scoring, run: Run): Promise<ScoringPlan> {
  const target = chooseTarget(imported, scoring);
  const ofWindow = new Map(columnsOfWindow(scoring));
  const found = await huntLeaks({ imported, target, keep: scoring.keep }, run);
  const leaks = found.filter(({ column }) => column === null || !ofWindow.has(column));
  const excluded = new Map<string, string>([[target.name, 'is what is predicted'], ...ofWindow]);
  for (const column of scoring.exclude) excluded.set(column, 'left out by hand');
  for (const { column, action, sentence } of leaks)
    if (column !== null && action === 'leftOut' && !excluded.has(column)) excluded.set(column, sentence);
  const plan = planFeatures(imported, new Set(excluded.keys()), target.observed ?? undefined);
  if (plan.features.length === 0) throw new AppError('data.noFeatures', { name: 'The data' });
  const used = new Set(plan.features.map(({ column }) => column));
  const leftOut = imported.table.columns.flatMap(({ name }, i) => {
    if (used.has(name)) return [];
    const byRole = ROLE_REASONS[imported.roles[i] as keyof typeof ROLE_REASONS] as string | undefined;
    return [{ column: name, reason: excluded.get(name) ?? byRole ?? 'is free text' }];
  });
  return { target, leaks, plan, leftOut, notes: target.notes };
}

/** Columns that set the window say nothing else about a customer. */
function columnsOfWindow({ window }: Scoring): [column: string, reason: string][] {
  if (!window) return [];
  const { observed, eventDate } = window;
  return [
    ...('column' in observed ? [[observed.column, 'is the day on which customers are looked at'] as const] : []),
    ...(eventDate === null ? [] : [[eventDate, 'says when the event happened'] as const]),
  ].map(([column, reason]) => [column, reason]);
}

/** The features of the customers as planned. */
export function featuresOfCustomers({ plan }: Pick<ScoringPlan, 'plan'>, { table }: Imported): FeatureTable {
  return takeFeatures(plan, table);
}
