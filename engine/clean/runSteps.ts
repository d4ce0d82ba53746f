import { AppError } from '#shared/errors';
import { checkOptions } from '#shared/option';
import type { PrepareStep } from '#shared/recipe';
import { breathe } from '../import/breathe.ts';
import type { CleanContext, CleanStep, CleanTable } from './defineCleanStep.ts';
import type { FittedCleaning, FittedStep, MadeColumn } from '../import/Cleaning.ts';
import { CLEAN_STEPS } from './registry.ts';

/**
 * The same steps with every option written out.
 * @throws AppError `recipe.invalid` for a step that does not exist, `option.invalid` for a wrong option
 */
export function withCleanDefaults(steps: readonly PrepareStep[]): PrepareStep[] {
  return steps.map(({ step, options }) => ({ step, options: checkOptions(cleanStepOf(step).options, options) }));
}

/** @throws AppError `recipe.invalid` */
export function cleanStepOf(id: string): CleanStep {
  const found = CLEAN_STEPS.find(step => step.id === id);
  if (found) return found;
  throw new AppError('recipe.invalid', {
    where: 'clean',
    reason: `there is no step "${id}"; the steps are ${CLEAN_STEPS.map(step => step.id).join(', ')}`,
  });
}

/** How messages name a step. */
export function placeOf(i: number, step: Pick<CleanStep, 'title'>): string {
  return `${i + 1}, ${step.title}`;
}

export interface LearnedSteps {
  readonly table: CleanTable;
  readonly steps: readonly FittedStep[];
  readonly made: readonly MadeColumn[];
}

/** A table that no step was learned on yet. */
export function nothingLearned(table: CleanTable): LearnedSteps {
  return { table, steps: [], made: [] };
}

/**
 * Learns the steps one after the other, and treats the table with each before the next is learned.
 * @param before  what the first of the steps left, where they were learned earlier: only the others are learned
 * @param seen is shown the table before and after every step
 * @throws AppError `recipe.invalid`, `option.invalid`, `clean.missingColumn`, `clean.nothingLeft` and those of the steps; Cancelled
 */
export async function learnSteps(
  before: LearnedSteps,
  steps: readonly PrepareStep[],
  context: CleanContext,
  seen: (before: CleanTable, after: CleanTable) => void,
): Promise<LearnedSteps> {
  const learned: FittedStep[] = [...before.steps];
  const made: MadeColumn[] = [...before.made];
  let work = before.table;
  for (let i = learned.length; i < steps.length; i++) {
    const { step: id, options } = steps[i];
    const step = cleanStepOf(id);
    await breathe(context.run, work.nRows);
    context.run.progress(i, steps.length, step.title);
    const at = { ...context, step: placeOf(i, step) };
    const fitted = await step.fit(work, checkOptions(step.options, options), at);
    await breathe(context.run, work.nRows);
    const after = await step.apply(work, fitted.state, at);
    if (after.nRows === 0) throw new AppError('clean.nothingLeft', { step: at.step, rows: work.nRows });
    seen(work, after);
    work = after;
    learned.push({ step: id, state: fitted.state, effect: fitted.effect, notes: fitted.notes });
    made.push(...(fitted.made ?? []));
  }
  return { table: work, steps: learned, made };
}

/**
 * Treats a table with steps that were learned before, and nothing of its own.
 * @throws AppError `clean.missingColumn`; Cancelled
 */
export async function replaySteps(
  table: CleanTable,
  steps: FittedCleaning['steps'],
  context: CleanContext,
  seen: (before: CleanTable, after: CleanTable) => void = () => undefined,
): Promise<CleanTable> {
  let work = table;
  for (const [i, { step: id, state }] of steps.entries()) {
    const step = cleanStepOf(id);
    await breathe(context.run, work.nRows);
    context.run.progress(i, steps.length, step.title);
    const after = await step.apply(work, state, { ...context, step: placeOf(i, step) });
    seen(work, after);
    work = after;
  }
  return work;
}
