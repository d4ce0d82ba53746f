import { formatCount, listSome } from '#shared/format';
import { note, type Note, type NoteCode } from '#shared/notes';
import { textCounts, textsOf, isTextColumn } from '../clean/changeTexts.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';
import type { Imported } from '../import/Imported.ts';
import { countMissing } from '../import/roles/distinctValues.ts';
import { originColumns } from '../import/roles/originColumns.ts';
import { isInPercent, type Column } from '../table/Column.ts';
import { meanOf, type BookColumn, type BookColumns } from './BookColumns.ts';
import type { OthersReading } from './OthersReading.ts';
import type { OthersRead } from './readOthers.ts';

/** At most this share of a column was missing in the book, and more than that is now. */
const NEARLY_NONE = 0.05;
const MOSTLY = 0.5;
const MOST_NAMED = 12;
const MOST_LEVELS = 5;
/** Numbers that are read with other signs than the book's are a hundred times off; a book that has changed is hardly ten. */
const FAR_OFF = 10;
/** What was read in one of several ways, or could not be read. */
const READ_NOTES: readonly NoteCode[] = [
  'read.unreadValues',
  'read.decimalOpen',
  'read.dateOrderOpen',
  'read.dateOrderMixed',
  'read.mixedPercent',
];

/**
 * What a person must know of a file before they trust what a model answers about its customers: columns that are mostly missing and were not, levels that
 * the model never saw, percent signs that are gone or new, columns that are gone or new, and what was open when the columns were read that the model looks at.
 * @param book the customers that the model was made on
 */
export function heldAgainstBook(
  { source, imported, inFile }: OthersRead,
  { wanted, columns, roles, recipe }: Pick<OthersReading, 'wanted' | 'columns' | 'roles' | 'recipe'>,
  book: BookColumns,
): Note[] {
  const looked = imported.table.columns.filter(({ name }) => wanted.has(name));
  const isMixed = new Set(
    imported.report.columns.filter(({ notes }) => notes.some(isOfMixedPercent)).map(({ name }) => name),
  );
  return [
    ...looked.flatMap(column => gapsNote(column, imported.table.nRows, book.get(column.name))),
    ...looked.filter(({ name }) => !isMixed.has(name)).flatMap(column => percentNote(column, book.get(column.name))),
    ...looked.flatMap(column => levelsNote(column, imported.table.nRows, book.get(column.name))),
    ...readNotes(imported, wanted),
    ...columnsNotes(source.name, inFile, { columns, roles, recipe }),
  ];
}

function isOfMixedPercent({ code }: Note): boolean {
  return code === 'read.mixedPercent';
}

function gapsNote(column: Column, of: number, before: BookColumn | undefined): Note[] {
  const n = countMissing(column);
  if (n <= MOSTLY * of || (before && before.nMissing > NEARLY_NONE * before.n)) return [];
  return [
    note('file.mostlyGaps', {
      column: column.name,
      n,
      of,
      percentBefore: before ? Math.round((1000 * before.nMissing) / before.n) / 10 : null,
    }),
  ];
}

/** Where the signs differ and the values do too: a number format of a workbook means what a sign means, and then the values are alike. Of signs in part of a
 * column another note speaks. */
function percentNote(column: Column, before: BookColumn | undefined): Note[] {
  const [mean, meanBefore] = [meanOf(column), before?.mean ?? null];
  if (!before || mean === null || meanBefore === null || isInPercent(column) === before.isPercent) return [];
  const times = Math.abs(before.isPercent ? mean / meanBefore : meanBefore / mean);
  if (!(times >= FAR_OFF)) return [];
  return [note(before.isPercent ? 'file.percentGone' : 'file.percentNew', { column: column.name, mean, meanBefore })];
}

function levelsNote(column: Column, of: number, before: BookColumn | undefined): Note[] {
  if (!before?.levels || !isTextColumn(column)) return [];
  const counts = textCounts(column);
  const fresh = textsOf(column)
    .map((level, i) => ({ level, count: counts[i] }))
    .filter(({ level, count }) => count > 0 && !before.levels!.has(level))
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1));
  if (fresh.length === 0) return [];
  const shown = fresh.map(({ level, count }) => `“${level.slice(0, 40)}” (${formatCount(count)})`);
  const n = customersWith(column, new Set(fresh.map(({ level }) => level)));
  return [
    note('file.newLevels', {
      column: column.name,
      levels: fresh.length,
      n,
      of,
      examples: listSome(shown, MOST_LEVELS),
    }),
  ];
}

/** A customer counts once, however many members of a set are new. */
function customersWith(column: Extract<Column, { codes: Int32Array }>, texts: ReadonlySet<string>): number {
  const isFresh = Uint8Array.from(textsOf(column), text => (texts.has(text) ? 1 : 0));
  if (column.kind !== 'set') return column.codes.reduce((n, code) => n + (code < 0 ? 0 : isFresh[code]), 0);
  let n = 0;
  for (let row = 0; row + 1 < column.offsets.length; row++) {
    const own = column.codes.subarray(column.offsets[row], column.offsets[row + 1]);
    if (own.some(code => isFresh[code] === 1)) n++;
  }
  return n;
}

function readNotes({ report, cleaning }: Imported, wanted: ReadonlySet<string>): Note[] {
  const made = new Set(cleaning?.fitted.made.map(({ name }) => name));
  return report.columns
    .filter(({ name }) => wanted.has(name) && !made.has(name))
    .flatMap(({ notes }) => notes.filter(({ code }) => READ_NOTES.includes(code)));
}

/**
 * Columns by what their headers mean: case, spaces and punctuation apart. The outcome of later customers is not known yet, and no file has the column
 * that says which of several files a row of the book came from, so neither is missed.
 */
function columnsNotes(
  name: string,
  inFile: readonly Named[],
  { columns, roles, recipe }: Pick<OthersReading, 'columns' | 'roles' | 'recipe'>,
): Note[] {
  const origins = originColumns(recipe);
  const expected = columns.filter(({ name, header = name }, i) => roles[i] !== 'target' && !origins.has(header));
  const lacking = without(expected, inFile);
  const more = without(inFile, columns);
  return [
    ...(lacking.length > 0
      ? [note('file.lacksColumns', { name, n: lacking.length, columns: listSome(lacking, MOST_NAMED) })]
      : []),
    ...(more.length > 0
      ? [note('file.moreColumns', { name, n: more.length, columns: listSome(more, MOST_NAMED) })]
      : []),
  ];
}

type Named = Pick<Column, 'name' | 'header'>;

function without(columns: readonly Named[], others: readonly Named[]): string[] {
  const known = new Set(others.flatMap(spellings));
  return columns.filter(column => !spellings(column).some(one => known.has(one))).map(({ name }) => name);
}

function spellings({ name, header }: Named): string[] {
  return [name, header ?? name].map(one => aliasOf(one) || one);
}
