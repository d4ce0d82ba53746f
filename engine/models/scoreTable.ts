import type { Run } from '../jobs/Run.ts';
import { answer } from '../scoring/answer.ts';
import { bandsOf } from '../scoring/bandSummaries.ts';
import { creditLine } from '../scoring/creditLine.ts';
import { reasonsForFile } from '../scoring/explain/reasons.ts';
import { explainRows } from '../scoring/explainScores.ts';
import { takeFeatures } from '../scoring/features.ts';
import { findColumn, type Table } from '../table/Column.ts';
import { selectFeatureRows, type FeatureTable } from '../table/FeatureTable.ts';
import type { TableScores } from './LoadedModel.ts';
import type { ReadyEvent, ReadyModel } from './ReadyModel.ts';

/** Customers explained between two looks at whether someone wants to stop. */
const ROWS_AT_ONCE = 2_000;

/** Scores of a whole table by each event of a model, over all threads. @throws Cancelled */
export async function scoreTable(
  { events }: ReadyModel,
  table: Table,
  mostReasons: number,
  run: Run,
): Promise<TableScores[]> {
  const all: TableScores[] = [];
  for (const event of events) {
    const x = takeFeatures(event.plan, table);
    const probability = await answer(event.scorer, x, run);
    const bands = bandsOf(probability, event.share);
    all.push({
      eventWords: event.target.eventWords,
      probability,
      bands,
      threshold: event.threshold,
      decisions: Uint8Array.from(probability, p => Number(p >= event.threshold)),
      reasons: await reasonsOf(event, x, highest(probability, mostReasons), run),
      creditLine: linesOf(event, table, bands),
    });
  }
  return all;
}

/** The rows with the highest scores, those first. */
function highest(probability: Float64Array, most: number): Int32Array {
  const rows = Int32Array.from(probability.keys());
  rows.sort((a, b) => probability[b] - probability[a] || a - b);
  return rows.subarray(0, most);
}

async function reasonsOf(
  { scorer, teller }: ReadyEvent,
  x: FeatureTable,
  rows: Int32Array,
  run: Run,
): Promise<(string | null)[]> {
  const reasons: (string | null)[] = Array.from({ length: x.nRows }, () => null);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    run.throwIfCancelled();
    run.progress(from, rows.length, 'Finding reasons');
    const part = rows.slice(from, from + ROWS_AT_ONCE);
    const explained = await explainRows(scorer, selectFeatureRows(x, part), part, teller, run);
    part.forEach((row, i) => (reasons[row] = reasonsForFile(explained[i])));
  }
  return reasons;
}

function linesOf({ creditLine: rule }: ReadyEvent, table: Table, bands: Uint8Array): Float64Array | null {
  const income = rule && findColumn(table, rule.income);
  if (income?.kind !== 'number') return null;
  return income.values.map((value, row) => creditLine(bands[row], value, rule!.shares) ?? Number.NaN);
}
