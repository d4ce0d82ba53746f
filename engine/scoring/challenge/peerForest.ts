import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import type { PeerTreeInput } from './peerTasks.ts';

/** Trees that vote; each is grown alone, so that a stop is heard between two of them. */
export const PEER_TREES = 30;

/**
 * The share of 30 trees by ml-random-forest that vote for the event, each grown on a draw of the customers with replacement and on half of the
 * columns, with a seed of its own.
 * @param x rows learned from first, then those that are scored
 * @param labels [nLearned] 1 or 0, both there
 * @returns [nRows - nLearned]. Cost: O(trees · columns · learned²): for small samples. @throws Cancelled
 */
export async function peerForest(x: Matrix, labels: Uint8Array, run: Run): Promise<Float64Array> {
  const draw = run.stream('peerForest');
  const { values, nColumns } = x;
  const nFeatures = Math.max(1, Math.ceil(nColumns / 2));
  const inputs = Array.from({ length: PEER_TREES }, (): PeerTreeInput => {
    return { values, nColumns, labels, nFeatures, seed: draw.below(2_147_483_647) };
  });
  const trees = await run.pool.map<PeerTreeInput, Uint8Array>('peerTree', inputs, run.signal);
  const votes = new Float64Array(x.nRows - labels.length);
  for (const tree of trees) for (let i = 0; i < votes.length; i++) votes[i] += tree[i];
  return votes.map(count => count / PEER_TREES);
}
