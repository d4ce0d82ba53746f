import type { BenchRow } from './BenchRow.ts';
import { treeRow, withoutPeer, withTreePeers, type TreeMeasure } from './treePeers.ts';

const NAME = 'random forest, 100 trees, depth 12, 800,000 × 25, 2 threads';
const ROUNDS = 3;

/** scikit-learn once, since it takes minutes; LightGBM's forest in turns with ours. */
export function bench(): Promise<BenchRow[]> {
  return withTreePeers(
    'randomForest',
    { nEstimators: 100, maxDepth: 12, minSamplesLeaf: 1 },
    async ({ peer, versions, fit }) => {
      const mine: TreeMeasure[] = [];
      const light: TreeMeasure[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        mine.push(await fit());
        if (versions) light.push(await peer.ask<TreeMeasure>('lightgbm-forest'));
      }
      if (!versions) return [withoutPeer(NAME, mine, peer)];
      const sklearn = [await peer.ask<TreeMeasure>('sklearn-forest')];
      return [
        treeRow(NAME, `scikit-learn ${versions.sklearn}`, mine, sklearn),
        treeRow(NAME, `LightGBM ${versions.lightgbm}, random-forest mode`, mine, light),
      ];
    },
  );
}
