import type { AlsKernels } from './AlsCalls.ts';
import type { CellKernels, ColumnKernels } from './CellCalls.ts';
import type { ClusterKernels } from './ClusterCalls.ts';
import type { AssignRows, Kernels, ScaleRows } from './Kernels.ts';
import type { ReadCells } from './ReadCells.ts';
import type { ReadRecords, TextTable } from './ReadRecords.ts';
import type { TreeShap } from './TreeShapCall.ts';
import { HEAP_SPARE } from './typescript/textTable.ts';
import { wasmTreeKernels } from './wasmTreeKernels.ts';
import { webAssembly, type WasmExports, type WasmMemory, type WasmModule } from './webAssembly.ts';

type Argument = number | boolean | Float64Array | Float32Array | Int32Array | Uint8Array;

/** The compiled kernels over one shared memory. Arrays are handed over as the byte where they start. */
export function wasmKernels(module: WasmModule, memory: WasmMemory): Kernels {
  const api = webAssembly();
  if (!api) throw new Error('WebAssembly is not available here');
  const abort = () => {
    throw new Error('a kernel aborted');
  };
  const { exports } = new api.Instance(module, { env: { memory, abort } });
  const call = (kernel: string, ...given: Argument[]) => exports[kernel](...given.map(toNumber));
  return {
    ...wasmTreeKernels(exports),
    assignRows: given => assignRows(exports, given),
    scaleRows: given => scaleRows(exports, given),
    addScatter: a => {
      call('addScatter', a.rows, a.origin, a.space, a.sums, a.nRows, a.nColumns);
    },
    sumAround: a => {
      const data = [a.rows, a.offset, a.factor, a.centers, a.labels];
      return call('sumAround', ...data, a.rowStart, a.rowEnd, a.nColumns, a.sums, a.counts);
    },
    tryCandidate: (...given) => call('tryCandidate', ...given),
    sumDistances: a => {
      const data = [a.blocks, a.patterns, a.tables, a.weights, a.starts, a.sums, a.space];
      call('sumDistances', ...data, a.first, a.second, a.nGroups, a.nColumns, a.nTables);
    },
    nanDistances: a => {
      const shape = [a.nComplete, a.nPresent, a.nBlocks, a.nColumns];
      call('nanDistances', a.blocks, a.presence, a.query, a.columns, ...shape, a.out);
    },
    nearestMeans: a => {
      const donors = [a.blocks, a.boxes, a.starts, a.ends, a.rights, a.rows];
      const seen = [a.roots, a.columnStarts, a.columns, a.scales];
      const space = [a.query, a.distances, a.nearest, a.places, a.owners, a.waiting, a.bounds];
      const shape = [a.nColumns, a.nSeen, a.from, a.to, a.target, a.nNeighbors];
      call('nearestMeans', ...donors, ...seen, a.queries, ...space, a.out, ...shape);
    },
    ...scoringKernels(call),
    ...alsKernels(call),
    ...clusterKernels(call),
    ...cellKernels(call),
    mixtureLogits: a => {
      const data = [a.batches, a.means, a.factors, a.factorStride, a.constants, a.logits, a.space];
      call('mixtureLogits', ...data, a.nBatches, a.nColumns, a.nClusters, a.from, a.to, a.isDiagonal);
    },
    mixtureNormalise: a => call('mixtureNormalise', a.logits, a.weights, a.nBatches, a.nClusters),
    mixtureSums: a => {
      const data = [a.batches, a.means, a.responsibilities, a.sums, a.space];
      call('mixtureSums', ...data, a.nBatches, a.nColumns, a.nClusters, a.from, a.to, a.products);
    },
    treeShap: given => treeShap(exports, given),
    readCells: given => readCells(exports, given),
    readRecords: given => readRecords(exports, given),
    countByte: (...given) => call('countByte', ...given),
    internText: (bytes, from, to, texts) =>
      exports.internText(bytes.byteOffset + from, to - from, ...[...table(texts), ...roomOf(texts)].map(toNumber)),
    internTexts: a =>
      call('internTexts', a.bytes, a.ends, a.from, a.to, a.numbers, ...table(a.texts), ...roomOf(a.texts)),
  };
}

type Call = (kernel: string, ...given: Argument[]) => number;

function alsKernels(call: Call): AlsKernels {
  return {
    alsGram: a => {
      call('alsGram', a.source, a.sums, a.rowStart, a.rowEnd, a.width);
    },
    alsTurn: a => {
      call('alsTurn', a.matrix, a.from, a.to, a.rowStart, a.rowEnd, a.width);
    },
    alsRows: a => {
      const pairs = [a.offsets, a.codes, a.weights, a.source, a.target, a.forth, a.back, a.space];
      call('alsRows', ...pairs, a.rowStart, a.rowEnd, a.width, a.alpha, a.steps);
    },
  };
}

function clusterKernels(call: Call): ClusterKernels {
  return {
    sumClusters: a => {
      call('sumClusters', a.rows, a.origin, a.labels, a.nRows, a.nColumns, a.sums);
    },
    spreadClusters: a => {
      call('spreadClusters', a.rows, a.labels, a.nRows, a.nColumns, a.means, a.distances, a.squares);
    },
  };
}

function cellKernels(call: Call): CellKernels {
  return {
    countSteps: (...given) => call('countSteps', ...given),
    markWhole: (...given) => call('markWhole', ...given),
    addKnown: a => call('addKnown', a.values, a.n, a.known, a.nKnown, a.most, a.slots, a.nSlots),
    sizePartitions: (...given) => {
      call('sizePartitions', ...given);
    },
    placeInPartitions: (...given) => {
      call('placeInPartitions', ...given);
    },
    countPartition: (...given) => call('countPartition', ...given),
    ...columnKernels(call),
    numberTexts: a => call('numberTexts', a.kinds, a.values, a.n, a.codes, a.codeOfText, a.seen, a.counts, a.nCodes),
  };
}

function columnKernels(call: Call): ColumnKernels {
  return {
    countKinds: (...given) => {
      call('countKinds', ...given);
    },
    firstFraction: (...given) => call('firstFraction', ...given),
    renumberTexts: (...given) => {
      call('renumberTexts', ...given);
    },
    numbersOfCells: a => call('numbersOfCells', a.kinds, a.cells, a.codes, a.ofText, a.n, a.numbers),
    truthsOfCells: a => {
      call('truthsOfCells', a.kinds, a.cells, a.codes, a.ofText, a.n, a.truths, a.counts);
    },
    levelsOfCodes: (...given) => call('levelsOfCodes', ...given),
    setEnds: (...given) => call('setEnds', ...given),
    placeMembers: a => {
      call('placeMembers', a.codes, a.starts, a.members, a.n, a.placed);
    },
  };
}

function scoringKernels(call: Call): Pick<Kernels, 'nearestRows' | 'leafGaps' | 'logisticTile' | 'addProducts'> {
  return {
    nearestRows: (a, from, to) => {
      const places = [a.exact, a.codes, a.rows, a.blocks, a.halves, a.fours, a.leaves];
      const balls = [a.centers, a.centerHalves, a.radii];
      const shape = [a.nColumns, a.nCodes, a.penalty, a.nStages, a.scale, a.room];
      const asked = [a.leaf, a.order, a.gaps, from, to, a.isMutual, a.nNeighbors];
      const found = [a.distances, a.nearest, a.reaches, a.leafReaches, a.asked];
      call('nearestRows', ...places, ...balls, ...shape, ...asked, ...found);
    },
    leafGaps: a => {
      call('leafGaps', a.leaves, a.centers, a.nStages, a.leaf, a.gaps, a.spans, a.gaps.length);
    },
    logisticTile: a => {
      const given = [a.tile, a.fills, a.centers, a.factors, a.parameters, a.logits, a.events, a.weights];
      return call('logisticTile', ...given, a.residuals, a.roots, a.gradient, a.nRows, a.nDense, a.isWeighted);
    },
    addProducts: a => {
      call('addProducts', a.tile, a.roots, a.sums, a.nRows, a.nDense, a.width);
    },
  };
}

/** Asked for most often, so its numbers are handed over as they are. */
function assignRows(exports: WasmExports, a: AssignRows): number {
  return exports.assignRows(
    a.rows32.byteOffset,
    a.norms32.byteOffset,
    a.stride32,
    a.rows.byteOffset,
    a.offset.byteOffset,
    a.factor,
    a.centers.byteOffset,
    a.packed32.byteOffset,
    a.limits.byteOffset,
    a.labels.byteOffset,
    a.leads.byteOffset,
    a.reaches.byteOffset,
    a.sums.byteOffset,
    a.counts.byteOffset,
    a.squares.byteOffset,
    a.list.byteOffset,
    a.work.byteOffset,
    a.rowStart,
    a.rowEnd,
    a.nColumns,
    a.nClusters,
    a.marginSlope,
    a.marginBase,
    a.firstCode,
    a.pairs,
    a.leastReach,
    a.isFirst ? 1 : 0,
    a.knowsLeads ? 1 : 0,
    a.keepsLeads ? 1 : 0,
  );
}

/** Asked for after every cell that is not ordinary, so its numbers are handed over as they are. */
function readCells(exports: WasmExports, a: ReadCells): number {
  return exports.readCells(
    a.bytes.byteOffset,
    a.from,
    a.end,
    a.state.byteOffset,
    a.listed.byteOffset,
    a.shows.byteOffset,
    a.shows.length,
    a.is1904 ? 1 : 0,
    a.texts.byteOffset,
    a.texts.length,
    a.kinds.byteOffset,
    a.values.byteOffset,
    a.nColumns,
    a.nRows,
  );
}

function scaleRows(exports: WasmExports, a: ScaleRows): number {
  return exports.scaleRows(
    a.rows.byteOffset,
    a.rows32.byteOffset,
    a.norms32.byteOffset,
    a.stride32,
    a.origin.byteOffset,
    a.scale,
    a.rowStart,
    a.rowEnd,
    a.nColumns,
    a.sums.byteOffset,
    a.squares,
    a.isKept ? 1 : 0,
  );
}

function readRecords(exports: WasmExports, a: ReadRecords): number {
  const text = [a.bytes, a.end, a.separator, a.quote, a.isBackslashEscape, a.nColumns];
  const tile = [a.state, a.asks, a.bounds, a.nRowsOfTile, a.places, a.places.length];
  const cells = [a.kinds, a.values, a.nRowsOfRoom, a.nFirst, a.later];
  const { texts } = a;
  const known = [...table(texts), texts.days, ...roomOf(texts)];
  return exports.readRecords(...[...text, ...tile, ...cells, ...known].map(toNumber));
}

function treeShap(exports: WasmExports, a: TreeShap): void {
  const tree = [a.ints, a.numbers, a.tables, a.levelBits];
  const rows = [a.x, a.out, a.met, a.path, a.sums];
  exports.treeShap(...[...tree, ...rows].map(toNumber), a.from, a.to, a.nFeatures, a.nPoints);
}

function table({ size, slots, ends, heap }: TextTable): Argument[] {
  return [size, slots, ends, heap];
}

function roomOf({ ends, heap }: TextTable): Argument[] {
  return [ends.length, heap.length - HEAP_SPARE];
}

function toNumber(argument: Argument): number {
  return typeof argument === 'object' ? argument.byteOffset : Number(argument);
}
