import type { ColumnRole } from '#shared/columns';
import { formatCount, formatPercent } from '#shared/format';
import type { Statement, StatementsReport } from '#shared/scoring/statements';
import { stratifiedFolds, rowsToLookAt } from '../../explain/stratifiedFolds.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Table } from '../../table/Column.ts';
import { selectRows } from '../../table/selectRows.ts';
import { pause } from '../pause.ts';
import { shareMeasure, shareRatio, shareZ, twoSidedP, type Share } from '../rates.ts';
import type { ScoringTarget } from '../target.ts';
import { candidatesOf, type Candidate } from './conditions.ts';
import { searchGroups, type Group } from './search.ts';
import { statementSentence } from './words.ts';

/** Rows that statements are looked for in; the other half confirms with all it has. */
const MOST_SEARCHED = 40_000;
const FEWEST_EVENTS = 20;
const LEAST_CUSTOMERS = 30;
const LEAST_SHARE = 0.01;
const ALPHA = 0.05;
/** Statements that are shown, of each direction. */
const MOST_SHOWN = 6;

/**
 * Concrete statements about groups of customers who have the event more or less often than others, by one condition or two. Looked for in one half of
 * the customers and confirmed on the other, drawn by seed, so that the intervals are of customers the search had not seen. In the first half the
 * groups must pass Benjamini and Hochberg's bound for all that were compared; in the second, Bonferroni's for all that were tried again. Of groups that
 * are mostly the same customers only the strongest is shown. Protected columns are never spoken of.
 * @param excluded columns not to speak of, such as leaks; the target never is
 * @returns no statements where there are fewer than 20 events or others in either half
 * Source: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x. Cost: O(conditions² · rows / 32) on at most 40,000 rows.
 * @throws Cancelled
 */
export async function findStatements(
  parts: {
    imported: { table: Table; roles: readonly ColumnRole[] };
    target: ScoringTarget;
    excluded?: readonly string[];
  },
  run: Run,
): Promise<StatementsReport> {
  const { imported, target } = parts;
  const known = Int32Array.from(target.y.keys()).filter(row => target.y[row] >= 0);
  const labels = Int32Array.from(known, row => target.y[row]);
  const halves = stratifiedFolds(labels, 2, 2, run.stream('statementHalves'));
  const [first, second] = [0, 1].map(half => known.filter((_row, i) => halves[i] === half));
  const looked = rowsToLookAt(first.length, MOST_SEARCHED, run.stream('statementRows')).map(i => first[i]);
  const minCustomers = Math.max(LEAST_CUSTOMERS, Math.ceil(LEAST_SHARE * looked.length));
  const report = { nSearched: looked.length, nConfirmed: second.length, minCustomers, seed: run.seed };
  const enough = [looked, second].every(rows => hasBoth(rows, target.y));
  if (!enough) return finished([], 0, 0, report, false);
  const excluded = new Set([...(parts.excluded ?? []), target.name]);
  const y = Uint8Array.from(looked, row => target.y[row]);
  const candidates: Candidate[] = [];
  for (const made of candidatesOf(imported, excluded, looked, minCustomers)) {
    await pause(run);
    candidates.push(...made);
  }
  const { groups, nTried } = await searchGroups(candidates, y, minCustomers, run);
  const statements: Statement[] = [];
  for (const group of groups) {
    await pause(run);
    const confirmed = confirm(group, imported.table, second, target, groups.length);
    if (confirmed && confirmed.rate.n >= minCustomers) statements.push(confirmed);
  }
  return finished(shown(statements), nTried, groups.length, report, true);
}

function hasBoth(rows: Int32Array, y: Int8Array): boolean {
  let events = 0;
  for (const row of rows) events += y[row];
  return events >= FEWEST_EVENTS && rows.length - events >= FEWEST_EVENTS;
}

/** The same group among the customers that it was not found in; null where it does not hold. */
function confirm(
  group: Group,
  table: Table,
  second: Int32Array,
  target: ScoringTarget,
  nAgain: number,
): Statement | null {
  const conditions = group.parts.map(({ condition }) => condition);
  const meets = new Uint8Array(table.nRows);
  for (const row of selectRows(table, conditions, null)) meets[row] = 1;
  const inside = countOf(second, target.y, row => meets[row] === 1);
  const outside = countOf(second, target.y, row => meets[row] === 0);
  if (inside.n === 0 || outside.n === 0) return null;
  const z = shareZ(inside, outside);
  const pValue = Math.min(1, twoSidedP(z) * nAgain);
  const direction = z > 0 ? 'more' : 'less';
  if (pValue > ALPHA || direction !== group.direction) return null;
  const measures = {
    ratio: { ...shareRatio(inside, outside), n: inside.n },
    rate: shareMeasure(inside),
    otherRate: shareMeasure(outside),
  };
  const words = group.parts.map(part => part.words).join(' and ');
  const all = Int32Array.from(target.y.keys()).filter(row => target.y[row] >= 0);
  const { n, hits } = countOf(all, target.y, row => meets[row] === 1);
  return {
    conditions,
    words,
    direction,
    ...measures,
    inAll: { n, nEvents: hits },
    pValue,
    sentence: statementSentence(words, measures, target),
  };
}

function countOf(rows: Int32Array, y: Int8Array, belongs: (row: number) => boolean): Share {
  let [n, hits] = [0, 0];
  for (const row of rows)
    if (belongs(row)) {
      n++;
      hits += y[row];
    }
  return { n, hits };
}

/** By the bound of the interval that is nearer to no difference. */
function shown(statements: readonly Statement[]): Statement[] {
  const more = statements.filter(one => one.direction === 'more').sort((a, b) => b.ratio.low - a.ratio.low);
  const less = statements.filter(one => one.direction === 'less').sort((a, b) => a.ratio.high - b.ratio.high);
  return [...more.slice(0, MOST_SHOWN), ...less.slice(0, MOST_SHOWN)];
}

function finished(
  statements: Statement[],
  nTried: number,
  nTriedAgain: number,
  { seed, ...counts }: Pick<StatementsReport, 'nSearched' | 'nConfirmed' | 'minCustomers'> & { seed: number },
  isSearched: boolean,
): StatementsReport {
  const method = isSearched
    ? `${formatCount(nTried)} groups of at least ${formatCount(counts.minCustomers)} customers were compared in ${formatCount(counts.nSearched)} customers drawn with seed ${seed} (false discoveries held to ${formatPercent(ALPHA, 0)} by Benjamini and Hochberg), and the ${formatCount(nTriedAgain)} strongest that are not the same customers were tried again on the other ${formatCount(counts.nConfirmed)} (Bonferroni at ${formatPercent(ALPHA, 0)}). All figures are of the latter.`
    : `Fewer than ${FEWEST_EVENTS} customers with or without the event are in one half of the data, too few to find a statement in and to confirm it.`;
  return { statements, nTried, nTriedAgain, ...counts, method };
}
