import type { BenchRow } from './BenchRow.ts';
import { treeRow, withoutPeer, withTreePeers, type TreeMeasure } from './treePeers.ts';

const NAME = 'scoring 800,000 × 25 by a forest of 100 trees, depth 12, 2 threads';
const ROUNDS = 5;

/** predict_proba of scikit-learn's forest, fitted on an eighth of the rows, in turns with ours, fitted on all; fitting is not measured. */
export function bench(): Promise<BenchRow[]> {
  return withTreePeers(
    'randomForest',
    { nEstimators: 100, maxDepth: 12, minSamplesLeaf: 1 },
    async ({ peer, versions, fit, score }) => {
      await fit();
      if (versions) await peer.ask<TreeMeasure>('sklearn-forest-to-predict');
      const mine: TreeMeasure[] = [];
      const theirs: TreeMeasure[] = [];
      await score();
      for (let round = 0; round < ROUNDS; round++) {
        mine.push(await score());
        if (versions) theirs.push(await peer.ask<TreeMeasure>('predict'));
      }
      if (!versions) return [withoutPeer(NAME, mine, peer)];
      return [treeRow(NAME, `scikit-learn ${versions.sklearn} predict_proba`, mine, theirs)];
    },
  );
}
