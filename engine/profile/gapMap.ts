import type { GapMap } from '#shared/profile';
import { breathe } from '../import/breathe.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column, Table } from '../table/Column.ts';

const MOST_COLUMNS = 60;
const MOST_BLOCKS = 60;
const MOST_TOGETHER = 30;

/** Where values are missing: by column and block of rows, and which columns are missing in the same rows. */
export async function gapMap(table: Table, run: Run): Promise<GapMap> {
  const { nRows } = table;
  const blockRows = Math.max(1, Math.ceil(nRows / MOST_BLOCKS));
  const nBlocks = Math.ceil(nRows / blockRows);
  /** One bit per row; a column without any value says nothing about its rows. */
  const incomplete = new Int32Array(Math.ceil(nRows / 32));
  const found: Gaps[] = [];
  for (const column of table.columns) {
    await breathe(run, nRows);
    const gaps = gapsOf(column, { nRows, blockRows, nBlocks });
    if (gaps.missing > 0) found.push(gaps);
    if (gaps.missing > 0 && gaps.missing < nRows)
      for (let i = 0; i < incomplete.length; i++) incomplete[i] |= gaps.mask[i];
  }
  const order = Array.from(found.keys()).sort((a, b) => found[b].missing - found[a].missing || a - b);
  const shown = order.slice(0, MOST_COLUMNS).map(i => found[i]);
  const size = (block: number) => Math.min(nRows, (block + 1) * blockRows) - block * blockRows;
  return {
    columns: shown.map(({ name, missing }) => ({ name, missing })),
    nColumnsWithGaps: found.length,
    starts: Array.from({ length: nBlocks }, (_none, block) => block * blockRows),
    blockRows,
    shares: shown.map(({ counts }) => Array.from(counts, (count, block) => count / size(block))),
    together: missingTogether(shown.filter(({ missing }) => missing < nRows)),
    completeRows: nRows - countBoth(incomplete, incomplete),
    nRows,
  };
}

interface Gaps {
  readonly name: string;
  readonly missing: number;
  readonly counts: Int32Array;
  /** One bit per row. */
  readonly mask: Int32Array;
}

function gapsOf(
  column: Column,
  { nRows, blockRows, nBlocks }: { nRows: number; blockRows: number; nBlocks: number },
): Gaps {
  const counts = new Int32Array(nBlocks);
  const mask = new Int32Array(Math.ceil(nRows / 32));
  let missing = 0;
  eachGap(column, nRows, row => {
    missing++;
    counts[Math.floor(row / blockRows)]++;
    mask[row >>> 5] |= 1 << (row & 31);
  });
  return { name: column.name, missing, counts, mask };
}

/** A loop of its own for every kind, since most rows have no gap. */
function eachGap(column: Column, nRows: number, work: (row: number) => void): void {
  if (column.kind === 'set') eachEmpty(column.offsets, nRows, work);
  else if (column.kind === 'boolean') eachTwo(column.values, nRows, work);
  else if (column.kind === 'number' || column.kind === 'date') eachNaN(column.values, nRows, work);
  else for (let row = 0, { codes } = column; row < nRows; row++) if (codes[row] < 0) work(row);
}

function eachEmpty(offsets: Int32Array, nRows: number, work: (row: number) => void): void {
  for (let row = 0; row < nRows; row++) if (offsets[row] === offsets[row + 1]) work(row);
}

function eachTwo(values: Uint8Array, nRows: number, work: (row: number) => void): void {
  for (let row = 0; row < nRows; row++) if (values[row] === 2) work(row);
}

function eachNaN(values: Float64Array, nRows: number, work: (row: number) => void): void {
  for (let row = 0; row < nRows; row++) if (values[row] !== values[row]) work(row);
}

/** Pairs that share more than half of the rows in which either is missing. */
function missingTogether(columns: readonly Gaps[]): GapMap['together'] {
  const pairs: GapMap['together'] = [];
  for (let i = 0; i < columns.length; i++)
    for (let j = i + 1; j < columns.length; j++) {
      const both = countBoth(columns[i].mask, columns[j].mask);
      const either = columns[i].missing + columns[j].missing - both;
      if (2 * both > either) pairs.push({ a: columns[i].name, b: columns[j].name, both, either });
    }
  return pairs.sort((p, q) => q.both / q.either - p.both / p.either || q.both - p.both).slice(0, MOST_TOGETHER);
}

function countBoth(a: Int32Array, b: Int32Array): number {
  let n = 0;
  for (let i = 0; i < a.length; i++) if ((a[i] & b[i]) !== 0) n += bitsIn(a[i] & b[i]);
  return n;
}

function bitsIn(word: number): number {
  let n = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) n++;
  return n;
}
