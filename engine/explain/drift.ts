import type { ColumnRole } from '#shared/columns';
import type { Drift } from '#shared/explanation';
import { formatFixed, formatPercent, formatThings } from '#shared/format';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Table } from '../table/Column.ts';
import { requireColumn } from '../table/selectRows.ts';
import { chiSquareTest } from './chiSquare.ts';
import { columnWords } from './columnWords.ts';
import { wilsonInterval } from './intervals.ts';
import { periodColumns, periodsOf } from './periods.ts';

/** A period has to hold this many customers for its shares to be named. */
const ENOUGH = 30;
const SIGNIFICANT = 0.05;
/** More thin cells than this share and the p-value is rough (Cochran's rule). */
const THIN_SHARE = 0.2;

export const NO_PERIODS =
  'No column says when: a date such as the day a customer joined, or a column called year, quarter or month, would show how the segments change over time.';

/** What can be looked at over time, the most telling first. */
export function driftColumns(table: Table, roles: readonly ColumnRole[]): string[] {
  return periodColumns(table, roles).filter(name => {
    const periods = periodsOf(requireColumn(table, name));
    return periods !== null && periods.labels.length >= 2;
  });
}

/**
 * How large each segment is in each period of a column.
 * @param names by position of the segment
 * @returns null for a column that holds no periods
 * @throws AppError `data.unknownColumn`
 */
export function driftOf(table: Table, columnName: string, labels: Int32Array, names: readonly string[]): Drift | null {
  const column = requireColumn(table, columnName);
  const periods = periodsOf(column);
  if (!periods || periods.labels.length < 2) return null;
  const counts = periods.labels.map(() => names.map(() => 0));
  let missing = 0;
  for (let row = 0; row < labels.length; row++) {
    if (periods.codes[row] < 0) missing++;
    else counts[periods.codes[row]][labels[row]]++;
  }
  const totals = counts.map(row => row.reduce((sum, count) => sum + count, 0));
  const shares = counts.map((row, p) =>
    row.map(count => ({ value: count / totals[p], ...wilsonInterval(count, totals[p]) })),
  );
  const found = chiSquareTest(counts);
  const test = found && {
    statistic: found.statistic,
    degrees: found.degrees,
    p: found.p,
    cramersV: found.v,
    isRough: found.thinCells > THIN_SHARE * found.cells,
  };
  const concept = columnConcept(column)?.id;
  const isJoining = concept === 'customerSince';
  const facts = {
    column: columnName,
    isJoining,
    grain: periods.grain,
    periods: [...periods.labels],
    counts,
    totals,
    shares,
    missing,
    test,
  };
  return {
    ...facts,
    segmentIds: names.map((_name, s) => s + 1),
    sentence: driftSentence(facts, names),
  };
}

type Facts = Omit<Drift, 'sentence' | 'segmentIds'>;

function driftSentence(facts: Facts, names: readonly string[]): string {
  const { totals, periods, test } = facts;
  const whole = totals.map((_total, p) => p).filter(p => totals[p] >= ENOUGH);
  if (!test || whole.length < 2)
    return `Less than two periods hold ${formatThings(ENOUGH, 'customer')} or more: that is too few to speak of a change.`;
  const [first, last] = [whole[0], whole[whole.length - 1]];
  if (test.p >= SIGNIFICANT)
    return `The mix of segments does not differ clearly between the periods (${testWords(test)}).`;
  const whom = facts.isJoining ? 'new customers' : `customers by ${columnWords(facts.column)}`;
  const change = largestChange(facts, first, last);
  if (change < 0)
    return `The mix of segments differs between the periods (${testWords(test)}), but no segment clearly between ${periods[first]} and ${periods[last]}.`;
  const [from, to] = [facts.shares[first][change].value, facts.shares[last][change].value];
  return `“${names[change]}” ${to > from ? 'grew' : 'shrank'} from ${formatPercent(from)} to ${formatPercent(to)} of ${whom} between ${periods[first]} and ${periods[last]} (${testWords(test)}).`;
}

/** The segment whose share differs most, if the intervals do not overlap; -1 otherwise. */
function largestChange({ shares }: Facts, first: number, last: number): number {
  let best = -1;
  let most = 0;
  for (const [s, from] of shares[first].entries()) {
    const to = shares[last][s];
    const isApart = to.low > from.high || to.high < from.low;
    if (!isApart || Math.abs(to.value - from.value) <= most) continue;
    most = Math.abs(to.value - from.value);
    best = s;
  }
  return best;
}

/** "chi-square 31.2 with 6 degrees of freedom, p < 0.001, Cramér's V 0.12". */
export function testWords({ statistic, degrees, p, cramersV, isRough }: NonNullable<Drift['test']>): string {
  const chance = p < 0.001 ? 'p < 0.001' : `p = ${formatFixed(p, 3)}`;
  const rough = isRough ? ', rough because many cells hold few customers' : '';
  return `chi-square ${formatFixed(statistic, 1)} with ${degrees} degrees of freedom, ${chance}, Cramér’s V ${formatFixed(cramersV, 2)}${rough}`;
}
