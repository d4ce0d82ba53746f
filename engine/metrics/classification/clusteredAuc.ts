import { placements } from './placements.ts';
import { aucVariance, type AucVariance } from './rocAuc.ts';
import type { SortedScores } from './scoreGroups.ts';

/** What the customers of one cluster add. */
interface ClusterSums {
  readonly events: Float64Array;
  readonly others: Float64Array;
  /** Sums of the placements less the ROC-AUC. */
  readonly offEvents: Float64Array;
  readonly offOthers: Float64Array;
}

/**
 * ROC-AUC with a variance that allows for rows belonging together, as several accounts of one household, whose outcomes are alike. With one row in each
 * cluster it is DeLong's.
 * @param y [n], 1 is the event
 * @param clusterOf [n], 0-based cluster of each row, -1 is one of its own
 * @returns a variance of NaN where a class is in less than two clusters
 * Cost: linear in the rows. Source: Obuchowski (1997), doi:10.2307/2533958.
 */
export function clusteredAuc(y: Uint8Array, groups: SortedScores, clusterOf: Int32Array): AucVariance {
  const { auc } = aucVariance(groups);
  const { n, nEvents } = groups;
  const nOthers = n - nEvents;
  const sums = clusterSums(y, placements(y, groups), clusterOf, auc);
  let [squareEvents, squareOthers, product] = [0, 0, 0];
  let [withEvents, withOthers, nClusters] = [0, 0, 0];
  for (let c = 0; c < sums.events.length; c++) {
    if (sums.events[c] > 0) withEvents++;
    if (sums.others[c] > 0) withOthers++;
    if (sums.events[c] + sums.others[c] > 0) nClusters++;
    squareEvents += sums.offEvents[c] * sums.offEvents[c];
    squareOthers += sums.offOthers[c] * sums.offOthers[c];
    product += sums.offEvents[c] * sums.offOthers[c];
  }
  if (withEvents < 2 || withOthers < 2) return { auc, variance: NaN };
  const ofEvents = ((withEvents / (withEvents - 1)) * squareEvents) / nEvents / nEvents;
  const ofOthers = ((withOthers / (withOthers - 1)) * squareOthers) / nOthers / nOthers;
  const ofBoth = (2 * (nClusters / (nClusters - 1)) * product) / nEvents / nOthers;
  return { auc, variance: Math.max(0, ofEvents + ofOthers + ofBoth) };
}

function clusterSums(y: Uint8Array, places: Float64Array, clusterOf: Int32Array, auc: number): ClusterSums {
  let most = -1;
  for (const cluster of clusterOf) most = Math.max(most, cluster);
  const size = most + 1 + clusterOf.length;
  const newSums = () => new Float64Array(size);
  const sums = { events: newSums(), others: newSums(), offEvents: newSums(), offOthers: newSums() };
  for (let row = 0; row < y.length; row++) {
    const cluster = clusterOf[row] < 0 ? most + 1 + row : clusterOf[row];
    if (y[row] === 1) {
      sums.events[cluster]++;
      sums.offEvents[cluster] += places[row] - auc;
    } else {
      sums.others[cluster]++;
      sums.offOthers[cluster] += places[row] - auc;
    }
  }
  return sums;
}
