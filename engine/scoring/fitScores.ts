import type { Note } from '#shared/notes';
import type { Scoring } from '#shared/scoring/choices';
import { withSeed, type Run } from '../jobs/Run.ts';
import type { Imported } from '../import/Imported.ts';
import { fitModel, foldOfRows } from './fitModels.ts';
import { drawFolds } from './folds/drawFolds.ts';
import type { Fold } from './folds/Fold.ts';
import { foldKeys } from './foldKeys.ts';
import { learningRows } from './learningRows.ts';
import { featuresOfCustomers, planScoring } from './prepareScoring.ts';
import type { ModelScorers, ModelScores, ScoringBase } from './Scored.ts';

export interface ScoringInput {
  readonly imported: Imported;
  readonly scoring: Scoring;
  readonly seed: number;
}
export interface FittedScores {
  readonly base: ScoringBase;
  readonly models: readonly ModelScorers[];
}

/**
 * Finds target, leaks and features, fits every model on every fold and on all, and scores every customer by a model that had not seen them.
 * @throws AppError as `planScoring` and `drawFolds`; Cancelled
 */
export async function fitScores({ imported, scoring, seed }: ScoringInput, given: Run): Promise<FittedScores> {
  const run = withSeed(given, seed);
  const planned = await planScoring(imported, scoring, run);
  const x = featuresOfCustomers(planned, imported);
  const { y } = planned.target;
  const rows = learningRows(y, scoring.mostRows, run);
  const drawn = await foldsOf(rows, imported, y, scoring, run);
  const fitting = { x, y, rows, scoring, folds: drawn.folds, scoringFolds: drawn.scoringFolds };
  const scores: ModelScores[] = [];
  const models: ModelScorers[] = [];
  for (const [i, { id, options }] of scoring.models.entries()) {
    const onPart = (part: number, of: number) =>
      run.progress(i * of + part, scoring.models.length * of, `Fitting models (${i + 1} of ${scoring.models.length})`);
    const quiet: Run = { ...run, progress: () => undefined };
    const fitted = await fitModel(id, options, fitting, quiet, onPart);
    scores.push(fitted.scores);
    models.push(fitted.scorers);
  }
  const { y: _y, notes: _notes, otherTargets: _others, observed: _observed, ...target } = planned.target;
  const base: ScoringBase = {
    plan: planned.plan,
    target,
    leaks: planned.leaks,
    leftOut: planned.leftOut,
    y,
    foldOf: foldOfRows(x.nRows, drawn.scoringFolds),
    models: scores,
    nLearned: rows.length,
    notes: [...planned.notes, ...drawn.notes],
  };
  return { base, models };
}

/** Folds of customers by their rows in the table; those outside the learning rows are in none. */
async function foldsOf(rows: Int32Array, imported: Imported, y: Int8Array, scoring: Scoring, run: Run) {
  const { validation } = scoring;
  const own = Uint8Array.from(rows, row => y[row]);
  const keys = foldKeys(imported, validation, rows);
  const nRows = rows.length;
  const drawn = await drawFolds({ y: own, nRows, ...keys }, validation, run);
  const folds = drawn.folds.map(fold => inTable(fold, rows));
  const notes: Note[] = [...drawn.notes];
  if (validation.kind !== 'outOfTime')
    return { folds, scoringFolds: folds.filter(fold => fold.repeat === folds[0].repeat), notes };
  // The later part alone is tested, yet every customer is scored by a model that had not seen them.
  const crossed = await drawFolds(
    { y: own, nRows, groups: null, days: null },
    { ...validation, kind: 'stratified', repeats: 1 },
    run,
  );
  return { folds, scoringFolds: crossed.folds.map(fold => inTable(fold, rows)), notes };
}

function inTable({ repeat, fold, train, test }: Fold, rows: Int32Array): Fold {
  return { repeat, fold, train: train.map(i => rows[i]), test: test.map(i => rows[i]) };
}
