import { BIN_SHIFT, FLAT_TREE, GROUP_ROWS, WIDE_NODE } from '../../kernels/TreeCalls.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import type { FeatureBins } from './featureBins.ts';

const MOST_BINS = 255;
/** What a narrow node has room for. */
const MOST_NARROW_NODES = 65_536;
const MOST_NARROW_COLUMNS = 256;
const WIDE_BYTES = WIDE_NODE.length * 4;
const COLUMN_BYTES = GROUP_ROWS * 2;
/** The table of all numbers: nothing for 256 bins, then the right child; it is read from the complement of the last bin on the left on. */
const RAMP_BYTES = 512;

/** What nodes look at of a feature: its bins, and the same turned round by one, which has a gap on the left of all numbers. */
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

/** @returns null where a feature has more cuts or kinds of level than a byte can tell apart */
export function flattenTrees(ensemble: TreeEnsemble, { features }: FeatureTable): FlatTrees | null {
  const asked = gatherQuestions(ensemble);
  if (!asked) return null;
  const flat: FlatFeature[] = [];
  let nColumns = 0;
  for (const [f, feature] of features.entries()) {
    const { nCuts, cuts, isPlain, isTurned, ofLevels } = asked.features[f];
    const bins: FeatureBins =
      feature.kind === 'number'
        ? { kind: 'number', thresholds: cuts.slice(0, nCuts), nBins: nCuts + 1, hasMissing: true }
        : categoryBins(ensemble, ofLevels, feature.levels.length);
    if (bins.nBins > MOST_BINS) return null;
    flat.push({ bins, plain: isPlain ? nColumns++ : -1, turned: isTurned ? nColumns++ : -1 });
  }
  return pack(ensemble, flat, nColumns, asked.places());
}

/** What the nodes of an ensemble ask of a feature. */
interface Questions {
  /** Ascending; the first `nCuts` are in use. */
  readonly cuts: Float64Array;
  /** As which of them a cut was found first. */
  readonly found: Uint8Array;
  nCuts: number;
  isPlain: boolean;
  isTurned: boolean;
  /** Nodes that ask about levels. */
  readonly ofLevels: number[];
}

function gatherQuestions(ensemble: TreeEnsemble) {
  const { nFeatures, feature, threshold, levelSet, missingLeft } = ensemble;
  const features = Array.from({ length: nFeatures }, (): Questions => {
    const [cuts, found] = [new Float64Array(MOST_BINS), new Uint8Array(MOST_BINS)];
    return { cuts, found, nCuts: 0, isPlain: false, isTurned: false, ofLevels: [] };
  });
  const foundAs = new Uint8Array(feature.length);
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0) continue;
    const asked = features[feature[node]];
    if (levelSet[node] >= 0) asked.ofLevels.push(node);
    else {
      const place = takeCut(asked, threshold[node]);
      if (place < 0) return null;
      foundAs[node] = asked.found[place];
    }
    if (missingLeft[node] && levelSet[node] < 0) asked.isTurned = true;
    else asked.isPlain = true;
  }
  /** [nNodes], which of the cuts of its feature a node asks about. */
  const places = () => {
    const placeOf = features.map(({ found, nCuts }) => {
      const own = new Uint8Array(MOST_BINS);
      for (let place = 0; place < nCuts; place++) own[found[place]] = place;
      return own;
    });
    for (let node = 0; node < feature.length; node++)
      if (feature[node] >= 0) foundAs[node] = placeOf[feature[node]][foundAs[node]];
    return foundAs;
  };
  return { features, places };
}

/** @returns the place of a cut among those known, itself now one of them; -1 where there are too many */
function takeCut(asked: Questions, cut: number): number {
  const { cuts, found, nCuts } = asked;
  let [low, high] = [0, nCuts];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle] < cut) low = middle + 1;
    else high = middle;
  }
  if (low < nCuts && cuts[low] === cut) return low;
  if (nCuts === MOST_BINS) return -1;
  cuts.copyWithin(low + 1, low, nCuts);
  found.copyWithin(low + 1, low, nCuts);
  cuts[low] = cut;
  found[low] = asked.nCuts++;
  return low;
}

/** Levels that go the same way everywhere share a bin. */
function categoryBins(ensemble: TreeEnsemble, nodes: readonly number[], nLevels: number): FeatureBins {
  const binOf = new Uint32Array(nLevels);
  let nBins = Math.min(1, nLevels);
  for (const node of nodes) {
    if (nBins === nLevels) break;
    const splitTo = new Map<number, number>();
    const first = new Map<number, boolean>();
    for (let level = 0; level < nLevels; level++) {
      const bin = binOf[level];
      const isLeft = hasLevel(ensemble, node, level);
      if (!first.has(bin)) first.set(bin, isLeft);
      else if (first.get(bin) !== isLeft) {
        if (!splitTo.has(bin)) splitTo.set(bin, nBins++);
        binOf[level] = splitTo.get(bin) ?? 0;
      }
    }
  }
  return { kind: 'category', binOf: Uint8Array.from(binOf), nBins, hasMissing: true };
}

export function hasLevel({ levelSet, levelBits }: TreeEnsemble, node: number, level: number): boolean {
  return ((levelBits[levelSet[node] + (level >> 5)] >>> (level & 31)) & 1) === 1;
}

/** Where the nodes of a tree come from, level by level, and where their children go. */
interface Levels {
  /** [nNodes] */
  readonly origin: Int32Array;
  /** [nNodes], position of the left child, counted from the root; its own for a leaf. */
  readonly left: Int32Array;
  readonly depth: number;
}

function levelsOf({ roots, feature, left, right }: TreeEnsemble, tree: number): Levels {
  const nNodes = roots[tree + 1] - roots[tree];
  const origin = new Int32Array(nNodes);
  const first = new Int32Array(nNodes);
  origin[0] = roots[tree];
  let [next, depth] = [1, 0];
  for (let at = 0, end = 1; at < next; at++) {
    if (at === end) [end, depth] = [next, depth + 1];
    const node = origin[at];
    first[at] = feature[node] < 0 ? at : next;
    if (feature[node] < 0) continue;
    origin[next++] = left[node];
    origin[next++] = right[node];
  }
  return { origin, left: first, depth };
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

function pack(
  ensemble: TreeEnsemble,
  features: readonly FlatFeature[],
  nColumns: number,
  lastBins: Uint8Array,
): FlatTrees {
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
    lastBins,
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

function packNarrow(packing: Packing, { origin, left }: Levels): void {
  const { ensemble, nodes, values } = packing;
  for (let at = 0; at < origin.length; at++) {
    const node = origin[at];
    values[packing.nValues++] = ensemble.value[node];
    // A leaf has no bins on its right.
    const asks = left[at] === at ? 0 : (complementOf(packing, node) << BIN_SHIFT) | columnOf(packing, node);
    nodes[packing.nWords++] = (left[at] << (2 * BIN_SHIFT)) | asks;
  }
}

function packWide(packing: Packing, { origin, left }: Levels): void {
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
