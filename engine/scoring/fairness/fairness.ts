import type { ColumnRole } from '#shared/columns';
import type { FairnessColumn, FairnessGroup, FairnessReport } from '#shared/scoring/fairness';
import type { Purpose } from '#shared/scoring/choices';
import type { Run } from '../../jobs/Run.ts';
import type { Column, Table } from '../../table/Column.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { pause } from '../../jobs/pause.ts';
import { rowsWhere } from '../rowsWhere.ts';
import { countGroups, figuresOf, type GroupCounts, type Scored } from './figures.ts';
import { groupsOf, NOT_KNOWN } from './groups.ts';
import { proxyTest } from './proxyTest.ts';
import { columnSentences, preambleOf } from './words.ts';

/** Smaller groups are not shown: their figures would say more of single customers than of the score. */
const FEWEST_CUSTOMERS = 30;
const FEWEST_OUTCOMES = 5;

/**
 * What a score does to groups of customers by protected columns: shares with the favourable outcome, scores, errors and calibration by group, each
 * against the largest group with its interval, and how well the features stand for the column. Small groups are suppressed.
 * @param y [nRows] 1 event, 0 none, negative not known
 * @param p [nRows] probability of the event by a model that had not seen the customer; NaN where there is none
 * @param threshold from which a customer counts as an event
 * @param features what the model looks at, for all rows
 * @param purpose of a default score the favourable side is below the threshold, of others above
 * @param referenceDay at which ages are measured; NaN or absent where there is none
 * Cost: O(columns · rows), and the proxy test on at most 8,000 rows. @throws Cancelled
 * Source: Feldman et al. (2015), doi:10.1145/2783258.2783311; Hardt, Price & Srebro (2016), arXiv:1610.02413.
 */
export async function fairness(
  parts: {
    table: Table;
    roles: readonly ColumnRole[];
    y: ArrayLike<number>;
    p: Float64Array;
    threshold: number;
    features: FeatureTable;
    purpose?: Purpose;
    referenceDay?: number;
  },
  run: Run,
): Promise<FairnessReport> {
  const { table, roles, y, p, threshold, features } = parts;
  const rows = rowsWhere(p.length, row => y[row] >= 0 && Number.isFinite(p[row]));
  const isAboveFavourable = parts.purpose !== 'default';
  const scored: Scored = {
    p: Float64Array.from(rows, row => p[row]),
    y: Uint8Array.from(rows, row => y[row]),
    threshold,
    isAboveFavourable,
  };
  const columns: FairnessColumn[] = [];
  const isProtected = table.columns.filter((column, i) => roles[i] === 'protected' && column.kind !== 'text');
  for (const [i, column] of isProtected.entries()) {
    run.progress(i, isProtected.length, 'Fairness');
    await pause(run);
    columns.push(
      await ofColumn(column, { rows, scored, features, referenceDay: parts.referenceDay ?? Number.NaN }, run),
    );
  }
  const favourable = isAboveFavourable ? 'above' : 'below';
  return { columns, threshold, favourable, n: rows.length, preamble: preambleOf(favourable, threshold) };
}

async function ofColumn(
  column: Column,
  given: { rows: Int32Array; scored: Scored; features: FeatureTable; referenceDay: number },
  run: Run,
): Promise<FairnessColumn> {
  const { rows, scored, features, referenceDay } = given;
  const { codes, names, bands } = groupsOf(column, rows, referenceDay);
  const counts = countGroups(codes, names.length, scored);
  const present = [...names.keys()].filter(group => counts[group].n > 0);
  const shown = present.filter(group => isShown(counts[group]));
  // Customers of whom the trait is not known are no group to measure others by.
  const size = (group: number) => (names[group] === NOT_KNOWN ? 0 : counts[group].n);
  const reference = shown.reduce((best, group) => (best < 0 || size(group) > size(best) ? group : best), -1);
  const groups = present.map((group): FairnessGroup => {
    const isReference = group === reference;
    const isSuppressed = !shown.includes(group);
    const figures = isSuppressed ? null : figuresOf(counts[group], isReference ? null : counts[reference]);
    return { name: names[group], n: counts[group].n, isReference, isSuppressed, figures };
  });
  const told = codes.map(code => (counts[code].n >= FEWEST_CUSTOMERS ? code : -1));
  const proxy = await proxyTest(features, rows, told, run);
  const made = { column: column.name, bands, reference: reference < 0 ? '' : names[reference], groups, proxy };
  return { ...made, sentences: columnSentences(made, scored.isAboveFavourable) };
}

function isShown({ n, hits, falseAlarms }: GroupCounts): boolean {
  return n >= FEWEST_CUSTOMERS && Math.min(hits.n, falseAlarms.n) >= FEWEST_OUTCOMES;
}
