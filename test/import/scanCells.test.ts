import { expect, test } from 'vitest';
import { scanCells, type CellScan } from '#engine/import/cells/scanCells';
import { stream } from '#engine/random';
import { sharedFloat64, sharedInt32, sharedUint8 } from '#engine/table/Matrix';
import { CELL_NUMBER, CELL_TEXT } from '#engine/table/RawTable';
import { CHUNK_CELLS } from '#engine/kernels/ChunkDesk';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

const N_TEXTS = 50;
const N = 6 * CHUNK_CELLS - 100;
const pool = await sharedPool(2);

/** Six chunks of cells, each with what its letter says: gaps, whole numbers, fractions too, texts, or all of them. */
function columnOf(chunks: string) {
  const random = stream(4, chunks);
  const [kinds, values] = [sharedUint8(N), sharedFloat64(N)];
  for (let i = 0; i < N; i++) {
    const what = chunks[Math.floor(i / CHUNK_CELLS)];
    const u = random.uniform();
    if (what === 'g' || u < 0.1) continue;
    const isText = what === 't' || (what === 'a' && u < 0.5);
    kinds[i] = isText ? CELL_TEXT : CELL_NUMBER;
    if (isText) values[i] = Math.floor(N_TEXTS * random.uniform());
    else values[i] = Math.floor(900 * random.uniform()) + (what !== 'w' && u > 0.9 ? 0.5 : 0);
  }
  return { kinds, values };
}

function plainly({ kinds, values }: ReturnType<typeof columnOf>) {
  const seen: number[] = [];
  const counts: number[] = [];
  const codes = Array.from(kinds, (kind, i) => {
    if (kind !== CELL_TEXT) return -1;
    if (!seen.includes(values[i])) counts[seen.push(values[i]) - 1] = 0;
    counts[seen.indexOf(values[i])]++;
    return seen.indexOf(values[i]);
  });
  const fraction = kinds.findIndex((kind, i) => kind === CELL_NUMBER && values[i] % 1 !== 0);
  return { seen, counts, codes, firstFraction: fraction < 0 ? N : fraction };
}

test.each(['gggggg', 'wwwwww', 'gwwftw', 'gwftgw', 'tggwta', 'wwtggf', 'aaaaaa'])('chunks %s', async chunks => {
  const column = columnOf(chunks);
  const expected = plainly(column);
  const codeOfString = sharedInt32(N_TEXTS).fill(-1);
  const input = () => ({ ...column, codeOfString, codes: sharedInt32(N).fill(7) });
  const here = input();
  const there = input();
  const found = [
    { scan: scanCells(here, testRun()), codes: here.codes },
    { scan: (await pool.map<typeof there, CellScan>('import.scan', [there]))[0], codes: there.codes },
  ];
  for (const { scan, codes } of found) {
    expect([...scan.kindCounts]).toEqual([0, 1, 2, 3, 4, 5].map(kind => column.kinds.filter(k => k === kind).length));
    expect(scan.firstFraction).toBe(expected.firstFraction);
    expect([...scan.seen]).toEqual(expected.seen);
    expect([...scan.counts]).toEqual(expected.counts);
    if (expected.seen.length > 0) expect([...codes]).toEqual(expected.codes);
  }
  expect([...codeOfString]).toEqual(Array.from({ length: N_TEXTS }, () => -1));
});
