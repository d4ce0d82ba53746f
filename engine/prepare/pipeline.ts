import type { ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { checkOptions } from '#shared/option';
import type { PrepareStep } from '#shared/recipe';
import type { FeatureInfo } from '#shared/results';
import { breathe } from '../import/breathe.ts';
import { lastingNumbers } from '../kernels/lastingNumbers.ts';
import type { BooleanColumn, NumberColumn, Table } from '../table/Column.ts';
import type { Matrix } from '../table/Matrix.ts';
import type { FitContext, Step, StepContext, WorkTable } from './defineStep.ts';
import { chooseInputs, refusedTexts, takeInputs, type InputState } from './inputColumns.ts';
import { matrixOf } from './matrixOf.ts';
import type { FittedPipeline, Prepared } from './Prepared.ts';
import { STEPS } from './registry.ts';
import { sameForAll } from './sameForAll.ts';
import { scaledFrom, type ScaledValues } from './scaledColumn.ts';

/** What the pipeline itself remembers, first and last among the states: which columns come in and which go out. */
const INPUTS = 'inputs';
const OUTPUTS = 'outputs';
interface OutputState {
  readonly columns: readonly string[];
}

/** @throws AppError `recipe.invalid` for a step that does not exist, `option.invalid` for a wrong option */
export function checkSteps(steps: readonly PrepareStep[]): void {
  for (const { step, options } of steps) checkOptions(stepOf(step).options, options);
}

/**
 * The same steps with every option written out.
 * @throws AppError as `checkSteps`
 */
export function withDefaults(steps: readonly PrepareStep[]): PrepareStep[] {
  return steps.map(({ step, options }) => ({ step, options: checkOptions(stepOf(step).options, options) }));
}

function stepOf(id: string): Step {
  const found = STEPS.find(step => step.id === id);
  if (found) return found;
  throw new AppError('recipe.invalid', {
    where: 'prepare',
    reason: `there is no step "${id}"; the steps are ${STEPS.map(step => step.id).join(', ')}`,
  });
}

/**
 * Learns the steps on these customers, one after the other, and treats the customers with them.
 * @param roles parallel to the columns; only features, flags and dates come in, and targets where a step learns from them
 * @throws AppError `data.noFeatures`, `data.allIdentical`, `data.tooFewRows`, `recipe.invalid`, `option.invalid`, `prepare.*`; Cancelled
 */
export async function fitPreparation(
  table: Table,
  roles: readonly ColumnRole[],
  steps: readonly PrepareStep[],
  given: StepContext,
): Promise<Prepared> {
  checkSteps(steps);
  const targets = table.columns.filter((_column, i) => roles[i] === 'target');
  const context: FitContext = { ...given, targets };
  const inputs = chooseInputs(table, roles);
  if (inputs.columns.length === 0) throw nothingToCompare(sameForAll(table, roles));
  if (table.nRows < 2)
    throw new AppError('data.tooFewRows', { need: 2, got: table.nRows, what: 'comparing customers' });
  let work = takeInputs(table, inputs);
  const learned: { step: string; state: unknown }[] = [];
  const effects: { step: string; title: string; effect: string }[] = [];
  const notes = refusedTexts(table, roles);
  for (const [i, { step: id, options }] of steps.entries()) {
    const step = stepOf(id);
    await breathe(context.run, table.nRows);
    context.run.progress(i, steps.length, step.title);
    const fitted = await step.fit(work, checkOptions(step.options, options), context);
    work = fitted.treated ?? (await step.apply(work, fitted.state, context));
    learned.push({ step: id, state: fitted.state });
    effects.push({ step: id, title: step.title, effect: fitted.effect });
    notes.push(...fitted.notes);
  }
  context.run.progress(steps.length, steps.length, 'Preparing');
  const outputs = chooseOutputs(work, notes);
  if (outputs.columns.length === 0) throw nothingLeft(notes, inputs);
  // All that is found out about the customers reads this matrix.
  const values = lastingNumbers(work.nRows * outputs.columns.length, context.run.pool.kernelMemory);
  const matrix = await matrixOf(work, outputs.columns, context.run, values);
  const pipeline: FittedPipeline = {
    referenceDay: context.referenceDay,
    inputs: inputs.columns.map(column => column.name),
    steps: [{ step: INPUTS, state: inputs }, ...learned, { step: OUTPUTS, state: outputs }],
  };
  return { matrix, features: featuresOf(work, outputs), pipeline, effects, notes };
}

/**
 * Treats other customers exactly as the first ones were: with what was learned then and nothing of their own.
 * @returns the same columns in the same order, finite
 * @throws AppError `data.unknownColumn` when a column is missing
 */
export async function applyPreparation(
  pipeline: FittedPipeline,
  table: Table,
  _roles: readonly ColumnRole[],
  context: StepContext,
): Promise<Matrix> {
  const states = [...pipeline.steps];
  const inputs = states.shift()!.state as InputState;
  const outputs = states.pop()!.state as OutputState;
  let work = takeInputs(table, inputs);
  for (const { step, state } of states) {
    await breathe(context.run, table.nRows);
    work = await stepOf(step).apply(work, state, context);
  }
  return matrixOf(work, outputs.columns, context.run);
}

/** Numbers and flags that differ between customers; what is left out is noted. */
function chooseOutputs(work: WorkTable, notes: Note[]): OutputState {
  const columns: string[] = [];
  for (const column of work.columns) {
    if (column.kind !== 'number' && column.kind !== 'boolean')
      notes.push(note('column.notNumeric', { column: column.name, kind: column.kind }));
    else if (isConstant(column)) notes.push(note('column.constant', { column: column.name }));
    else columns.push(column.name);
  }
  return { columns };
}

function isConstant(column: NumberColumn | BooleanColumn): boolean {
  const from = scaledFrom(column);
  // Two values that differ may be the same once they are scaled.
  if (from && firstOther(from.source.values) > 0 && differs(from, firstOther(from.source.values))) return false;
  return column.values.length > 1 && firstOther(column.values) < 0;
}

/** The first row whose value is not that of the first row; -1 where all are alike. */
function firstOther(values: Float64Array | Uint8Array): number {
  for (let row = 1; row < values.length; row++)
    if (values[row] !== values[0] && !Object.is(values[row], values[0])) return row;
  return -1;
}

function differs({ source: { values }, mean, divisor }: ScaledValues, row: number): boolean {
  return (values[row] - mean) / divisor !== (values[0] - mean) / divisor;
}

function featuresOf(work: WorkTable, outputs: OutputState): FeatureInfo[] {
  const position = new Map(work.columns.map((column, i) => [column.name, i]));
  return outputs.columns.map(name => {
    const { column, level, transform, from } = work.lineage[position.get(name)!];
    return { name, column, level, transform: transform.join(', '), ...(from ? { from: [...from] } : {}) };
  });
}

/** Customers who agree in everything compared are told apart from columns that could not be used at all. */
function nothingLeft(notes: readonly Note[], inputs: InputState): AppError {
  const isIdentical = notes.some(found => found.code === 'column.constant');
  return nothingToCompare(isIdentical ? inputs.columns.map(column => column.name) : []);
}

/** @param same columns in which all customers are the same, where that is why */
function nothingToCompare(same: readonly string[]): AppError {
  if (same.length > 0) return new AppError('data.allIdentical', { features: listSome(same, 8) });
  return new AppError('data.noFeatures', { name: 'The data' });
}
