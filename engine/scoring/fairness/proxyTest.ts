import type { Measure } from '#shared/scoring/evaluation';
import type { ProxyTest } from '#shared/scoring/fairness';
import { rowsToLookAt, stratifiedFolds } from '../../explain/stratifiedFolds.ts';
import type { Run } from '../../jobs/Run.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { scoreGroups } from '../../metrics/classification/scoreGroups.ts';
import { pause } from '../../jobs/pause.ts';
import { rowsWhere } from '../rowsWhere.ts';
import { binFeatures, binnedLogOdds, fitBinnedBayes, type BinnedFeature } from './binnedBayes.ts';

const MOST_ROWS = 8000;
const N_FOLDS = 5;
const SHOWN = 5;

/**
 * How well the features tell the groups apart: naive Bayes over bins, five folds, each customer judged by a model that did not learn from him; every
 * group against the rest, weighted by size.
 * @param rows rows of the feature table
 * @param groups [rows], group of each; negative is left out
 * @returns null with less than two groups or no features
 * Cost: O(rows · features · groups) on at most 8,000 rows. @throws Cancelled
 */
export async function proxyTest(
  features: FeatureTable,
  rows: Int32Array,
  groups: Int32Array,
  run: Run,
): Promise<ProxyTest | null> {
  const used = rowsWhere(rows.length, i => groups[i] >= 0);
  const looked = rowsToLookAt(used.length, MOST_ROWS, run.stream('proxyRows')).map(i => used[i]);
  const kept = [...new Set(looked.map(i => groups[i]))].sort((a, b) => a - b);
  if (kept.length < 2 || features.features.length === 0) return null;
  const labels = looked.map(i => kept.indexOf(groups[i]));
  const binned = binFeatures(
    features,
    looked.map(i => rows[i]),
  );
  const folds = stratifiedFolds(labels, kept.length, N_FOLDS, run.stream('proxyFolds'));
  const auc = await crossValidated(binned, labels, kept.length, folds, run);
  const alone: { feature: string; auc: number }[] = [];
  for (const feature of binned) {
    const { value } = await crossValidated([feature], labels, kept.length, folds, run);
    alone.push({ feature: feature.name, auc: value });
  }
  alone.sort((a, b) => b.auc - a.auc || (a.feature < b.feature ? -1 : 1));
  return { auc, strongest: alone.slice(0, SHOWN), n: looked.length };
}

async function crossValidated(
  features: readonly BinnedFeature[],
  labels: Int32Array,
  nClasses: number,
  folds: Uint8Array,
  run: Run,
): Promise<Measure> {
  const odds = Array.from({ length: nClasses }, () => new Float64Array(labels.length));
  const own = new Float64Array(nClasses);
  const logs = new Float64Array(nClasses);
  for (let fold = 0; fold < N_FOLDS; fold++) {
    await pause(run);
    const model = fitBinnedBayes(
      features,
      labels,
      nClasses,
      folds.map(one => (one === fold ? 0 : 1)),
    );
    for (let i = 0; i < labels.length; i++)
      if (folds[i] === fold) {
        binnedLogOdds(model, features, i, logs, own);
        for (let k = 0; k < nClasses; k++) odds[k][i] = own[k];
      }
  }
  // With two groups the one is the other turned round.
  const classes = nClasses === 2 ? [1] : [...odds.keys()];
  const measures: { weight: number; auc: Measure }[] = [];
  for (const k of classes) {
    const groups = await scoreGroups(
      Uint8Array.from(labels, label => Number(label === k)),
      odds[k],
      run,
    );
    measures.push({ weight: groups.nEvents, auc: rocAuc(groups) });
  }
  const total = measures.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (measure: Measure) => number) =>
    measures.reduce((sum, { weight, auc }) => sum + weight * of(auc), 0) / total;
  return { value: mean(one => one.value), low: mean(one => one.low), high: mean(one => one.high), n: labels.length };
}
