import type { ColumnRole } from '#shared/columns';
import type { Table } from '../table/Column.ts';
import { isCountable, type CountableColumn } from './ownership.ts';

/** A column that could be a product, and how many customers would have it. */
export interface PossibleProduct {
  readonly column: string;
  readonly ownedShare: number;
  readonly isProposed: boolean;
}

const NAMED =
  /^(has|owns?|holds?)[\s_]*[A-Z0-9]|^(has|owns?|holds?)[\s_]|_ult\d$|(^|[\s_])(product|polic(y|ies))([\s_]|$)/i;
/** Counts of products are whole numbers up to here, and most customers have none of most. */
const MOST_COUNT = 99;
const SPARSE = 0.4;
/** So many columns side by side look like a table of products; so many named ones do. */
const FEWEST_IN_ROW = 4;
const FEWEST_NAMED = 3;

/** Columns that may be products: numbers and flags that are no key, outcome or protected; and which of them look like it. */
export function possibleProducts({ columns, nRows }: Table, roles: readonly ColumnRole[]): PossibleProduct[] {
  const possible = columns.map((column, i) => {
    if (!isCountable(column) || !['feature', 'flag', 'ignore'].includes(roles[i])) return null;
    const { owned, isCount, largest } = countsOf(column);
    const looksSo = isCount && owned > 0 && largest <= MOST_COUNT && 1 - owned / nRows >= SPARSE;
    return { column: column.name, ownedShare: owned / Math.max(1, nRows), looksSo, isBinary: largest <= 1 };
  });
  const named = possible.filter(one => one !== null && one.looksSo && NAMED.test(one.column));
  const proposed = new Set((named.length >= FEWEST_NAMED ? named : longestRun(possible)).map(one => one!.column));
  return possible.flatMap(one =>
    one === null ? [] : [{ column: one.column, ownedShare: one.ownedShare, isProposed: proposed.has(one.column) }],
  );
}

function countsOf(column: CountableColumn): { owned: number; isCount: boolean; largest: number } {
  const counts = { owned: 0, isCount: true, largest: 0 };
  for (const value of column.values) {
    const isMissing = column.kind === 'boolean' ? value === 2 : Number.isNaN(value);
    if (isMissing) continue;
    if (value > 0) counts.owned++;
    if (value > counts.largest) counts.largest = value;
    if (!Number.isInteger(value) || value < 0) counts.isCount = false;
  }
  return counts;
}

type Looked = { readonly column: string; readonly looksSo: boolean; readonly isBinary: boolean } | null;

/** The longest row of columns side by side that look like counts; a yes or no at the very end of a table of counts is its outcome. */
function longestRun(possible: readonly Looked[]): Looked[] {
  let best: Looked[] = [];
  let run: Looked[] = [];
  for (const one of possible) {
    run = one?.looksSo ? [...run, one] : [];
    if (run.length > best.length) best = run;
  }
  const last = best.at(-1);
  const isOutcome = last === possible.at(-1) && last?.isBinary === true && best.some(one => !one!.isBinary);
  const products = isOutcome ? best.slice(0, -1) : best;
  return products.length >= FEWEST_IN_ROW ? products : [];
}
