import type { ClassifierFigures, ClassifierReport, ClassScore, SharedBy } from '#shared/explanation';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import { pickRows } from '../algorithms/pickRows.ts';
import { wilsonInterval } from '../explain/intervals.ts';
import { rowsToLookAt, stratifiedFolds } from '../explain/stratifiedFolds.ts';
import type { Run } from '../jobs/Run.ts';
import { sharedInt32, sharedUint8, type Matrix } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { FoldsInput, FoundAgain } from './classifierTasks.ts';

const FOLDS = 10;
/** Customers that are looked at; of more, that many are drawn by seed. */
const MOST_ROWS = 50_000;
const LABEL = 'Finding the segments again';
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
  const nFolds = Math.min(FOLDS, rows.length);
  const { bayes, centroid } = await foundAgain(x, labels, { rows, nFolds, nSegments }, run);
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

/** True by placed of all folds together. The customers lie side by side, so that each fold reads them fast. */
async function foundAgain(
  x: Matrix,
  labels: Int32Array,
  { rows, nFolds, nSegments }: { rows: Int32Array; nFolds: number; nSegments: number },
  run: Run,
): Promise<FoundAgain> {
  const own = sharedInt32(rows.length);
  for (let i = 0; i < rows.length; i++) own[i] = labels[rows[i]];
  const folds = sharedUint8(rows.length);
  folds.set(stratifiedFolds(own, nSegments, nFolds, run.stream('classifier.folds')));
  const looked = rows.length < x.nRows ? pickRows(x, rows) : x;
  run.progress(0, nFolds, LABEL);
  run.throwIfCancelled();
  const input = { x: looked, labels: own, folds, queue: newChunkQueue(nFolds, 1), nSegments, seed: run.seed };
  const found = await onEveryThread<FoldsInput, FoundAgain>(run, 'segments.findAgain', input, LABEL);
  const bayes = new Float64Array(nSegments * nSegments);
  const centroid = new Float64Array(nSegments * nSegments);
  for (const one of found)
    for (let i = 0; i < bayes.length; i++) {
      bayes[i] += one.bayes[i];
      centroid[i] += one.centroid[i];
    }
  return { bayes, centroid };
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
