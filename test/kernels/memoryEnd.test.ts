import { describe, expect, it } from 'vitest';
import { loadKernelModule } from '#engine/kernels/loadKernelModule';
import { scatterSpaceLength } from '#engine/kernels/ScatterCall';
import { typescriptKernels } from '#engine/kernels/typescriptKernels';
import { wasmKernels } from '#engine/kernels/wasmKernels';
import { webAssembly } from '#engine/kernels/webAssembly';

const PAGE = 65_536;

/** Of rows that end with a memory, everything else at its start. */
async function scatterAtEnd(nPages: number, nRows: number, nColumns: number): Promise<[Float64Array, Float64Array]> {
  const module = await loadKernelModule();
  const api = webAssembly();
  if (!module || !api) throw new Error('WebAssembly with SIMD and threads is needed here');
  const memory = new api.Memory({ initial: nPages, maximum: nPages, shared: true });
  const width = 2 * Math.ceil(nColumns / 2);
  let at = PAGE;
  const take = (length: number) => {
    const numbers = new Float64Array(memory.buffer, at, length);
    at += Math.ceil(length / 8) * 64;
    return numbers;
  };
  const origin = take(nColumns).map((_none, j) => j / 3);
  const inMemory = {
    origin: take(nColumns),
    space: take(scatterSpaceLength(nColumns)),
    sums: take(width + width * width),
  };
  inMemory.origin.set(origin);
  const rows = new Float64Array(memory.buffer, nPages * PAGE - nRows * nColumns * 8, nRows * nColumns);
  for (let i = 0; i < rows.length; i++) rows[i] = Math.sin(i);
  wasmKernels(module, memory).addScatter({ rows, ...inMemory, nRows, nColumns });
  const sums = new Float64Array(width + width * width);
  const space = new Float64Array(scatterSpaceLength(nColumns));
  typescriptKernels.addScatter({ rows: rows.slice(), origin, space, sums, nRows, nColumns });
  return [inMemory.sums.slice(), sums];
}

describe('rows that end with the memory', () => {
  it.each([
    [1, 1],
    [3, 2],
    [33, 5],
    [64, 8],
    [65, 25],
    [97, 70],
    [40, 200],
  ])('nothing behind them is read: %i rows × %i columns', async (nRows, nColumns) => {
    const [wasm, plain] = await scatterAtEnd(40, nRows, nColumns);
    expect(wasm).toEqual(plain);
  });

  it.each([60, 62, 200, 857])('nor where addresses end: %i columns', async nColumns => {
    const [wasm, plain] = await scatterAtEnd(65_535, 65, nColumns);
    expect(wasm).toEqual(plain);
  });
});
