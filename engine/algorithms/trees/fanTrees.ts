import { FAN, FAN_TREE, ROW_CODES } from '../../kernels/TreeCalls.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import type { AskedBins } from './askedBins.ts';
import type { FeatureBins } from './featureBins.ts';
import { MOST_PLACES, newFanPacking, packTree } from './packFans.ts';
import { levelsOf } from './treeLevels.ts';

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
  const { nTrees, roots, levelBits } = ensemble;
  let nColumns = 0;
  const features = asked.features.map(({ bins, isPlain, isTurned }): FanFeature => {
    return { bins, column: isPlain || isTurned ? nColumns++ : -1, isTurned };
  });
  if (nColumns > ROW_CODES || levelBits.length > 0 || roots[nTrees] > MOST_PLACES) return null;
  const levels = Array.from({ length: nTrees }, (_none, tree) => levelsOf(ensemble, tree));
  const trees = new Int32Array(nTrees * FAN_TREE.length);
  const packing = newFanPacking(ensemble, asked.lastBins, features);
  for (let tree = 0; tree < nTrees; tree++) {
    // Two trees that are walked side by side take as many steps.
    const depth = Math.max(1, levels[tree].depth, levels[tree ^ 1]?.depth ?? 0);
    const steps = Math.ceil(depth / FAN.levels);
    trees.set([packing.nFans * FAN.words, packing.nPlaces, steps], tree * FAN_TREE.length);
    if (!packTree(packing, levels[tree], steps)) return null;
  }
  const nodes = packing.nodes.subarray(0, packing.nFans * FAN.words);
  const values = packing.values.subarray(0, packing.nPlaces);
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
