import type { Run } from '../../jobs/Run.ts';
import { calinskiHarabasz } from '../../metrics/calinskiHarabasz.ts';
import { daviesBouldin } from '../../metrics/daviesBouldin.ts';
import { inertia } from '../../metrics/inertia.ts';
import { silhouettes } from '../../metrics/silhouette.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { NO_CLUSTER } from '../../algorithms/ClusterModel.ts';
import type { Evidence } from '../Clustered.ts';
import { rowsInClusters } from '../fitCandidates.ts';
import { MEASURE_NOTES, measureNotes } from '../measureNotes.ts';
import type { EditableGrouping } from './EditableGrouping.ts';

/** Up to here measuring takes about a second; a larger book keeps the measures of the segments as found, and says so. */
const MOST_MEASURED = 10_000;

/** The measures of the grouping as it was changed, of all customers but those like no group; null where they are too many to answer at once. */
export async function measuredAgain(
  x: Matrix,
  { labels, groups, outliers }: EditableGrouping,
  evidence: Evidence,
  run: Run,
): Promise<Evidence | null> {
  const nClusters = groups.length - (outliers < 0 ? 0 : 1);
  if (x.nRows > MOST_MEASURED || nClusters < 2) return null;
  const inClusters = labels.map(label => (label === outliers ? NO_CLUSTER : label));
  const { rows, labels: own } = rowsInClusters(x, inClusters);
  const [result] = await silhouettes(rows, [{ labels: own, nClusters }], run);
  const { value, sampled, n, seed, low, high } = result;
  return {
    ...evidence,
    silhouette: { value, sampled, n, seed, low, high },
    daviesBouldin: await daviesBouldin(rows, own, nClusters, run),
    calinskiHarabasz: await calinskiHarabasz(rows, own, nClusters, run),
    inertia: await inertia(rows, own, nClusters, run),
    notes: [
      ...evidence.notes.filter(({ code }) => !MEASURE_NOTES.includes(code)),
      ...measureNotes(result, evidence, x.nRows),
    ],
  };
}
