import { sharedValues } from '../../algorithms/linear/featureValues.ts';
import type { ScorecardModel, ScoredFeature } from '../../algorithms/scorecard.ts';
import { classOfValue } from '../../algorithms/scorecard/ScoreClasses.ts';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { selectFeatureRows, type FeatureTable } from '../../table/FeatureTable.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { chunkAt, countChunks } from '../../workers/claimChunks.ts';
import type { Contributions } from './Contributions.ts';

/**
 * How many points each feature of a scorecard gives or takes against the average over the training rows; the sum with the baseline is the score. Features
 * that are not on the card contribute nothing.
 * @param rows the rows to explain; null for all
 * @throws Cancelled
 * Cost: O(rows × features on the card). Source: Siddiqi (2017), doi:10.1002/9781119282396, on reason codes by points below the average.
 */
export async function pointsShap(
  { card, basePoints, features }: ScorecardModel,
  given: { x: FeatureTable; rows: Int32Array | null },
  run: Run,
): Promise<Contributions> {
  const x = given.rows ? selectFeatureRows(given.x, given.rows) : given.x;
  const values = sharedValues(x);
  const nFeatures = features.length;
  const out = sharedFloat64(x.nRows * nFeatures);
  const averages = card.map(averagePoints);
  for (let index = 0; index < countChunks(x.nRows); index++) {
    await pause(run);
    const { rowStart, rowEnd } = chunkAt(x.nRows, index);
    for (const [i, { feature, found, table, neutralPoints }] of card.entries()) {
      const isNumber = features[feature].kind === 'number';
      for (let row = rowStart; row < rowEnd; row++) {
        const at = classOfValue(found, isNumber, values[feature][row]);
        out[row * nFeatures + feature] = (at < 0 ? neutralPoints : table[at].points) - averages[i];
      }
    }
  }
  const baseline = averages.reduce((sum, points) => sum + points, basePoints);
  return { baseline, values: out, nRows: x.nRows, nFeatures };
}

function averagePoints({ table, neutralPoints }: ScoredFeature): number {
  let [sum, count] = [0, 0];
  for (const { n, points } of table) {
    sum += n * points;
    count += n;
  }
  return count > 0 ? sum / count : neutralPoints;
}
