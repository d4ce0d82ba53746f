import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { Validation } from '#shared/scoring/choices';
import { stratifiedFolds } from '../../explain/stratifiedFolds.ts';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { pickValues } from '../pickValues.ts';
import type { Fold, Folds } from './Fold.ts';
import { groupedFolds, groupSizes, type GroupSizes } from './groupedFolds.ts';
import { cutByTime } from './outOfTime.ts';

export interface FoldInput {
  /** [nRows], 1 is the event, 0 another outcome, anything else unknown. */
  readonly y: Uint8Array;
  readonly nRows: number;
  /** [nRows], 0-based group of each row, -1 is none: such a row is a group of its own. */
  readonly groups: Int32Array | null;
  /** [nRows], days since 1970-01-01, NaN is no date. */
  readonly days: Float64Array | null;
}

/**
 * Cuts customers into parts to learn from and parts to test on. Customers without a known outcome are in neither.
 *
 * stratified: folds of equal size with events evenly in each. grouped: no group in two folds, events and rows as even as groups allow. outOfTime: one cut
 * at a day, the later 1 / nFolds of the customers are tested, customers of one day stay together, those without a date are in neither. Fewer events
 * (or others, or groups with one) than folds: as many folds as there are, with a note.
 * @throws AppError `folds.*` where no cut can be made, `recipe.invalid` where the column that the cut needs is not named
 * @throws Cancelled
 * Cost: linear in rows and repeats.
 */
export async function drawFolds(input: FoldInput, validation: Validation, run: Run): Promise<Folds> {
  const known = knownRows(input.y);
  await pause(run);
  const labels = pickValues(input.y, known, new Int32Array(known.length));
  const counts = countOutcomes(labels);
  const unknownOutcome = input.nRows - known.length;
  const lost =
    unknownOutcome > 0 ? [note('folds.leftOut', { n: unknownOutcome, of: input.nRows, lacking: 'known outcome' })] : [];
  if (validation.kind === 'outOfTime')
    return outOfTimeFolds(
      { days: needed(input.days, validation), known, labels, unknownOutcome },
      validation,
      lost,
      run,
    );
  const groups = validation.kind === 'grouped' ? needed(input.groups, validation) : null;
  await pause(run);
  const sizes = groups && groupSizes(groups, known, labels);
  const { nFolds, notes } = foldsThatFit(sizes, counts, validation);
  const folds: Fold[] = [];
  for (let repeat = 0; repeat < validation.repeats; repeat++) {
    await pause(run);
    const draw = run.stream('scoring.folds', repeat);
    const foldOf = sizes ? groupedFolds(sizes, nFolds, draw) : stratifiedFolds(labels, 2, nFolds, draw);
    for (let fold = 0; fold < nFolds; fold++) {
      await pause(run);
      folds.push(cutFold(known, foldOf, repeat, fold));
    }
  }
  const leftOut = { unknownOutcome, noDate: 0 };
  return { folds, nFolds, repeats: validation.repeats, cutDay: null, leftOut, notes: [...lost, ...notes] };
}

function knownRows(y: Uint8Array): Int32Array {
  const rows = new Int32Array(y.length);
  let n = 0;
  for (let row = 0; row < y.length; row++) if (y[row] <= 1) rows[n++] = row;
  return rows.slice(0, n);
}

/** @throws AppError `folds.oneClass`, `folds.tooFewEvents` */
function countOutcomes(labels: Int32Array): { events: number; others: number } {
  let events = 0;
  for (const label of labels) events += label;
  const others = labels.length - events;
  const scarce = events <= others ? 'with the event' : 'without the event';
  if (events === 0 || others === 0)
    throw new AppError('folds.oneClass', {
      n: labels.length,
      which: events > 0 ? 'with the event' : 'without the event',
    });
  if (Math.min(events, others) < 2)
    throw new AppError('folds.tooFewEvents', { n: Math.min(events, others), which: scarce });
  return { events, others };
}

function needed<T>(values: T | null, { kind, column }: Validation): T {
  if (values !== null && column !== null) return values;
  const what = kind === 'grouped' ? 'the column whose equal values stay together' : 'a date column';
  throw new AppError('recipe.invalid', { where: 'scoring.validation.column', reason: `this validation needs ${what}` });
}

/** Each fold needs one of both classes, or a group with one of them. */
function foldsThatFit(
  sizes: GroupSizes | null,
  counts: { events: number; others: number },
  { nFolds, column }: Validation,
): { nFolds: number; notes: Note[] } {
  const withEvents = sizes ? sizes.events.filter(n => n > 0).length : counts.events;
  const withOthers = sizes ? sizes.rows.filter((n, group) => n > sizes.events[group]).length : counts.others;
  if (sizes && sizes.rows.length < nFolds)
    throw new AppError('folds.tooFewGroups', { column: column ?? '', groups: sizes.rows.length, folds: nFolds });
  const fewest = Math.min(withEvents, withOthers);
  const scarce = withEvents <= withOthers ? 'with the event' : 'without the event';
  if (sizes && fewest < 2) throw new AppError('folds.classInOneGroup', { column: column ?? '', which: scarce });
  if (fewest >= nFolds) return { nFolds, notes: [] };
  const of = sizes ? 'group' : 'customer';
  return {
    nFolds: fewest,
    notes: [note('folds.fewer', { asked: nFolds, used: fewest, of, which: scarce })],
  };
}

/** @param foldOf by position in `known` */
function cutFold(known: Int32Array, foldOf: Uint8Array, repeat: number, fold: number): Fold {
  let size = 0;
  for (const own of foldOf) if (own === fold) size++;
  const test = new Int32Array(size);
  const train = new Int32Array(known.length - size);
  let [nTest, nTrain] = [0, 0];
  for (let i = 0; i < known.length; i++) {
    if (foldOf[i] === fold) test[nTest++] = known[i];
    else train[nTrain++] = known[i];
  }
  return { repeat, fold, train, test };
}

async function outOfTimeFolds(
  rows: { days: Float64Array; known: Int32Array; labels: Int32Array; unknownOutcome: number },
  { nFolds, repeats, column }: Validation,
  lost: readonly Note[],
  run: Run,
): Promise<Folds> {
  const { train, test, cutDay, noDate } = await cutByTime(rows, 1 / nFolds, column ?? '', run);
  const notes = [...lost];
  if (noDate > 0) notes.push(note('folds.leftOut', { n: noDate, of: rows.known.length, lacking: 'date' }));
  if (repeats > 1) notes.push(note('folds.notRepeated', { asked: repeats }));
  const leftOut = { unknownOutcome: rows.unknownOutcome, noDate };
  return { folds: [{ repeat: 0, fold: 0, train, test }], nFolds: 1, repeats: 1, cutDay, leftOut, notes };
}
