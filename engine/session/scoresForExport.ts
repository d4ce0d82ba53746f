import { reasonsForFile } from '../scoring/explain/reasons.ts';
import { tellerOf } from '../scoring/explainScores.ts';
import { takeFeatures } from '../scoring/features.ts';
import type { Run } from '../jobs/Run.ts';
import type { CustomerScores } from '../reports/customers/CustomerExport.ts';
import { RankedRows } from '../scoring/rankCustomers.ts';
import { chosenScores } from '../scoring/Scored.ts';
import { creditLinesOf, explainedBy } from './customerScores.ts';
import type { Analysis } from './mainJob.ts';

/** Customers that reasons are written for, those with the highest scores. */
export const MOST_REASONS = 20_000;
/** Customers explained between two looks at whether someone wants to stop. */
const ROWS_AT_ONCE = 2_000;

/** What scores are written from; segments are no part of it. */
export type ScoredAnalysis = Pick<Analysis, 'scored' | 'scorers' | 'imported' | 'recipe'>;

/**
 * Scores, bands and reasons as they stand in files. In a large book only the customers with the highest scores get reasons.
 * @returns null where nothing was scored
 * @throws Cancelled
 */
export async function scoresForExport(analysis: ScoredAnalysis, run: Run): Promise<CustomerScores | null> {
  const { scored, scorers, imported, recipe } = analysis;
  if (!scored || !scorers) return null;
  const id = scored.result.chosen;
  const models = (await scorers(run)).find(model => model.id === id)!;
  const x = takeFeatures(scored.plan, imported.table);
  const scoring = { shown: { scored, imported, recipe }, x, scorers: models, teller: tellerOf(scored, imported, x) };
  const reasons: (string | null)[] = Array.from({ length: scored.y.length }, () => null);
  const rows = new RankedRows(scored).rows({ band: null, onlyAbove: false, among: null }, '').subarray(0, MOST_REASONS);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    run.throwIfCancelled();
    run.progress(from, rows.length, 'Finding reasons');
    const part = rows.subarray(from, from + ROWS_AT_ONCE);
    const explained = await explainedBy(scoring, part, run);
    part.forEach((row, i) => (reasons[row] = reasonsForFile(explained[i])));
  }
  return {
    eventWords: scored.target.eventWords,
    probability: chosenScores(scored),
    bands: scored.bands,
    reasons,
    creditLine: creditLinesOf(scoring.shown),
  };
}
