import type { ColumnKind } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { columns } from '#shared/option';
import type { WorkTable } from './defineStep.ts';
import { workColumns, type WorkColumn } from './workColumns.ts';

/** The option by which a step is kept to some columns. */
export function columnsOption(columnKinds: readonly ColumnKind[], what: string) {
  return columns({
    title: 'Columns',
    help: `Which ${what} the step takes. None ticked: every one that fits.`,
    columnKinds,
    maxItems: 1000,
    emptyMeans: 'all',
    default: [],
  });
}

/**
 * The columns a step takes: those named, or every one of the kinds it takes where none is. A name stands for the column itself and for all
 * that earlier steps made of it.
 * @param step title of the step, for the sentence when a column is not there
 * @throws AppError `prepare.missingColumn`, `prepare.wrongColumn`
 */
export function chooseParts(
  table: WorkTable,
  names: readonly string[],
  kinds: readonly ColumnKind[],
  step: string,
): WorkColumn[] {
  const parts = workColumns(table);
  if (names.length === 0)
    return parts.filter(part => kinds.includes(part.column.kind) && (kinds.includes('boolean') || !isScaledFlag(part)));
  const wanted = new Set(names);
  const chosen = parts.filter(({ column, lineage }) => wanted.has(column.name) || wanted.has(lineage.column));
  for (const name of wanted) checkChosen(table, chosen, name, kinds, step);
  return chosen.filter(({ column }) => kinds.includes(column.kind));
}

/** Yes and no as numbers, after the common scale: neither bins nor powers nor products make sense of them. */
function isScaledFlag({ column, role }: WorkColumn): boolean {
  return column.kind === 'number' && role === 'flag';
}

function checkChosen(
  table: WorkTable,
  chosen: readonly WorkColumn[],
  name: string,
  kinds: readonly ColumnKind[],
  step: string,
): void {
  const own = chosen.filter(({ column, lineage }) => column.name === name || lineage.column === name);
  if (own.length === 0) {
    const columns = listSome(
      table.columns.map(column => column.name),
      12,
    );
    throw new AppError('prepare.missingColumn', { step, column: name, columns });
  }
  if (own.some(({ column }) => kinds.includes(column.kind))) return;
  const { kind } = own[0].column;
  throw new AppError('prepare.wrongColumn', { step, column: name, kind, need: KIND_WORDS[kinds[0]] });
}

const KIND_WORDS: Readonly<Record<ColumnKind, string>> = {
  number: 'numbers',
  category: 'categories',
  boolean: 'yes-or-no columns',
  date: 'dates',
  text: 'texts',
  set: 'cells with several values',
};

/** Names of columns, with what belongs to each in brackets: "City (4 levels) and Branch (12 levels)". */
export function namesWith<T>(items: readonly T[], name: (item: T) => string, about: (item: T) => string): string {
  return listSome(
    items.map(item => `${name(item)} (${about(item)})`),
    8,
  );
}
