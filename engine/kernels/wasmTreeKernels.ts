import type { TreeKernels } from './TreeCalls.ts';
import type { WasmExports } from './webAssembly.ts';

/** The kernels of trees over the memory of an instance; asked for often, so numbers are handed over as they are. */
export function wasmTreeKernels(exports: WasmExports): TreeKernels {
  return {
    bagRows: ({ state, isDrawn, y, nRows, counts, entries }) =>
      exports.bagRows(state.byteOffset, Number(isDrawn), y.byteOffset, nRows, counts.byteOffset, entries.byteOffset),
    copyEntries: (entries, from, to, out, outFrom) => {
      exports.copyEntries(entries.byteOffset, from, to, out.byteOffset, outFrom);
    },
    gatherRows: a => {
      const from = [a.entries.byteOffset, a.from, a.to, a.pairs.byteOffset, a.bins.byteOffset, a.stride];
      const groups = [a.starts.byteOffset, a.starts.length];
      exports.gatherRows(...from, ...groups, a.outPairs.byteOffset, a.outBins.byteOffset, a.capacity, a.outFrom);
    },
    sumHistogram: (histogram, countShift, node) => {
      exports.sumHistogram(histogram.byteOffset, countShift, node.byteOffset);
    },
    subtractHistogram: (parent, child) => {
      exports.subtractHistogram(parent.byteOffset, child.byteOffset, parent.length);
    },
    addToRows: (entries, from, to, step, raw) => {
      exports.addToRows(entries.byteOffset, from, to, step, raw.byteOffset);
    },
    growForest: a =>
      exports.growForest(
        a.entries.byteOffset,
        a.spare.byteOffset,
        a.bins.byteOffset,
        a.nRows,
        a.order.length,
        a.order.byteOffset,
        a.nTried,
        a.shapes.byteOffset,
        a.weights.byteOffset,
        Number(a.weights.length > 0),
        a.minRows,
        a.levelPenalty,
        a.maxDepth,
        a.space.byteOffset,
        a.state.byteOffset,
        a.stack.byteOffset,
        a.records.byteOffset,
        a.nRecords,
        a.nEntries,
      ),
    ...binKernels(exports),
    ...splitKernels(exports),
    ...rowKernels(exports),
    ...walkKernels(exports),
  };
}

function binKernels(exports: WasmExports): Pick<TreeKernels, 'binValues' | 'binGroups' | 'binRows' | 'partitionRows'> {
  return {
    binValues: ({ values, nValues, thresholds, out, outStride }) => {
      const { binValues } = exports;
      binValues(values.byteOffset, nValues, thresholds.byteOffset, thresholds.length, out.byteOffset, outStride);
    },
    binGroups: a => {
      const { values, nValues, thresholds, block, groupLength, plain, turned } = a;
      const places = [values.byteOffset, nValues, thresholds.byteOffset, thresholds.length, block.byteOffset];
      exports.binGroups(...places, groupLength, plain, turned);
    },
    binRows: ({ values, nValues, cuts, codes }) => {
      const { thresholds, cells, low, scale, nHalvings } = cuts;
      const places = [values.byteOffset, nValues, thresholds.byteOffset, cells.byteOffset, cells.length];
      return exports.binRows(...places, low, scale, nHalvings, codes.byteOffset) === 1;
    },
    partitionRows: ({ entries, from, to, column, stride, set, out, outFrom }) =>
      exports.partitionRows(
        entries.byteOffset,
        from,
        to,
        column.byteOffset,
        stride,
        set.byteOffset,
        out.byteOffset,
        outFrom,
      ),
  };
}

function splitKernels(exports: WasmExports): Pick<TreeKernels, 'forestSplit' | 'gradientSplit'> {
  return {
    forestSplit: a => {
      exports.forestSplit(
        a.entries.byteOffset,
        a.from,
        a.to,
        a.bins.byteOffset,
        a.nRows,
        a.features.byteOffset,
        a.nTried,
        a.shapes.byteOffset,
        a.weights.byteOffset,
        Number(a.weights.length > 0),
        a.node.byteOffset,
        a.minRows,
        a.levelPenalty,
        a.space.byteOffset,
        a.found.byteOffset,
        a.set.byteOffset,
      );
    },
    gradientSplit: a => {
      exports.gradientSplit(
        a.histogram.byteOffset,
        a.nBins,
        Number(a.hasMissing),
        Number(a.isCategory),
        a.monotone,
        a.node.byteOffset,
        a.rules.byteOffset,
        a.space.byteOffset,
        a.cut.byteOffset,
      );
    },
  };
}

function rowKernels(exports: WasmExports): Pick<TreeKernels, 'stepGradients' | 'gradientHistogram'> {
  return {
    stepGradients: a => {
      exports.stepGradients(
        a.raw.byteOffset,
        a.y.byteOffset,
        a.weights.byteOffset,
        Number(a.weights.length > 0),
        a.gradientScale,
        a.hessianScale,
        a.from,
        a.to,
        a.pairs.byteOffset,
      );
    },
    gradientHistogram: a => {
      exports.gradientHistogram(
        a.entries.byteOffset,
        a.entries.length,
        a.from,
        a.to,
        a.pairs.byteOffset,
        a.bins.byteOffset,
        a.stride,
        a.nFeatures,
        a.countShift,
        a.histogram.byteOffset,
      );
    },
  };
}

function walkKernels(exports: WasmExports): Pick<TreeKernels, 'walkTrees' | 'walkFans'> {
  return {
    walkTrees: a => {
      exports.walkTrees(
        a.nodes.byteOffset,
        a.tables.byteOffset,
        a.values.byteOffset,
        a.trees.byteOffset,
        a.nTrees,
        a.block.byteOffset,
        a.groupLength,
        a.nRows,
        a.out.byteOffset,
      );
    },
    walkFans: ({ nodes, values, trees, nTrees, codes, nRows, hasTurned, out }) => {
      const places = [nodes.byteOffset, values.byteOffset, trees.byteOffset];
      exports.walkFans(...places, nTrees, codes.byteOffset, nRows, Number(hasTurned), out.byteOffset);
    },
  };
}
