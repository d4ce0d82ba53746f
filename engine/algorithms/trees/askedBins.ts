import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import type { FeatureBins } from './featureBins.ts';

export const MOST_BINS = 255;

/** What nodes look at of a feature: its bins, with a gap on the right of all numbers, on the left of them, or both. */
export interface AskedFeature {
  readonly bins: FeatureBins;
  /** Whether any node has gaps on the right, or asks about levels. */
  readonly isPlain: boolean;
  /** Whether any node has gaps on the left. */
  readonly isTurned: boolean;
}

/** What an ensemble asks of rows, with thresholds and levels as bins. */
export interface AskedBins {
  readonly features: readonly AskedFeature[];
  /** [nNodes], of those that ask about numbers: the last bin on the left. */
  readonly lastBins: Uint8Array;
}

/** @returns null where a feature has more cuts or kinds of level than a byte can tell apart */
export function askedBins(ensemble: TreeEnsemble, { features }: FeatureTable): AskedBins | null {
  const asked = gatherQuestions(ensemble);
  if (!asked) return null;
  const found: AskedFeature[] = [];
  for (const [f, feature] of features.entries()) {
    const { nCuts, cuts, isPlain, isTurned, ofLevels } = asked.features[f];
    const bins: FeatureBins =
      feature.kind === 'number'
        ? { kind: 'number', thresholds: cuts.slice(0, nCuts), nBins: nCuts + 1, hasMissing: true }
        : categoryBins(ensemble, ofLevels, feature.levels.length);
    if (bins.nBins > MOST_BINS) return null;
    found.push({ bins, isPlain, isTurned });
  }
  return { features: found, lastBins: asked.places() };
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
