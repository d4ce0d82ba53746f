import type { ClassifierFigures, ClassifierReport, ClassScore, SharedBy } from '#shared/explanation';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import { fitGaussianNaiveBayes, GaussianNaiveBayes } from '../algorithms/gaussianNaiveBayes.ts';
import { wilsonInterval } from '../explain/intervals.ts';
import { rowsToLookAt, stratifiedFolds } from '../explain/stratifiedFolds.ts';
import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { CHUNK_ROWS } from '../workers/Pool.ts';
import { squaredDistance } from './centreDistances.ts';
import { pause } from './stageRun.ts';

const FOLDS = 10;
/** Customers that are looked at; of more, that many are drawn by seed. */
const MOST_ROWS = 50_000;
/** Numbers looked at between two looks at whether someone wants to stop. */
const NUMBERS_PER_LOOK = 20_000_000;
/** What the published work that this app follows reports for naive Bayes on its segments. */
const REFERENCE_F1 = 0.98;

/**
 * How well naive Bayes, and beside it the nearest centroid, find the segments again on customers they did not learn from: stratified ten-fold
 * cross-validation. It is agreement with the segments, not with a truth.
 * @param labels [nRows], 0-based segment
 * @throws Cancelled
 * Cost: O(folds · rows · columns) to learn, O(rows · columns · segments) to place.
 */
export async function evaluateClassifier(
  x: Matrix,
  labels: Int32Array,
  nSegments: number,
  run: Run,
): Promise<ClassifierReport> {
  const rows = rowsToLookAt(x.nRows, MOST_ROWS, run.stream('classifier.rows'));
  const own = Int32Array.from(rows, row => labels[row]);
  const nFolds = Math.min(FOLDS, rows.length);
  const folds = stratifiedFolds(own, nSegments, nFolds, run.stream('classifier.folds'));
  const bayes = new Float64Array(nSegments * nSegments);
  const centroid = new Float64Array(nSegments * nSegments);
  for (let fold = 0; fold < nFolds; fold++) {
    run.progress(fold, nFolds, 'Finding the segments again');
    await pause(run);
    const [rest, tested] = [rows.filter((_row, i) => folds[i] !== fold), rows.filter((_row, i) => folds[i] === fold)];
    if (rest.length === 0) continue;
    const model = new GaussianNaiveBayes(await fitGaussianNaiveBayes(x, labels, nSegments, run, rest));
    await place({ x, labels, tested, model, bayes, centroid }, run);
  }
  const naiveBayes = figuresOf(bayes, nSegments);
  const nearestCentroid = figuresOf(centroid, nSegments);
  const facts = { folds: nFolds, n: rows.length, of: x.nRows, isSampled: rows.length < x.nRows, seed: run.seed };
  return {
    naiveBayes,
    nearestCentroid,
    ...facts,
    sentence: classifierSentence(naiveBayes, nearestCentroid),
    method: methodWords(facts),
  };
}

interface Placing {
  readonly x: Matrix;
  readonly labels: Int32Array;
  readonly tested: Int32Array;
  readonly model: GaussianNaiveBayes;
  /** [nSegments × nSegments], true by placed; added to. */
  readonly bayes: Float64Array;
  readonly centroid: Float64Array;
}

async function place({ x, labels, tested, model, bayes, centroid }: Placing, run: Run): Promise<void> {
  const { nClasses, nColumns, theta, classPrior } = model.model;
  const centres = { nClusters: nClasses, nColumns, centers: theta };
  const perLook = Math.max(1, Math.min(CHUNK_ROWS, Math.floor(NUMBERS_PER_LOOK / (nColumns * nClasses))));
  for (const [i, row] of tested.entries()) {
    if (i % perLook === perLook - 1) await pause(run);
    bayes[labels[row] * nClasses + model.predict(x.values, row * nColumns)]++;
    let best = -1;
    let least = Infinity;
    for (let k = 0; k < nClasses; k++) {
      const distance = classPrior[k] > 0 ? squaredDistance(x.values, row, centres, k) : Infinity;
      if (distance < least) [best, least] = [k, distance];
    }
    if (best >= 0) centroid[labels[row] * nClasses + best]++;
  }
}

/** @param confusion [n × n], true by placed */
export function figuresOf(confusion: Float64Array, nSegments: number): ClassifierFigures {
  const at = (own: number, placed: number) => confusion[own * nSegments + placed];
  const every = Array.from({ length: nSegments }, (_none, k) => k);
  const total = confusion.reduce((sum, count) => sum + count, 0);
  const right = every.reduce((sum, k) => sum + at(k, k), 0);
  const segments = every.map((k): ClassScore => {
    const n = every.reduce((sum, other) => sum + at(k, other), 0);
    const placed = every.reduce((sum, other) => sum + at(other, k), 0);
    const f1 = n + placed > 0 ? (2 * at(k, k)) / (n + placed) : Number.NaN;
    return { segment: k + 1, n, precision: sharedBy(at(k, k), placed), recall: sharedBy(at(k, k), n), f1 };
  });
  const present = segments.filter(({ n }) => n > 0);
  return {
    accuracy: sharedBy(right, total),
    macroF1: present.reduce((sum, { f1 }) => sum + f1, 0) / present.length,
    segments,
    confusion: every.map(k => every.map(other => at(k, other))),
  };
}

function sharedBy(hits: number, n: number): SharedBy {
  return { value: hits / n, ...wilsonInterval(hits, n), n };
}

function classifierSentence(bayes: ClassifierFigures, centroid: ClassifierFigures): string {
  const { value, low, high, n } = bayes.accuracy;
  const figures = `Naive Bayes finds the segment of ${formatPercent(value)} of customers again (95 % interval ${formatPercent(low)} to ${formatPercent(high)}, n = ${formatCount(n)}), macro F1 ${formatPercent(bayes.macroF1)}; the nearest centroid ${formatPercent(centroid.accuracy.value)}, macro F1 ${formatPercent(centroid.macroF1)}.`;
  const off = Math.abs(bayes.macroF1 - REFERENCE_F1);
  const beside = off < 0.01 ? 'about the same' : bayes.macroF1 > REFERENCE_F1 ? 'more than that' : 'less than that';
  return `${figures} The published reference reports an F1 of ${formatPercent(REFERENCE_F1, 0)} on its own customers; this is ${beside}. It is agreement with the segments found here, not with a truth about the customers.`;
}

function methodWords({
  folds,
  n,
  of,
  isSampled,
  seed,
}: Omit<ClassifierReport, 'naiveBayes' | 'nearestCentroid' | 'sentence' | 'method'>): string {
  const on = isSampled
    ? `${formatCount(n)} of ${formatThings(of, 'customer')}, drawn with seed ${seed}`
    : formatThings(of, 'customer');
  return `Gaussian naive Bayes (smoothing 1e-9) on the prepared columns, ${folds}-fold cross-validation with each segment spread evenly over the folds, seed ${seed}, on ${on}.`;
}
