import type { Kernels } from './Kernels.ts';
import { webAssembly, type WasmMemory, type WasmModule } from './webAssembly.ts';

/** The compiled kernels over one shared memory. Arrays are handed over as the byte where they start. */
export function wasmKernels(module: WasmModule, memory: WasmMemory): Kernels {
  const api = webAssembly();
  if (!api) throw new Error('WebAssembly is not available here');
  const abort = () => {
    throw new Error('a kernel aborted');
  };
  const { exports } = new api.Instance(module, { env: { memory, abort } });
  return {
    assignRows: call =>
      exports.assignRows(
        call.blocks.byteOffset,
        call.exact.byteOffset,
        call.centers.byteOffset,
        call.centers32.byteOffset,
        call.drift.byteOffset,
        call.labels.byteOffset,
        call.thresholds.byteOffset,
        call.sums.byteOffset,
        call.counts.byteOffset,
        call.rowStart,
        call.rowEnd,
        call.nColumns,
        call.nClusters,
        call.marginSlope,
        call.marginBase,
        call.isFirst ? 1 : 0,
      ),
    sumSquares: (exact, centers, labels, rowStart, rowEnd, nColumns) =>
      exports.sumSquares(exact.byteOffset, centers.byteOffset, labels.byteOffset, rowStart, rowEnd, nColumns),
    tryCandidate: (exact, nRows, nColumns, candidate, closest, next) =>
      exports.tryCandidate(exact.byteOffset, nRows, nColumns, candidate, closest.byteOffset, next.byteOffset),
    sumDistances: call => {
      exports.sumDistances(
        call.blocks.byteOffset,
        call.weights.byteOffset,
        call.starts.byteOffset,
        call.sums.byteOffset,
        call.blockStart,
        call.blockEnd,
        call.nGroups,
        call.nColumns,
      );
    },
    nanDistances: call => {
      exports.nanDistances(
        call.blocks.byteOffset,
        call.presence.byteOffset,
        call.query.byteOffset,
        call.columns.byteOffset,
        call.nComplete,
        call.nPresent,
        call.nBlocks,
        call.nColumns,
        call.out.byteOffset,
      );
    },
  };
}
