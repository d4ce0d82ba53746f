import type { Run } from '../../jobs/Run.ts';
import type { Column, DateColumn, NumberColumn } from '../../table/Column.ts';
import { pause } from '../../jobs/pause.ts';
import type { Strength } from './evidence.ts';

/** Two columns that give the target together. */
export interface PairFound extends Strength {
  readonly a: string;
  readonly b: string;
  readonly how: 'equal' | 'difference' | 'ratio';
}

/** Rows of each outcome that pairs are tried on, and columns that are tried with each other. */
const MOST_OF_EACH = 1000;
const FEWEST_OF_EACH = 20;
const MOST_COLUMNS = 200;
const NEARLY_ALL = 0.99;

/** Range of one quantity within each outcome. */
interface Ranges {
  readonly low: [number, number];
  readonly high: [number, number];
}

/**
 * Pairs of numbers of which neither gives the target but both do: by their difference, their ratio, or by being equal. "Balance before" and "balance
 * after" of an account that was closed are such a pair.
 * @param columns numbers or dates that are used
 * @param rows of known outcome, in the order of `y`
 * Cost: O(columns² · rows), on at most 200 columns and 2,000 rows. @throws Cancelled
 */
export async function pairLeaks(
  columns: readonly Column[],
  rows: Int32Array,
  y: Uint8Array,
  run: Run,
): Promise<PairFound[]> {
  const tried = columns.filter(isNumeric).slice(0, MOST_COLUMNS);
  const { picked, labels } = someOfEach(rows, y);
  const nYes = labels.reduce((sum, label) => sum + label, 0);
  if (nYes < FEWEST_OF_EACH || labels.length - nYes < FEWEST_OF_EACH) return [];
  const values = tried.map(column => Float64Array.from(picked, row => column.values[row]));
  const found: PairFound[] = [];
  for (let i = 0; i < tried.length; i++) {
    await pause(run);
    for (let j = i + 1; j < tried.length; j++) {
      const how = pairGives(values[i], values[j], labels);
      if (how) found.push({ a: tried[i].name, b: tried[j].name, ...how });
    }
  }
  return found;
}

function isNumeric(column: Column): column is NumberColumn | DateColumn {
  return column.kind === 'number' || column.kind === 'date';
}

/** Rows of each outcome, evenly spread over the file. */
function someOfEach(rows: Int32Array, y: Uint8Array): { picked: Int32Array; labels: Uint8Array } {
  const of: [number[], number[]] = [[], []];
  for (let i = 0; i < rows.length; i++) of[y[i]].push(rows[i]);
  const [no, yes] = of.map(all => {
    const step = Math.max(1, all.length / MOST_OF_EACH);
    return Array.from({ length: Math.min(all.length, MOST_OF_EACH) }, (_none, i) => all[Math.floor(i * step)]);
  });
  return {
    picked: Int32Array.from([...no, ...yes]),
    labels: Uint8Array.from([...no.map(() => 0), ...yes.map(() => 1)]),
  };
}

function pairGives(a: Float64Array, b: Float64Array, labels: Uint8Array): (Strength & Pick<PairFound, 'how'>) | null {
  const difference = newRanges();
  const ratio = newRanges();
  const n: [number, number] = [0, 0];
  const equal: [number, number] = [0, 0];
  const divisible: [number, number] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    const gap = a[i] - b[i];
    if (gap !== gap) continue;
    const label = labels[i];
    n[label]++;
    if (gap === 0) equal[label]++;
    widen(difference, label, gap);
    if (b[i] === 0) continue;
    divisible[label]++;
    widen(ratio, label, a[i] / b[i]);
  }
  const all = n[0] + n[1];
  if (Math.min(...n) < FEWEST_OF_EACH) return null;
  const share = [equal[0] / n[0], equal[1] / n[1]];
  if (Math.abs(share[0] - share[1]) >= NEARLY_ALL)
    return { how: 'equal', value: Math.abs(share[0] - share[1]), n: all };
  if (areApart(difference)) return { how: 'difference', value: 1, n: all };
  const isWhole = divisible[0] >= NEARLY_ALL * n[0] && divisible[1] >= NEARLY_ALL * n[1];
  return isWhole && areApart(ratio) ? { how: 'ratio', value: 1, n: all } : null;
}

function newRanges(): Ranges {
  return { low: [Infinity, Infinity], high: [-Infinity, -Infinity] };
}
function widen({ low, high }: Ranges, label: number, value: number): void {
  if (value < low[label]) low[label] = value;
  if (value > high[label]) high[label] = value;
}
function areApart({ low, high }: Ranges): boolean {
  return high[0] < low[1] || high[1] < low[0];
}
