import type { SegmentChallenge } from '#shared/scoring/challenge';
import { pickRows } from '../../algorithms/pickRows.ts';
import { rowsToLookAt } from '../../explain/stratifiedFolds.ts';
import type { Run } from '../../jobs/Run.ts';
import { adjustedRand } from '../../metrics/adjustedRand.ts';
import type { Matrix } from '../../table/Matrix.ts';
import type { PeerSegmentsFound, PeerSegmentsInput } from './peerTasks.ts';
import { rowsWhere } from '../rowsWhere.ts';
import { segmentChallengeSentence } from './words.ts';

const MOST_ROWS = 2000;
const STARTS = 10;
/** Numbers times segments; beyond it the starts are shared among the threads, at the cost of loading the library in each. */
const MOST_OF_ONE_THREAD = 2e6;

/**
 * The segments against those that ml-kmeans finds with as many, the best of ten starts on a sample drawn by seed.
 * @param x [nRows × nColumns] as the segments were found in, finite
 * @param labels [nRows] segment of each customer; negative is in none and left out
 * @returns null with less than two segments, or fewer customers than segments
 * Cost: O(starts · iterations · rows · segments · columns) on at most 2,000 rows. @throws Cancelled
 */
export async function challengeSegments(x: Matrix, labels: Int32Array, run: Run): Promise<SegmentChallenge | null> {
  const placed = rowsWhere(labels.length, row => labels[row] >= 0);
  const rows = rowsToLookAt(placed.length, MOST_ROWS, run.stream('segmentChallenge')).map(i => placed[i]);
  const own = rows.map(row => labels[row]);
  const nClusters = new Set(own).size;
  if (nClusters < 2 || rows.length <= nClusters) return null;
  const { values, nColumns } = pickRows(x, rows);
  const draw = run.stream('segmentChallengeStarts');
  const seeds = Array.from({ length: STARTS }, () => draw.below(2_147_483_647));
  const nTasks = values.length * nClusters > MOST_OF_ONE_THREAD ? Math.min(run.pool.threads, STARTS) : 1;
  const inputs = Array.from({ length: nTasks }, (_none, task): PeerSegmentsInput => {
    const own = seeds.slice(Math.floor((task * STARTS) / nTasks), Math.floor(((task + 1) * STARTS) / nTasks));
    return { values, nColumns, nClusters, seeds: own };
  });
  const found = await run.pool.map<PeerSegmentsInput, PeerSegmentsFound>('peerSegments', inputs, run.signal);
  const best = found.reduce((least, one) => (one.error < least.error ? one : least));
  const made = { nClusters, n: rows.length, seed: run.seed, adjustedRand: adjustedRand(own, best.labels) };
  return { ...made, sentence: segmentChallengeSentence(made) };
}
