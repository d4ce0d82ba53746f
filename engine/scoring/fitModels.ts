import type { ClassifierId, Scoring } from '#shared/scoring/choices';
import { classifierOf } from '../algorithms/registry.ts';
import type { Run } from '../jobs/Run.ts';
import { selectFeatureRows, type FeatureTable } from '../table/FeatureTable.ts';
import { answer } from './answer.ts';
import { applyCalibration, fitCalibration } from './calibrate/calibrate.ts';
import { addFold, newOutOfFold } from './evaluate/OutOfFold.ts';
import { outcomesOf } from './evaluateModel.ts';
import { fitScorer, type ScoringData } from './fitScorer.ts';
import type { Fold } from './folds/Fold.ts';
import { SCORED_BY_ALL, type ModelScorers, type ModelScores, type Scorer } from './Scored.ts';

/** One classifier fitted on every fold and on all, and what it says about customers that it had not seen. */
export interface FittedModel {
  readonly scores: ModelScores;
  readonly scorers: ModelScorers;
}

export interface ModelFitting extends ScoringData {
  /** Folds that every figure rests on. */
  readonly folds: readonly Fold[];
  /** Folds whose models score the customers: those of the first repeat, or of all customers where the test is out of time. */
  readonly scoringFolds: readonly Fold[];
  /** Rows with a known outcome that models may learn from. */
  readonly rows: Int32Array;
  readonly scoring: Scoring;
}

/**
 * Fits one classifier for every fold, on its training rows, and once on all rows. Calibration is learned from answers about customers that no model
 * behind them had seen, and for each fold from customers outside it.
 * @throws AppError as the classifier does; Cancelled
 */
export async function fitModel(
  id: ClassifierId,
  given: Readonly<Record<string, unknown>>,
  fitting: ModelFitting,
  run: Run,
  onPart: (part: number, of: number) => void,
): Promise<FittedModel> {
  const classifier = classifierOf(id);
  const { folds, scoringFolds, scoring } = fitting;
  const all = [...folds, ...scoringFolds.filter(fold => !folds.includes(fold))];
  const fits = new Map<Fold, Scorer>();
  const tested: { fold: Fold; p: Float64Array }[] = [];
  for (const [i, fold] of all.entries()) {
    onPart(i, all.length + 1);
    const { scorer } = await fitScorer(classifier, given, fitting, fold.train, scoring, run);
    fits.set(fold, scorer);
    tested.push({ fold, p: await answer(scorer, selectFeatureRows(fitting.x, fold.test), run) });
  }
  onPart(all.length, all.length + 1);
  const last = await fitScorer(classifier, given, fitting, fitting.rows, scoring, run);
  const done = await calibrated(tested, fits, last.scorer, fitting, run);
  const p = await answer(done.all, fitting.x, run);
  for (const part of done.tested) if (scoringFolds.includes(part.fold)) place(part, p);
  const gathered = newOutOfFold(fitting.x.nRows);
  const outcomes = outcomesOf(fitting);
  for (const part of done.tested)
    if (folds.includes(part.fold)) await addFold(gathered, outcomes, part.fold, part.p, run);
  return {
    scores: {
      id,
      title: classifier.title,
      options: last.options,
      notes: last.notes,
      p,
      outOfTime: scoringFolds.includes(folds[0]) ? null : gathered.p,
      foldAucs: gathered.foldAucs,
    },
    scorers: { id, all: done.all, folds: scoringFolds.map(fold => done.scorers.get(fold)!) },
  };
}

function place({ fold, p }: Tested, into: Float64Array): void {
  fold.test.forEach((row, i) => (into[row] = p[i]));
}

type Tested = { fold: Fold; p: Float64Array };

/** The same with calibration, where one is asked for. */
async function calibrated(
  tested: readonly Tested[],
  fits: ReadonlyMap<Fold, Scorer>,
  all: Scorer,
  { y, scoring, scoringFolds }: ModelFitting,
  run: Run,
) {
  const { calibration } = scoring;
  if (calibration === 'none') return { all, scorers: fits, tested };
  const unseen = tested.filter(({ fold }) => scoringFolds.includes(fold));
  const learn = (isLeftOut: (row: number) => boolean) => {
    const known = unseen.flatMap(({ fold, p }) => Array.from(fold.test, (row, i) => ({ row, p: p[i] })));
    const rows = known.filter(({ row }) => !isLeftOut(row));
    const answers = {
      p: Float64Array.from(rows, one => one.p),
      y: Uint8Array.from(rows, ({ row }) => y[row]),
      weights: null,
    };
    return fitCalibration(answers, calibration, run);
  };
  const scorers = new Map<Fold, Scorer>();
  const corrected: Tested[] = [];
  for (const { fold, p } of tested) {
    const isTested = new Set(fold.test);
    const state = await learn(row => isTested.has(row));
    scorers.set(fold, { ...fits.get(fold)!, calibration: state });
    corrected.push({ fold, p: applyCalibration(state, p) });
  }
  return { all: { ...all, calibration: await learn(() => false) }, scorers, tested: corrected };
}

/** [nRows], position of the scoring fold that tested each row. */
export function foldOfRows(nRows: number, scoringFolds: readonly Fold[]): Uint8Array {
  const foldOf = new Uint8Array(nRows).fill(SCORED_BY_ALL);
  scoringFolds.forEach((fold, i) => fold.test.forEach(row => (foldOf[row] = i)));
  return foldOf;
}

/** Answers about rows: by the model that had not seen a row, by that of all where every one had, or none. */
export async function answersFor(
  scorers: ModelScorers,
  foldOf: Uint8Array,
  x: FeatureTable,
  rows: Int32Array,
  run: Run,
): Promise<Float64Array> {
  const p = new Float64Array(rows.length);
  for (const fold of new Set(Array.from(rows, row => foldOf[row]))) {
    const places = Int32Array.from(rows.keys()).filter(i => foldOf[rows[i]] === fold);
    const scorer = fold === SCORED_BY_ALL ? scorers.all : scorers.folds[fold];
    const own = await answer(
      scorer,
      selectFeatureRows(
        x,
        Int32Array.from(places, i => rows[i]),
      ),
      run,
    );
    places.forEach((place, i) => (p[place] = own[i]));
  }
  return p;
}
