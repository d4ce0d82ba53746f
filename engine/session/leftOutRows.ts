import type { LEFT_OUT_LISTS } from '#shared/contract/tables';
import type { Recipe } from '#shared/recipe';
import type { JoinStep } from '#shared/tables';
import { joined, readyTable, type ReadyTable } from '../combine/combineTables.ts';
import { matchTables } from '../combine/join.ts';
import type { PlainTable } from '../combine/PlainTable.ts';
import { reasonOf } from '../combine/rfm/rowStates.ts';
import { missingWordSet } from '../import/cells/ColumnCells.ts';
import { rawText } from '../import/cells/rawText.ts';
import type { Run } from '../jobs/Run.ts';
import { furtherTables, mainTable } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';
import { tableSoFar } from './tableWork.ts';

export interface LeftOutRows {
  readonly header: readonly string[];
  readonly nRows: number;
  readonly rows: Iterable<readonly (string | number)[]>;
}
type List = (typeof LEFT_OUT_LISTS)[number];

/** Rows of a table that did not make it, each with its row in the sheet and the reason. */
export async function leftOutRows(
  source: SourceFile,
  id: string,
  list: List,
  recipe: Recipe,
  run: Run,
): Promise<LeftOutRows> {
  const main = mainTable(source, recipe);
  const tables = [main, ...furtherTables(source, recipe)];
  const own = tables.find(table => table.id === id) ?? main;
  const ready = await readyTable(own, recipe, run, false);
  if (list === 'rejected') return rejectedRows(ready);
  if (list === 'rfm') return rfmRows(ready, await readyTable({ ...own, rfm: null }, recipe, run, true));
  const at = recipe.combine.findIndex(known => known.table === id);
  const step = recipe.combine[at] as JoinStep;
  const before = await tableSoFar(source, { ...recipe, combine: recipe.combine.slice(0, at) }, run);
  const words = missingWordSet(recipe.reading.missingWords);
  const found = matchTables(before.table, joined(ready), step, words);
  return list === 'unmatched'
    ? picked(before.table, found.unmatched, `not in ${step.tableKey} of ${ready.account.name}`)
    : picked(ready.table, found.tableUnmatched, `not in ${step.key} of ${at === 0 ? main.name : 'the tables before'}`);
}

function rejectedRows({ account }: ReadyTable): LeftOutRows {
  const { rejectedRows: rejected } = account;
  const rows = rejected.map(({ row, reason, column, text }) => [row, reason, column ?? '', text]);
  return { header: ['Row', 'Reason', 'Column', 'Text'], nRows: rows.length, rows };
}

function rfmRows({ states }: ReadyTable, { table }: ReadyTable): LeftOutRows {
  const reasons = Array.from(states ?? [], reasonOf);
  const rows = Int32Array.from(reasons.keys()).filter(row => reasons[row] !== null);
  return picked(table, rows, row => reasons[row] ?? '');
}

function picked(table: PlainTable, rows: Int32Array, reason: string | ((row: number) => string)): LeftOutRows {
  const reasonAt = typeof reason === 'string' ? () => reason : reason;
  return {
    header: ['Row', 'Reason', ...table.names],
    nRows: rows.length,
    rows: lines(table, rows, reasonAt),
  };
}

function* lines(table: PlainTable, rows: Int32Array, reason: (row: number) => string) {
  for (const row of rows)
    yield [table.origins[row], reason(row), ...table.names.map((_name, column) => rawText(table, column, row))];
}
