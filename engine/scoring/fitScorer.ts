import type { Note } from '#shared/notes';
import type { Scoring } from '#shared/scoring/choices';
import type { Classifier, Training } from '../algorithms/defineAlgorithm.ts';
import type { Run } from '../jobs/Run.ts';
import { selectFeatureRows, type FeatureTable } from '../table/FeatureTable.ts';
import { resample } from './resample/resample.ts';
import type { Scorer } from './Scored.ts';
import { searchOptions } from './search/searchOptions.ts';

/** What models are fitted on. */
export interface ScoringData {
  readonly x: FeatureTable;
  /** [nRows], 1 event, 0 none, -1 not known. */
  readonly y: Int8Array;
}
export interface FittedScorer {
  readonly scorer: Scorer;
  readonly notes: readonly Note[];
  /** Options that were used: those asked for, or those that the search found. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Fits one classifier on some rows. Resampling and the search see these rows only.
 * @param rows known outcomes, both among them
 */
export async function fitScorer(
  classifier: Classifier,
  given: Readonly<Record<string, unknown>>,
  { x, y }: ScoringData,
  rows: Int32Array,
  scoring: Scoring,
  run: Run,
): Promise<FittedScorer> {
  const training: Training = {
    x: selectFeatureRows(x, rows),
    y: Uint8Array.from(rows, row => y[row]),
    weights: null,
    monotone: scoring.monotone,
  };
  const options = await searchOptions(classifier, given, training, scoring, run);
  const resampled = await resample(training, scoring.resampling, run);
  const { model, notes } = await classifier.fit(resampled, options as never, run);
  const isSame = scoring.resampling === 'none';
  const prior = isSame ? null : { trained: shareOfEvents(resampled), real: shareOfEvents(training) };
  return { scorer: { model, prior, calibration: null }, notes, options };
}

function shareOfEvents({ y, weights }: Training): number {
  let [events, all] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const weight = weights ? weights[i] : 1;
    all += weight;
    events += weight * y[i];
  }
  return events / all;
}
