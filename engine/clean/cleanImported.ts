import type { CleanChanges } from '#shared/contract/clean';
import type { ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import type { Recipe } from '#shared/recipe';
import { NO_MARKS, type FileMarks } from '../import/FileMarks.ts';
import type { Imported } from '../import/Imported.ts';
import { referenceDate } from '../import/referenceDate.ts';
import { assignRoles } from '../import/roles/assignRoles.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column } from '../table/Column.ts';
import { isoDate } from '../table/cellValue.ts';
import { changesOf } from './changesOf.ts';
import { cleanedReports } from './cleanedReports.ts';
import type { CleanContext, CleanTable } from './defineCleanStep.ts';
import type { Cleaning, FittedCleaning } from '../import/Cleaning.ts';
import { cleanStepOf, learnSteps, nothingLearned, replaySteps } from './runSteps.ts';

/**
 * Learns the cleaning steps of the recipe on these customers and treats the customers with them.
 * @param earlier  the same customers after the first of the steps, so that only the others are learned; changes no bit
 * @throws AppError as `learnSteps`, and `data.unknownColumn` for a choice about a column that is not there; Cancelled
 */
export async function cleanImported(
  imported: Imported,
  recipe: Recipe,
  run: Run,
  earlier?: Imported,
): Promise<Imported> {
  if (recipe.clean.length === 0) return imported;
  const before = cleanTableOf(imported);
  const known = earlier?.cleaning;
  const from = known ? { ...known.fitted, table: cleanTableOf(earlier) } : nothingLearned(before);
  const context = learningContext(imported, withNames(recipe), run);
  const changes: CleanChanges[] = [...(known?.changes ?? [])];
  const learned = await learnSteps(from, recipe.clean, context, (was, is) => changes.push(changesOf(was, is)));
  requireKnown(recipe, learned.table);
  const fitted: FittedCleaning = {
    referenceDay: Number.isNaN(imported.referenceDay) ? null : imported.referenceDay,
    steps: learned.steps,
    made: learned.made,
    roles: newRoles(before, learned.table),
  };
  return withLateReference(withTable(imported, learned.table, { fitted, changes }), recipe);
}

/**
 * Treats the customers that the steps were learned on with them again.
 * @throws AppError `clean.missingColumn`; Cancelled
 */
export async function recleanImported(
  imported: Imported,
  fitted: FittedCleaning,
  recipe: Recipe,
  run: Run,
): Promise<Imported> {
  const changes: CleanChanges[] = [];
  const seen = (from: CleanTable, to: CleanTable) => changes.push(changesOf(from, to));
  const before = cleanTableOf(imported);
  const context = replayContext(fitted, before, imported.marks, { run, removesRows: true });
  const table = await replaySteps(before, fitted.steps, context, seen);
  return withLateReference(withTable(imported, table, { fitted, changes }), recipe);
}

/**
 * Treats other customers with steps that were learned before: rows that the steps would remove stay, and a column says so.
 * @throws AppError `clean.missingColumn`; Cancelled
 */
export async function cleanOthers(imported: Imported, fitted: FittedCleaning, run: Run): Promise<Imported> {
  const before = cleanTableOf(imported);
  const context = replayContext(fitted, before, imported.marks, { run, removesRows: false });
  const table = await replaySteps(before, fitted.steps, context);
  const cleaned = withTable(imported, table, { fitted, changes: [] });
  return { ...cleaned, report: { ...cleaned.report, cleaning: [] } };
}

/** The same for a bare table, such as that of one customer, of which no file is known. */
export function cleanRows(table: CleanTable, fitted: FittedCleaning, run: Run): Promise<CleanTable> {
  return replaySteps(table, fitted.steps, replayContext(fitted, table, NO_MARKS, { run, removesRows: false }));
}

function replayContext(
  fitted: FittedCleaning,
  before: CleanTable,
  marks: FileMarks,
  how: Pick<CleanContext, 'run' | 'removesRows'>,
): CleanContext {
  const roles = new Map(fitted.roles.map(({ name, role }) => [name, role]));
  // A column that became another kind and the first again has no new role.
  const rolesBefore = new Map(before.columns.map(({ name }, i) => [name, before.roles[i]]));
  return {
    ...how,
    referenceDay: fitted.referenceDay ?? Number.NaN,
    marks,
    step: '',
    roleOf: ({ name }) => roles.get(name) ?? rolesBefore.get(name) ?? 'ignore',
    chosenRole: (name, usual) => roles.get(name) ?? usual,
  };
}

function learningContext(imported: Imported, recipe: Recipe, run: Run): CleanContext {
  const asked = new Map(Object.entries(recipe.columns));
  return {
    run,
    referenceDay: imported.referenceDay,
    marks: imported.marks,
    step: '',
    removesRows: true,
    roleOf: column => roleOf(column, recipe),
    chosenRole: (name, usual) => asked.get(name)?.role ?? usual,
  };
}

/** Choices are kept under the header in the file; here columns go by the name they were given. */
function withNames(recipe: Recipe): Recipe {
  const named = Object.entries(recipe.columns).map(([header, choice]) => [choice.name ?? header, choice] as const);
  return { ...recipe, columns: Object.fromEntries(named) };
}

function roleOf(column: Column, recipe: Recipe): ColumnRole {
  return assignRoles([column], recipe)[0].role;
}

function cleanTableOf({ table, roles, sourceRows }: Imported): CleanTable {
  return { ...table, roles, sourceRows };
}

function withTable(
  imported: Imported,
  { roles, sourceRows, nRows, columns }: CleanTable,
  { fitted, changes }: Pick<Cleaning, 'fitted' | 'changes'>,
): Imported {
  const table = { nRows, columns };
  const cleaning: Cleaning = { fitted, changes, before: imported.table, rolesBefore: imported.roles };
  const report = {
    ...imported.report,
    columns: cleanedReports(imported, { table, roles, cleaning }),
    cleaning: fitted.steps.map(({ step, effect, notes }) => ({
      step,
      title: cleanStepOf(step).title,
      effect,
      notes: [...notes],
    })),
    removedByCleaning: imported.table.nRows - nRows,
    nRows,
  };
  return { ...imported, table, roles, sourceRows, cleaning, report };
}

/** Roles of the columns that were made or whose kind or role is another. */
function newRoles(before: CleanTable, after: CleanTable): FittedCleaning['roles'] {
  const old = new Map(before.columns.map((column, i) => [column.name, `${column.kind} ${before.roles[i]}`]));
  return after.columns.flatMap((column, i) =>
    old.get(column.name) === `${column.kind} ${after.roles[i]}` ? [] : [{ name: column.name, role: after.roles[i] }],
  );
}

/** Where the file had no date as it was read, one that a step made gives the day to measure from. */
function withLateReference(imported: Imported, recipe: Recipe): Imported {
  if (!Number.isNaN(imported.referenceDay)) return imported;
  const { day, reason } = referenceDate(imported.table.columns, imported.roles, recipe.referenceDate);
  if (Number.isNaN(day)) return imported;
  const report = { ...imported.report, referenceDate: isoDate(day), referenceDateReason: reason };
  return { ...imported, referenceDay: day, report };
}

function requireKnown(recipe: Recipe, table: CleanTable): void {
  const names = table.columns.map(column => column.name);
  for (const name of Object.keys(withNames(recipe).columns))
    if (!names.includes(name)) throw new AppError('data.unknownColumn', { column: name, columns: listSome(names, 12) });
}
