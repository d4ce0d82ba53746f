import type { BenchRow } from './BenchRow.ts';
import { treeRow, withoutPeer, withTreePeers, type TreeMeasure } from './treePeers.ts';

const NAME = 'gradient boosting, 100 trees, 31 leaves, 255 bins, 800,000 × 25, 2 threads';
const ROUNDS = 5;

/** Equal trees, leaves and bins; rounds of ours and the peers' take turns. */
export function bench(): Promise<BenchRow[]> {
  return withTreePeers('histGradientBoosting', {}, async ({ peer, versions, fit }) => {
    const mine: TreeMeasure[] = [];
    const sklearn: TreeMeasure[] = [];
    const light: TreeMeasure[] = [];
    const { peakMb } = await fit();
    for (let round = 0; round < ROUNDS; round++) {
      // Of the first fit on each side.
      mine.push({ ...(await fit()), peakMb });
      if (!versions) continue;
      sklearn.push(await peer.ask<TreeMeasure>('sklearn-boosting'));
      light.push(await peer.ask<TreeMeasure>('lightgbm-boosting'));
    }
    if (!versions) return [withoutPeer(NAME, mine, peer)];
    return [
      treeRow(NAME, `scikit-learn ${versions.sklearn}`, mine, sklearn),
      treeRow(NAME, `LightGBM ${versions.lightgbm}`, mine, light),
    ];
  });
}
