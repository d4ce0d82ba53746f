import type { ColumnRole } from '#shared/columns';
import { formatCount, formatPercent } from '#shared/format';
import type { Statement, StatementsReport } from '#shared/scoring/statements';
import { stratifiedFolds, rowsToLookAt } from '../../explain/stratifiedFolds.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Table } from '../../table/Column.ts';
import { selectRows } from '../../table/selectRows.ts';
import { pause } from '../../jobs/pause.ts';
import { rowsWhere } from '../rowsWhere.ts';
import { shareMeasure, shareRatio, shareZ, twoSidedP } from '../rates.ts';
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
  const known = rowsWhere(target.y.length, row => target.y[row] >= 0);
  await pause(run);
  const labels = Int32Array.from(known, row => target.y[row]);
  const halves = stratifiedFolds(labels, 2, 2, run.stream('statementHalves'));
  await pause(run);
  const [first, second] = [0, 1].map(half => rowsWhere(known.length, i => halves[i] === half).map(i => known[i]));
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
    const confirmed = confirm(group, imported.table, { known, halves, target, nAgain: groups.length });
    if (confirmed && confirmed.rate.n >= minCustomers) statements.push(confirmed);
  }
  return finished(shown(statements), nTried, groups.length, report, true);
}

function hasBoth(rows: Int32Array, y: Int8Array): boolean {
  let events = 0;
  for (const row of rows) events += y[row];
  return events >= FEWEST_EVENTS && rows.length - events >= FEWEST_EVENTS;
}

interface Confirming {
  /** Rows with a known outcome, and which half each is in; the second confirms. */
  readonly known: Int32Array;
  readonly halves: Uint8Array;
  readonly target: ScoringTarget;
  readonly nAgain: number;
}

/** The same group among the customers that it was not found in; null where it does not hold. */
function confirm(group: Group, table: Table, { known, halves, target, nAgain }: Confirming): Statement | null {
  const conditions = group.parts.map(({ condition }) => condition);
  const meets = new Uint8Array(table.nRows);
  for (const row of selectRows(table, conditions, null)) meets[row] = 1;
  // [half][1 meets the conditions]
  const n = [[0, 0], [0, 0]]; // prettier-ignore
  const hits = [[0, 0], [0, 0]]; // prettier-ignore
  for (let i = 0; i < known.length; i++) {
    const row = known[i];
    n[halves[i]][meets[row]]++;
    hits[halves[i]][meets[row]] += target.y[row];
  }
  const inside = { n: n[1][1], hits: hits[1][1] };
  const outside = { n: n[1][0], hits: hits[1][0] };
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
  const inAll = { n: inside.n + n[0][1], nEvents: inside.hits + hits[0][1] };
  const sentence = statementSentence(words, measures, target);
  return { conditions, words, direction, ...measures, inAll, pValue, sentence };
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
