import { AppError } from '#shared/errors';
import type { Recipe, Reading } from '#shared/recipe';
import type { CombineAccount, CombineReport, FurtherTable, TableAccount } from '#shared/tables';
import type { RawRead } from '../formats/defineFormat.ts';
import type { SheetParts } from '../import/readSheet.ts';
import { missingWordSet } from '../import/cells/ColumnCells.ts';
import type { Run } from '../jobs/Run.ts';
import { appendTable } from './append.ts';
import { joinTable } from './join.ts';
import { asRaw, plainTable, sheetAccount, sheetOf, tableRecipe, type PlainTable } from './PlainTable.ts';
import { rfmTable } from './rfm/rfmTable.ts';
import { settleCells } from './settleCells.ts';

/** One table of a project with the cells that were read for it. */
export interface TableSource {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly raw: RawRead;
  readonly reading: Reading;
  readonly rfm: FurtherTable['rfm'];
}
export interface Combined {
  /** The table that is imported, and the recipe under which it is. */
  readonly raw: RawRead;
  readonly recipe: Recipe;
  /** null where the main table was taken as it is. */
  readonly made: {
    readonly report: CombineReport;
    /** [rows]: where each row of the combined table came from, see `PlainTable.origins`. */
    readonly origins: Int32Array;
    readonly mainSheet: SheetParts;
  } | null;
}
/** One table, ready to be put together with others. */
export interface ReadyTable {
  readonly table: PlainTable;
  readonly numbers: readonly (Float64Array | null)[];
  readonly account: TableAccount;
  readonly sheet: SheetParts;
}

/** Rejected rows listed for each table; the account counts all of them. */
const MOST_LISTED = 1_000;

/**
 * Makes one table of cells out of those of a project, by the recipe: transactions become customers, tables are appended and joined in order.
 * A project of one table as it is costs nothing.
 * @throws AppError as `readSheet`, `rfmTable` and `joinTable`, `recipe.invalid` for a step that names no table; Cancelled
 */
export async function combineTables(
  main: TableSource,
  further: readonly TableSource[],
  recipe: Recipe,
  run: Run,
): Promise<Combined> {
  if (recipe.rfm === null && recipe.combine.length === 0) return { raw: main.raw, recipe, made: null };
  const isAlone = recipe.combine.length === 0;
  const start = await readyTable(main, recipe, run, isAlone);
  const accounts = [start.account];
  const steps: CombineAccount[] = [];
  let table = start.table;
  for (const [i, step] of recipe.combine.entries()) {
    const source = further.find(known => known.id === step.table);
    if (!source)
      throw new AppError('recipe.invalid', {
        where: `combine.${i}.table`,
        reason: `there is no table "${step.table}"`,
      });
    const ready = await readyTable(source, recipe, run, false);
    run.progress(i, recipe.combine.length, 'Putting tables together');
    accounts.push(ready.account);
    const words = missingWordSet(recipe.reading.missingWords);
    const { name } = ready.account;
    const shifted = { ...ready.table, origins: below(table.origins, ready.table.origins) };
    const done =
      step.how === 'append'
        ? appendTable({ table, name: start.account.name }, { table: shifted, name }, step.table, step.origin)
        : joinTable(table, { table: ready.table, numbers: ready.numbers, name }, step, words);
    table = done.table;
    steps.push(done.account);
  }
  const report = { tables: accounts, steps, rows: table.nRows };
  return {
    raw: asRaw(table, main.raw),
    recipe: { ...recipe, reading: { ...recipe.reading, range: null, headerRow: 1, headerRowCount: 1 } },
    made: { report, origins: table.origins, mainSheet: start.sheet },
  };
}

/** Rows that are appended are numbered on from the last one above, so that no two rows of a project have one number. */
function below(above: Int32Array, own: Int32Array): Int32Array {
  const last = above.reduce((a, b) => Math.max(a, b), 0);
  return own.map(row => row + last);
}

/** Cuts a table out of its sheet and makes customers of transactions. @param isAlone nothing will be put together with it */
export async function readyTable(source: TableSource, recipe: Recipe, run: Run, isAlone: boolean): Promise<ReadyTable> {
  const { raw, reading, rfm, name } = source;
  const sheet = sheetOf(raw, reading, recipe, name);
  const counted = sheetAccount(sheet);
  const common = {
    id: source.id,
    name: raw.sheet === null || source.id === 'main' ? name : `${raw.sheet} of ${name}`,
    sheet: raw.sheet,
    sha256: source.sha256,
    sizeBytes: source.sizeBytes,
    format: raw.format,
    read: counted.read,
    data: sheet.rows.data.length,
    rejected: counted.rejected.length,
    empty: counted.empty,
    columns: sheet.names.length,
    rejectedRows: counted.rejected.slice(0, MOST_LISTED),
  };
  if (rfm !== null) {
    const { table, account } = await rfmTable(raw, sheet, rfm, tableRecipe(recipe, reading), run, name);
    const numbers = table.columns.map(() => null);
    return { table, numbers, sheet, account: { ...common, rfm: account, rows: table.nRows } };
  }
  const { table, numbers } = isAlone
    ? { table: plainTable(raw, sheet), numbers: [] }
    : await settleCells(raw, sheet, tableRecipe(recipe, reading), run);
  return { table, numbers, sheet, account: { ...common, rfm: null, rows: table.nRows } };
}
