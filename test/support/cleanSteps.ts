import type { CleanContext, CleanFitted, CleanStep, CleanTable } from '#engine/clean/defineCleanStep';
import { NO_MARKS } from '#engine/import/FileMarks';
import type { Column } from '#engine/table/Column';
import { cellValue, dayNumber } from '#engine/table/cellValue';
import type { CellValue, ColumnRole } from '#shared/columns';
import { checkOptions } from '#shared/option';
import { testRun } from './testRun.ts';

/** A table for cleaning steps; the first row stands in row 2 of the sheet. */
export function cleanTable(columns: readonly Column[], roles?: readonly ColumnRole[]): CleanTable {
  const [first] = columns;
  const nRows =
    first.kind === 'set' ? first.offsets.length - 1 : 'codes' in first ? first.codes.length : first.values.length;
  return {
    nRows,
    columns,
    roles: roles ?? columns.map(() => 'feature' as const),
    sourceRows: Int32Array.from({ length: nRows }, (_none, row) => row + 2),
  };
}

export function cleanContext(parts: Partial<CleanContext> = {}): CleanContext {
  return {
    run: testRun(),
    referenceDay: dayNumber('2024-12-31'),
    marks: NO_MARKS,
    step: '1, Step',
    removesRows: true,
    roleOf: column => (column.kind === 'text' ? 'ignore' : column.kind === 'boolean' ? 'flag' : 'feature'),
    chosenRole: (_name, usual) => usual,
    ...parts,
  };
}

/** Learns a step on a table and treats the table with it; the state goes through JSON as in a project file. */
export async function runStep(
  step: CleanStep,
  table: CleanTable,
  options: Record<string, unknown> = {},
  context = cleanContext(),
): Promise<{ table: CleanTable; fitted: CleanFitted<unknown> }> {
  const fitted = await step.fit(table, checkOptions(step.options, options), context);
  const state = JSON.parse(JSON.stringify(fitted.state)) as unknown;
  return { table: await step.apply(table, state, context), fitted };
}

export function cellsOf(table: CleanTable, name: string): CellValue[] {
  const column = table.columns.find(known => known.name === name);
  if (!column) throw new Error(`no column ${name}; there are ${table.columns.map(known => known.name).join(', ')}`);
  return Array.from({ length: table.nRows }, (_none, row) => cellValue(column, row));
}
