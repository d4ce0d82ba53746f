import { CODE_SIGN, FAN, FAN_TREE, ROW_CODES } from '../../kernels/TreeCalls.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import { MOST_BINS, type AskedBins } from './askedBins.ts';
import type { FeatureBins } from './featureBins.ts';
import { levelsOf, type TreeLevels } from './treeLevels.ts';

/** Trees that are thin and deep leave most places of their fans empty. */
const MOST_PLACES = 1 << 21;
/** No node, and the last bin on the left of a question that sends every row there. */
const NONE = -1;
const ALL_LEFT = MOST_BINS ^ CODE_SIGN;

export interface FanFeature {
  readonly bins: FeatureBins;
  /** Column of its codes; -1 where no node asks about it. */
  readonly column: number;
  /** Whether any node has its gaps on the left. */
  readonly isTurned: boolean;
}

/**
 * An ensemble for `walkFans`: fans tree by tree, the eight children of each side by side, those of a level behind those of the level above. What
 * is on the last level has a value alone.
 */
export interface FanTrees {
  readonly nodes: Int32Array;
  /** The same for rows without gaps: nothing is turned. */
  readonly plainNodes: Int32Array;
  readonly values: Float64Array;
  /** [nTrees × FAN_TREE.length] */
  readonly trees: Int32Array;
  readonly features: readonly FanFeature[];
}

/** @returns null where nodes ask about levels or about too many columns, or fans would take too much room */
export function fanTrees(ensemble: TreeEnsemble, asked: AskedBins): FanTrees | null {
  const { nTrees, levelBits } = ensemble;
  let nColumns = 0;
  const features = asked.features.map(({ bins, isPlain, isTurned }): FanFeature => {
    return { bins, column: isPlain || isTurned ? nColumns++ : -1, isTurned };
  });
  if (nColumns > ROW_CODES || levelBits.length > 0) return null;
  const levels = Array.from({ length: nTrees }, (_none, tree) => levelsOf(ensemble, tree));
  const trees = new Int32Array(nTrees * FAN_TREE.length);
  const laid: LaidTree[] = [];
  let [nWords, nPlaces] = [0, 0];
  for (let tree = 0; tree < nTrees; tree++) {
    // Two trees that are walked side by side take as many steps.
    const depth = Math.max(1, levels[tree].depth, levels[tree ^ 1]?.depth ?? 0);
    const steps = Math.ceil(depth / FAN.levels);
    const own = layTree(ensemble, asked, features, levels[tree], steps);
    trees.set([nWords, nPlaces, steps], tree * FAN_TREE.length);
    nWords += own.nodes.length;
    nPlaces += own.values.length;
    if (nPlaces > MOST_PLACES) return null;
    laid.push(own);
  }
  const nodes = new Int32Array(nWords);
  const values = new Float64Array(nPlaces);
  laid.forEach((own, tree) => {
    nodes.set(own.nodes, trees[tree * FAN_TREE.length + FAN_TREE.node]);
    values.set(own.values, trees[tree * FAN_TREE.length + FAN_TREE.value]);
  });
  return { nodes, plainNodes: withoutTurns(nodes), values, trees, features };
}

function withoutTurns(nodes: Int32Array): Int32Array {
  const plain = nodes.slice();
  const columns = ROW_CODES - 1;
  const mask = columns | (columns << 8) | (columns << 16) | (columns << 24);
  for (let fan = 0; fan < plain.length; fan += FAN.words) {
    plain[fan] &= mask;
    plain[fan + 1] &= mask;
  }
  return plain;
}

interface LaidTree {
  readonly nodes: Int32Array;
  readonly values: Float64Array;
}

function layTree(
  { feature, missingLeft, value }: TreeEnsemble,
  { lastBins }: AskedBins,
  features: readonly FanFeature[],
  levels: TreeLevels,
  steps: number,
): LaidTree {
  const { origin } = levels;
  const { places, questions, firstChild } = spreadTree(levels, steps);
  const nodes = new Int32Array(firstChild.length * FAN.words);
  const bytes = new Uint8Array(nodes.buffer);
  for (let fan = 0, question = 0; fan < firstChild.length; fan++) {
    const first = fan * FAN.words;
    nodes[first + FAN.childWord] = FAN.children * firstChild[fan];
    bytes.fill(ALL_LEFT, 4 * first + FAN.lastByte, 4 * first + FAN.lastByte + FAN.children);
    for (let at = 4 * first; at < 4 * first + FAN.questions; at++, question++) {
      if (questions[question] === NONE) continue;
      const node = origin[questions[question]];
      bytes[at] = features[feature[node]].column + ROW_CODES * missingLeft[node];
      bytes[at + FAN.lastByte] = lastBins[node] ^ CODE_SIGN;
    }
  }
  return { nodes, values: Float64Array.from(places, at => (at === NONE ? 0 : value[origin[at]])) };
}

/** A tree of `levelsOf` by its places; a position of NONE is no node. */
interface Spread {
  /** Its position of each place. */
  readonly places: number[];
  /** The positions that each fan asks for. */
  readonly questions: number[];
  /** Of each fan: the place of its first child; its own if it is a leaf. */
  readonly firstChild: number[];
}

function spreadTree({ left, depth }: TreeLevels, steps: number): Spread {
  const [places, questions, firstChild]: number[][] = [[0], [], []];
  const at = new Int32Array(FAN.questions + FAN.children);
  for (let step = 0; step < steps; step++) {
    // The last fans are full, so that the first may have fewer levels to ask about.
    const height = Math.max(0, Math.min(FAN.levels, depth - FAN.levels * (steps - 1 - step)));
    for (let place = firstChild.length, end = places.length; place < end; place++) {
      at[0] = places[place];
      const isLast = at[0] === NONE || left[at[0]] === at[0];
      firstChild.push(isLast ? place : places.length);
      spreadFan(left, at, height, questions);
      if (!isLast) for (const child of at.subarray(FAN.questions)) places.push(child);
    }
  }
  return { places, questions, firstChild };
}

/** The questions of a fan over the node at `at[0]`; its children are left behind their places in `at`. */
function spreadFan(left: Int32Array, at: Int32Array, height: number, questions: number[]): void {
  for (let q = 0; q < FAN.questions; q++) {
    const asks = at[q] !== NONE && left[at[q]] !== at[q] && q + 1 < 1 << height;
    questions.push(asks ? at[q] : NONE);
    at[2 * q + 1] = asks ? left[at[q]] : at[q];
    at[2 * q + 2] = asks ? left[at[q]] + 1 : NONE;
  }
}
