import { BIN_SHIFT, FLAT_TREE, GROUP_ROWS, WIDE_NODE } from '../../kernels/TreeCalls.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import { hasLevel, MOST_BINS, type AskedBins } from './askedBins.ts';
import type { FeatureBins } from './featureBins.ts';
import { levelsOf, type TreeLevels } from './treeLevels.ts';

/** What a narrow node has room for. */
const MOST_NARROW_NODES = 65_536;
const MOST_NARROW_COLUMNS = 256;
const WIDE_BYTES = WIDE_NODE.length * 4;
const COLUMN_BYTES = GROUP_ROWS * 2;
/** The table of all numbers: nothing for 256 bins, then the right child; it is read from the complement of the last bin on the left on. */
const RAMP_BYTES = 512;

/** The bins of a feature, and the same turned round by one, which has a gap on the left of all numbers. */
export interface FlatFeature {
  readonly bins: FeatureBins;
  /** Columns of a block; -1 where no node asks so. */
  readonly plain: number;
  readonly turned: number;
}

/**
 * An ensemble for `walkTrees`: nodes tree by tree, children side by side behind their parent, a leaf its own child. A tree that asks about numbers
 * alone has narrow nodes if they have room for it. Others have wide ones, which look up what a bin adds to the left child.
 */
export interface FlatTrees {
  readonly nodes: Int32Array;
  readonly tables: Uint8Array;
  readonly values: Float64Array;
  /** [nTrees × FLAT_TREE.length] */
  readonly trees: Int32Array;
  readonly features: readonly FlatFeature[];
  readonly nColumns: number;
}

/** Arrays that trees are laid into one behind the other, and how far they are filled. */
interface Packing {
  readonly ensemble: TreeEnsemble;
  readonly features: readonly FlatFeature[];
  /** [nNodes], of those that ask about numbers: the last bin on the left. */
  readonly lastBins: Uint8Array;
  /** Of each feature of categories: a level of every bin. */
  readonly levels: readonly (readonly number[])[];
  readonly nodes: Int32Array;
  readonly tables: Uint8Array;
  readonly values: Float64Array;
  nWords: number;
  nValues: number;
  nTableBytes: number;
}

export function flattenTrees(ensemble: TreeEnsemble, asked: AskedBins): FlatTrees {
  let nColumns = 0;
  const features = asked.features.map(({ bins, isPlain, isTurned }): FlatFeature => {
    const plain = isPlain ? nColumns++ : -1;
    return { bins, plain, turned: isTurned ? nColumns++ : -1 };
  });
  const { nTrees, roots, levelSet, feature } = ensemble;
  const isWide = Array.from({ length: nTrees }, (_none, tree) => {
    const isLarge = roots[tree + 1] - roots[tree] > MOST_NARROW_NODES || nColumns > MOST_NARROW_COLUMNS;
    return isLarge || asksAboutLevels(ensemble, tree);
  });
  let [nWords, nTableBytes] = [0, RAMP_BYTES];
  isWide.forEach((wide, tree) => (nWords += (roots[tree + 1] - roots[tree]) * (wide ? WIDE_NODE.length : 1)));
  for (let node = 0; node < feature.length; node++)
    if (levelSet[node] >= 0) nTableBytes += features[feature[node]].bins.nBins + 1;
  const packing: Packing = {
    ensemble,
    features,
    lastBins: asked.lastBins,
    levels: features.map(({ bins }) => (bins.kind === 'category' ? firstLevels(bins.binOf) : [])),
    nodes: new Int32Array(nWords),
    tables: new Uint8Array(nTableBytes).fill(WIDE_BYTES, RAMP_BYTES / 2, RAMP_BYTES),
    values: new Float64Array(roots[nTrees]),
    nWords: 0,
    nValues: 0,
    nTableBytes: RAMP_BYTES,
  };
  const trees = new Int32Array(nTrees * FLAT_TREE.length);
  isWide.forEach((wide, tree) => {
    const levels = levelsOf(ensemble, tree);
    trees.set([packing.nWords, packing.nValues, levels.depth, Number(wide)], tree * FLAT_TREE.length);
    if (wide) packWide(packing, levels);
    else packNarrow(packing, levels);
  });
  const { nodes, tables, values } = packing;
  return { nodes, tables, values, trees, features, nColumns };
}

function asksAboutLevels({ roots, levelSet }: TreeEnsemble, tree: number): boolean {
  for (let node = roots[tree]; node < roots[tree + 1]; node++) if (levelSet[node] >= 0) return true;
  return false;
}

function firstLevels(binOf: Uint8Array): number[] {
  const levels: number[] = [];
  binOf.forEach((bin, level) => (levels[bin] ??= level));
  return levels;
}

/** The column that a node asks about. */
function columnOf({ ensemble, features }: Packing, node: number): number {
  const { plain, turned } = features[ensemble.feature[node]];
  return ensemble.levelSet[node] < 0 && ensemble.missingLeft[node] ? turned : plain;
}

/** The complement of the last bin on the left in the column of a node that asks about numbers. */
function complementOf({ ensemble, lastBins }: Packing, node: number): number {
  return MOST_BINS - lastBins[node] - ensemble.missingLeft[node];
}

function packNarrow(packing: Packing, { origin, left }: TreeLevels): void {
  const { ensemble, nodes, values } = packing;
  for (let at = 0; at < origin.length; at++) {
    const node = origin[at];
    values[packing.nValues++] = ensemble.value[node];
    // A leaf has no bins on its right.
    const asks = left[at] === at ? 0 : (complementOf(packing, node) << BIN_SHIFT) | columnOf(packing, node);
    nodes[packing.nWords++] = (left[at] << (2 * BIN_SHIFT)) | asks;
  }
}

function packWide(packing: Packing, { origin, left }: TreeLevels): void {
  const { ensemble, nodes, values } = packing;
  const firstValue = packing.nValues;
  for (let at = 0; at < origin.length; at++, packing.nWords += WIDE_NODE.length) {
    const node = origin[at];
    nodes[packing.nWords + WIDE_NODE.left] = left[at] * WIDE_BYTES;
    if (left[at] === at) {
      nodes[packing.nWords + WIDE_NODE.value] = packing.nValues - firstValue;
      values[packing.nValues++] = ensemble.value[node];
      continue;
    }
    const isNumber = ensemble.levelSet[node] < 0;
    nodes[packing.nWords + WIDE_NODE.table] = isNumber ? complementOf(packing, node) : addTable(packing, node);
    nodes[packing.nWords + WIDE_NODE.column] = columnOf(packing, node) * COLUMN_BYTES;
  }
}

/** @returns where the table of a node that asks about levels begins; behind the last bin stands the gap */
function addTable(packing: Packing, node: number): number {
  const { ensemble, levels, tables } = packing;
  const start = packing.nTableBytes;
  for (const level of levels[ensemble.feature[node]])
    tables[packing.nTableBytes++] = hasLevel(ensemble, node, level) ? 0 : WIDE_BYTES;
  tables[packing.nTableBytes++] = ensemble.missingLeft[node] ? 0 : WIDE_BYTES;
  return start;
}
