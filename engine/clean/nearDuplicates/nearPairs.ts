import { breathe } from '../../import/breathe.ts';
import type { Run } from '../../jobs/Run.ts';
import type { CustomerFields, Interned } from './customerFields.ts';

export interface Search {
  /** Pairs with less are not shown. */
  readonly threshold: number;
  /** Neighbours that a customer is compared with where all would be too many. */
  readonly window: number;
}
/** Groups too large to compare everyone in them with everyone. */
export interface Capped {
  readonly blocks: number;
  readonly rows: number;
}
type Found = (a: number, b: number, score: number) => void;

/** Everyone in a larger group is compared with neighbours by name only. */
const MOST_IN_BLOCK = 50;
const ROWS_PER_LOOK = 4096;

/**
 * Finds pairs of rows that look like one customer. Compared are rows that share a birth date and the first letter of the name, the number of
 * a document, a telephone number or an address of e-mail, and neighbours in the order of the name, once from its first word and once from
 * its last: work grows with the rows, not with their square. A pair may be found more than once.
 * Source: Hernández and Stolfo (1995), doi:10.1145/223784.223807.
 * @param found is told every pair, a < b
 * @throws Cancelled
 */
export async function nearPairs(
  customers: CustomerFields,
  nRows: number,
  search: Search,
  run: Run,
  found: Found,
): Promise<Capped> {
  const look = (a: number, b: number) => {
    const score = scoreOf(customers, a, b, search.threshold);
    if (score >= search.threshold) found(Math.min(a, b), Math.max(a, b), score);
  };
  const { name, birth } = customers;
  const order = orderByName(name, nRows, text => text);
  const capped = { blocks: 0, rows: 0 };
  const keys = [...customers.identifying, ...(birth && name ? [birthKeys(birth, name)] : [])];
  for (const key of keys) await compareBlocks(key, order, search.window, run, look, capped);
  if (name) {
    await compareNeighbours(order, name, search.window, run, look);
    const backwards = orderByName(name, nRows, text => text.split(' ').reverse().join(' '));
    await compareNeighbours(backwards, name, search.window, run, look);
  }
  return capped;
}

/**
 * The mean of the likenesses that both rows have a value for, by weight; 0 when it cannot reach `threshold`, or when less than two things can
 * be compared where more are chosen.
 */
function scoreOf({ fields, known }: CustomerFields, a: number, b: number, threshold: number): number {
  const both = known[a] & known[b];
  let [open, compared] = [0, 0];
  for (let i = 0; i < fields.length; i++) {
    if (((both >> i) & 1) === 0) continue;
    open += fields[i].weight;
    compared++;
  }
  const weight = open;
  if (weight === 0 || compared < Math.min(2, fields.length)) return 0;
  let sum = 0;
  for (let i = 0; i < fields.length; i++) {
    if (((both >> i) & 1) === 0) continue;
    // A hair of slack, so that rounding never drops a pair that is exactly on the threshold.
    if (sum + open < (threshold - 1e-9) * weight) return 0;
    sum += fields[i].weight * fields[i].likeness(a, b);
    open -= fields[i].weight;
  }
  return sum / weight;
}

/** Rows in the order of their names, rows without one last; equal names in the order of the rows. */
function orderByName(name: Interned | null, nRows: number, written: (text: string) => string): Int32Array {
  if (!name) return Int32Array.from({ length: nRows }, (_none, row) => row);
  const texts = name.texts.map(written);
  const byText = Array.from(texts.keys()).sort((a, b) => (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : a - b));
  const rank = new Int32Array(texts.length);
  byText.forEach((code, i) => (rank[code] = i));
  const keys = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++)
    keys[row] = (name.codes[row] < 0 ? texts.length : rank[name.codes[row]]) * nRows + row;
  return Int32Array.from(keys.sort(), key => key % nRows);
}

/** [nRows], one number per birth date and first letter of the name; -1 where either is missing. */
function birthKeys(birth: Float64Array, { codes, texts }: Interned): Int32Array {
  const known = new Map<string, number>();
  return codes.map((code, row) => {
    if (code < 0 || Number.isNaN(birth[row])) return -1;
    const key = `${birth[row]} ${texts[code][0]}`;
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
}

/** @param keys [nRows], equal in a group; -1 is in none */
async function compareBlocks(
  keys: Int32Array,
  order: Int32Array,
  window: number,
  run: Run,
  look: (a: number, b: number) => void,
  capped: { blocks: number; rows: number },
): Promise<void> {
  const nRows = keys.length;
  const sorted = new Float64Array(nRows);
  let n = 0;
  order.forEach((row, position) => {
    if (keys[row] >= 0) sorted[n++] = keys[row] * nRows + position;
  });
  const inBlocks = sorted.subarray(0, n).sort();
  const rows = Int32Array.from(inBlocks, key => order[key % nRows]);
  let looked = 0;
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && keys[rows[to]] === keys[rows[from]]) to++;
    const isLarge = to - from > MOST_IN_BLOCK;
    if (isLarge) {
      capped.blocks++;
      capped.rows += to - from;
    }
    for (let i = from; i < to; i++) {
      if (looked++ % ROWS_PER_LOOK === 0) await breathe(run, nRows);
      const last = isLarge ? Math.min(to, i + window + 1) : to;
      for (let j = i + 1; j < last; j++) look(rows[i], rows[j]);
    }
    from = to;
  }
}

async function compareNeighbours(
  order: Int32Array,
  { codes }: Interned,
  window: number,
  run: Run,
  look: (a: number, b: number) => void,
): Promise<void> {
  for (let i = 0; i < order.length && codes[order[i]] >= 0; i++) {
    if (i % ROWS_PER_LOOK === 0) await breathe(run, order.length);
    const last = Math.min(order.length, i + window + 1);
    for (let j = i + 1; j < last && codes[order[j]] >= 0; j++) look(order[i], order[j]);
  }
}
