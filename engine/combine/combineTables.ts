import { AppError } from '#shared/errors';
import type { Recipe, Reading } from '#shared/recipe';
import type { AppendStep, CombineAccount, CombineReport, FurtherTable, TableAccount } from '#shared/tables';
import type { RawRead } from '../formats/defineFormat.ts';
import type { SheetParts } from '../import/readSheet.ts';
import { missingWordSet } from '../import/cells/ColumnCells.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';
import type { Run } from '../jobs/Run.ts';
import { appendTable, type Above, type Appended, type RowsOf } from './append.ts';
import { joinTable, type JoinedTable } from './join.ts';
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
  /** [data rows]: what RFM did with each; null without RFM. */
  readonly states: Uint8Array | null;
}

/** Rejected rows listed for each table; the account counts all of them. */
const MOST_LISTED = 1_000;

/** The tables of a recipe put together, with the account of each. */
export interface PutTogether extends Above {
  readonly start: ReadyTable;
  readonly tables: readonly TableAccount[];
  readonly steps: readonly CombineAccount[];
}

/**
 * Makes one table of cells out of those of a project, by the recipe: transactions become customers, tables are appended and joined in order.
 * A project of one table as it is costs nothing.
 * @throws AppError as `readSheet`, `rfmTable`, `joinTable` and `requireFreeOrigin`, `recipe.invalid` for a step that names no table; Cancelled
 */
export async function combineTables(
  main: TableSource,
  further: readonly TableSource[],
  recipe: Recipe,
  run: Run,
): Promise<Combined> {
  if (recipe.rfm === null && recipe.combine.length === 0) return { raw: main.raw, recipe, made: null };
  const { table, start, tables, steps } = await putTogether(main, further, recipe, run, recipe.combine.length === 0);
  const report = { tables: [...tables], steps: [...steps], rows: table.nRows };
  return {
    raw: asRaw(table, main.raw, start.sheet),
    recipe: { ...recipe, reading: { ...recipe.reading, range: null, headerRow: 1, headerRowCount: 1 } },
    made: { report, origins: table.origins, mainSheet: start.sheet },
  };
}

/** @param isAlone nothing more will be put together with it, so that its cells stay as they are */
export async function putTogether(
  main: TableSource,
  further: readonly TableSource[],
  recipe: Recipe,
  run: Run,
  isAlone: boolean,
): Promise<PutTogether> {
  const start = await readyTable(main, recipe, run, isAlone);
  const tables = [start.account];
  const steps: CombineAccount[] = [];
  let above: Above = { table: start.table, parts: [rowsOf(start, [], new Int32Array(0))], told: [] };
  for (const [i, step] of recipe.combine.entries()) {
    const source = further.find(known => known.id === step.table);
    if (!source)
      throw new AppError('recipe.invalid', {
        where: `combine.${i}.table`,
        reason: `there is no table "${step.table}"`,
      });
    const ready = await readyTable(source, recipe, run, false);
    run.progress(i, recipe.combine.length, 'Putting tables together');
    tables.push(ready.account);
    if (step.how === 'append') {
      requireFreeOrigin(above.table, ready, step);
      const { account, ...next } = appendReady(above, ready, step);
      above = next;
      steps.push(account);
    } else {
      const words = missingWordSet(recipe.reading.missingWords);
      const { table, account } = joinTable(above.table, joined(ready), step, words);
      above = { ...above, table };
      steps.push(account);
    }
  }
  return { ...above, start, tables, steps };
}

export function joined({ table, numbers, account }: ReadyTable): JoinedTable {
  return { table, numbers, name: account.name };
}

/** The rows of a table below those so far, or instead of them. */
export function appendReady(above: Above, ready: ReadyTable, step: AppendStep): Above & Pick<Appended, 'account'> {
  const own = { ...ready.table, origins: below(above.table.origins, ready.table.origins) };
  const rows = rowsOf(ready, above.parts, above.table.origins);
  const part = { table: own, name: ready.account.name, rows };
  const { nRows } = above.table;
  const emptied = { ...above, table: { ...above.table, nRows: 0, origins: new Int32Array(0) } };
  const { table, account } = appendTable(step.instead ? emptied : above, part, step.table, step.origin);
  return {
    table,
    parts: [...above.parts, rows],
    told: step.origin === null ? above.told : [...above.told, step.origin],
    account: step.instead ? { ...account, rowsBefore: nRows, rowsDropped: nRows } : account,
  };
}

/** Two tables are often called the same, as the files of two months in folders of their own; the same table again is the same. */
function rowsOf({ account }: ReadyTable, parts: readonly RowsOf[], origins: Int32Array): RowsOf {
  const content = `${account.name} ${account.sha256}`;
  const known = parts.find(part => part.content === content);
  let { name } = known ?? account;
  for (let n = 2; !known && parts.some(part => part.name === name); n++) name = `${account.name} (${n})`;
  return { name, content, after: lastOf(origins) };
}

/**
 * The column that says where rows came from takes the place of none that the table has of its own.
 * @throws AppError `option.invalid`
 */
export function requireFreeOrigin(above: PlainTable, { table, account }: ReadyTable, { origin }: AppendStep): void {
  if (origin === null) return;
  const isKnown = above.names.includes(origin);
  const own = table.names.find(name => name === origin || (isKnown && aliasOf(name) === aliasOf(origin)));
  if (own !== undefined)
    throw new AppError('option.invalid', {
      option: 'Which table a row came from',
      allowed: `a name that no column of ${account.name} has`,
      got: `"${origin}"`,
    });
}

/** Rows that are appended are numbered on from the last one above, so that no two rows of a project have one number. */
function below(above: Int32Array, own: Int32Array): Int32Array {
  const last = lastOf(above);
  return own.map(row => row + last);
}

function lastOf(origins: Int32Array): number {
  return origins.reduce((a, b) => Math.max(a, b), 0);
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
    const { table, account, states } = await rfmTable(raw, sheet, rfm, tableRecipe(recipe, reading), run, name);
    const numbers = table.columns.map(() => null);
    return { table, numbers, sheet, states, account: { ...common, rfm: account, rows: table.nRows } };
  }
  if (isAlone) {
    const table = plainTable(raw, sheet);
    return { table, numbers: [], sheet, states: null, account: { ...common, rfm: null, rows: table.nRows } };
  }
  const { table, numbers, styles } = await settleCells(raw, sheet, tableRecipe(recipe, reading), run);
  return { table, numbers, sheet, states: null, account: { ...common, styles, rfm: null, rows: table.nRows } };
}
