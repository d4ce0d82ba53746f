import { MISSING_BIN } from '../../kernels/TreeCalls.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import type { FeatureBins } from './featureBins.ts';

/** What a node asks, in its second word: the feature, and above it the last bin on the left, 1 where bins are turned round by one, and this. */
const ASKS_CATEGORY = 1 << 25;
const TURNED = 1 << 24;
const SET_BYTES = 64;
const SET_BITS_AT = 32;
const MOST_BINS = 255;
const MOST_FEATURES = 65_536;

/**
 * An ensemble for `walkTrees`: nodes of two words, children side by side behind their parent, that look at bins. A number's first word is its left
 * child, a category's its set, which begins with the left child. With the missing on the left bins are turned round by one, so that MISSING_BIN
 * becomes 0. A leaf is its own child.
 */
export interface FlatTrees {
  readonly nodes: Int32Array;
  readonly sets: Uint8Array;
  readonly values: Float64Array;
  readonly roots: Int32Array;
  /** How values become the bins that nodes look at. */
  readonly featureBins: readonly FeatureBins[];
}

/** @returns null where a feature has more cuts or kinds of level than a byte can tell apart */
export function flattenTrees(ensemble: TreeEnsemble, { features }: FeatureTable): FlatTrees | null {
  if (features.length > MOST_FEATURES) return null;
  const asked = nodesByFeature(ensemble);
  const featureBins: FeatureBins[] = [];
  for (const [f, feature] of features.entries()) {
    const bins =
      feature.kind === 'number'
        ? numberBins(ensemble, asked[f])
        : categoryBins(ensemble, asked[f], feature.levels.length);
    if (bins.nBins > MOST_BINS) return null;
    featureBins.push(bins);
  }
  return pack(ensemble, featureBins);
}

function nodesByFeature({ feature, nFeatures }: TreeEnsemble): number[][] {
  const nodes = Array.from({ length: nFeatures }, (): number[] => []);
  feature.forEach((f, node) => {
    if (f >= 0) nodes[f].push(node);
  });
  return nodes;
}

function numberBins({ threshold }: TreeEnsemble, nodes: readonly number[]): FeatureBins {
  const thresholds = Float64Array.from(new Set(nodes.map(node => threshold[node]))).sort();
  return { kind: 'number', thresholds, nBins: thresholds.length + 1, hasMissing: true };
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

function pack(ensemble: TreeEnsemble, featureBins: readonly FeatureBins[]): FlatTrees {
  const { roots, feature, threshold, levelSet, missingLeft, left, right, value, nTrees } = ensemble;
  const nNodes = feature.length;
  const nSets = levelSet.reduce((sum, set) => sum + Number(set >= 0), 0);
  const flat = {
    nodes: new Int32Array(2 * nNodes),
    sets: new Uint8Array(nSets * SET_BYTES),
    values: new Float64Array(nNodes),
    roots: roots.slice(0, nTrees),
    featureBins,
  };
  const starts = new Int32Array(flat.sets.buffer);
  const binOfThreshold = featureBins.map(bins =>
    bins.kind === 'number' ? new Map(Array.from(bins.thresholds, (cut, bin) => [cut, bin])) : new Map<number, number>(),
  );
  const levelOfBin = featureBins.map(bins => (bins.kind === 'category' ? firstLevels(bins.binOf) : []));
  const origin = new Int32Array(nNodes);
  let set = 0;
  for (let tree = 0; tree < nTrees; tree++) {
    let next = roots[tree];
    origin[next++] = roots[tree];
    for (let at = roots[tree]; at < next; at++) {
      const node = origin[at];
      const f = feature[node];
      flat.values[at] = value[node];
      if (f < 0) {
        flat.nodes[2 * at] = at;
        flat.nodes[2 * at + 1] = MISSING_BIN << 16;
        continue;
      }
      if (levelSet[node] < 0) {
        const bin = binOfThreshold[f].get(threshold[node]) ?? 0;
        flat.nodes[2 * at] = next;
        flat.nodes[2 * at + 1] = f | ((bin + missingLeft[node]) << 16) | (missingLeft[node] ? TURNED : 0);
      } else {
        flat.nodes[2 * at] = set;
        flat.nodes[2 * at + 1] = f | ASKS_CATEGORY;
        starts[(set * SET_BYTES) / 4] = next;
        const bits = flat.sets.subarray(set * SET_BYTES + SET_BITS_AT, (set + 1) * SET_BYTES);
        levelOfBin[f].forEach((level, bin) => {
          if (hasLevel(ensemble, node, level)) bits[bin >> 3] |= 1 << (bin & 7);
        });
        if (missingLeft[node]) bits[MISSING_BIN >> 3] |= 1 << (MISSING_BIN & 7);
        set++;
      }
      origin[next++] = left[node];
      origin[next++] = right[node];
    }
  }
  return flat;
}

function firstLevels(binOf: Uint8Array): number[] {
  const levels: number[] = [];
  binOf.forEach((bin, level) => (levels[bin] ??= level));
  return levels;
}
