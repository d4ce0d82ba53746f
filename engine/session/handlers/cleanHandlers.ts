import type { CleanPreview, CustomerPair, LevelProposal, cleanContract } from '#shared/contract/clean';
import type { Handlers } from '#shared/contract/contract';
import { AppError } from '#shared/errors';
import { checkOptions } from '#shared/option';
import type { PrepareStep, Recipe } from '#shared/recipe';
import { cleanImported } from '../../clean/cleanImported.ts';
import { CLEAN_STEPS } from '../../clean/registry.ts';
import { cleanStepOf, placeOf, withCleanDefaults } from '../../clean/runSteps.ts';
import { mergeLevels, suggestPairs } from '../../clean/steps/mergeLevels.ts';
import { nearDuplicates } from '../../clean/steps/nearDuplicates.ts';
import type { Run } from '../../jobs/Run.ts';
import type { CleanTable } from '../../clean/defineCleanStep.ts';
import { suggestCustomers } from '../../clean/nearDuplicates/suggestCustomers.ts';
import type { Imported } from '../../import/Imported.ts';
import type { Session } from '../Session.ts';
import type { JobContext } from '../SessionParts.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function cleanHandlers({ session }: HandlerParts): Pick<Handlers, keyof typeof cleanContract> {
  const changed = (change: (recipe: Recipe) => { steps: readonly PrepareStep[]; label: string }) =>
    session.exclusive(async () => {
      const { steps, label } = change(session.recipe);
      await session.change(label, await withSteps(session, withCleanDefaults(steps)));
      return session.state();
    });
  return {
    'clean.catalog': async () => CLEAN_STEPS.map(({ id, title, help, options }) => ({ id, title, help, options })),
    'clean.setSteps': ({ steps, label }) => changed(() => ({ steps, label: label ?? 'Cleaning steps' })),
    'clean.addStep': ({ step, label }) =>
      changed(recipe => ({
        steps: [...recipe.clean, step],
        label: label ?? `Cleaning: ${cleanStepOf(step.step).title} added`,
      })),
    'clean.suggest': input => suggest(session, input),
    'clean.suggestCustomers': ({ index }, context) => customers(session, index, context),
    'clean.preview': (_input, context) => preview(session, context),
  };
}

/** The recipe with these steps; choices about columns that a step made go with the step. */
async function withSteps(session: Session, clean: PrepareStep[]): Promise<Recipe> {
  const { recipe } = session;
  if (!session.source) return { ...recipe, clean };
  const run = session.run();
  const { table } = await session.uncleaned(run);
  const own = new Set(table.columns.map(column => column.name));
  const ownChoices = choicesFor(recipe, own);
  if (Object.keys(ownChoices).length === Object.keys(recipe.columns).length) return { ...recipe, clean };
  const cleaned = await session.imported(run, { ...recipe, columns: ownChoices, clean });
  const known = new Set(cleaned.table.columns.map(column => column.name));
  return { ...recipe, clean, columns: choicesFor(recipe, known) };
}

/** Choices are kept under the header in the file, whatever the column is called now. */
function choicesFor({ columns }: Recipe, names: ReadonlySet<string>): Recipe['columns'] {
  return Object.fromEntries(Object.entries(columns).filter(([header, choice]) => names.has(choice.name ?? header)));
}

/** So alike must levels be to be proposed. */
const THRESHOLD = 0.92;
const MOST_PROPOSALS = 1000;

/** The customers as the step at `index` finds them. */
async function tableBefore(session: Session, index: number, run: Run): Promise<CleanTable> {
  session.requireSource();
  const { recipe } = session;
  const before = { ...recipe, columns: {}, clean: recipe.clean.slice(0, index) };
  const { table, roles, sourceRows } = await cleanImported(await session.uncleaned(run), before, run);
  return { ...table, roles, sourceRows };
}

async function suggest(
  session: Session,
  { index, column }: { index: number; column: string },
): Promise<LevelProposal[]> {
  const table = await tableBefore(session, index, session.run());
  return suggestPairs(table, column, THRESHOLD, placeOf(index, mergeLevels)).slice(0, MOST_PROPOSALS);
}

async function customers(session: Session, index: number, context: JobContext): Promise<CustomerPair[]> {
  const asked = session.recipe.clean[index];
  if (asked?.step !== nearDuplicates.id)
    throw new AppError('recipe.invalid', { where: 'clean', reason: `step ${index + 1} finds no near duplicates` });
  const run = session.run(context);
  const table = await tableBefore(session, index, run);
  const options = checkOptions(nearDuplicates.options, asked.options);
  return suggestCustomers(table, options, { run, step: placeOf(index, nearDuplicates) });
}

async function preview(session: Session, context: JobContext): Promise<CleanPreview> {
  session.requireSource();
  const imported = await session.imported(session.run(context));
  const { cleaning, report } = imported;
  return {
    steps: report.cleaning.map((step, i) => ({ ...step, changes: cleaning!.changes[i] })),
    nRowsBefore: cleaning?.before.nRows ?? imported.table.nRows,
    nRows: imported.table.nRows,
    choices: choicesIn(imported),
  };
}

function choicesIn({ table, roles }: Imported): CleanPreview['choices'] {
  return table.columns.map(({ name, kind }, i) => ({ name, kind, role: roles[i] }));
}
