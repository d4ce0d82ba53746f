import type { AppendAccount } from '#shared/tables';
import { CELL_EMPTY, CELL_TEXT } from '../table/RawTable.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';
import { CellBuilder } from './CellBuilder.ts';
import type { PlainTable } from './PlainTable.ts';
import { Texts } from './Texts.ts';

export interface Appended {
  readonly table: PlainTable;
  readonly account: AppendAccount;
}
/** One of the tables whose rows stand in the table so far, in the order in which they were appended. */
export interface RowsOf {
  /** Shown where rows carry their table; of two tables that are called the same, the second bears a number. */
  readonly name: string;
  /** What the table is called and the hash of its file: the same for the same table. */
  readonly content: string;
  /** Its rows are numbered on from here, see `PlainTable.origins`. */
  readonly after: number;
}
/** A table with the tables its rows are of. */
export interface Above {
  readonly table: PlainTable;
  readonly parts: readonly RowsOf[];
  /** Its columns that say which table a row came from. */
  readonly told: readonly string[];
}
interface Below {
  readonly table: PlainTable;
  readonly name: string;
  readonly rows: RowsOf;
}

/**
 * Puts the rows of one table below those of another. Columns meet by name, spelling of case, spaces and punctuation aside; a column that is
 * missing in one of them is empty there. What a table says itself under a name that tells of tables is kept apart as "Name (own)".
 * @param origin name of a column that says which table a row came from; null adds none
 */
export function appendTable(above: Above, below: Below, id: string, origin: string | null): Appended {
  const [a, b] = [above.table, below.table];
  const nRows = a.nRows + b.nRows;
  const ownNames = namesApart(b.names, above.told);
  const places = columnPlaces(a.names, ownNames);
  const names = [...a.names];
  places.forEach((place, i) => (names[place] ??= ownNames[i]));
  const texts = new Texts();
  const builders = names.map(() => new CellBuilder(nRows));
  const numbersA = texts.adopt(a.strings);
  const numbersB = texts.adopt(b.strings);
  a.columns.forEach((column, i) => {
    for (let row = 0; row < a.nRows; row++) builders[i].copy(row, column, row, numbersA);
  });
  b.columns.forEach((column, i) => {
    for (let row = 0; row < b.nRows; row++) builders[places[i]].copy(a.nRows + row, column, row, numbersB);
  });
  if (origin !== null) {
    const column = builders[originColumn(names, builders, origin, nRows)];
    nameRowsAbove(column, above, !a.names.includes(origin), texts);
    const own = texts.intern(below.rows.name);
    for (let row = a.nRows; row < nRows; row++) column.set(row, CELL_TEXT, own);
  }
  const origins = new Int32Array(nRows);
  origins.set(a.origins);
  origins.set(b.origins, a.nRows);
  const inBoth = new Set(places.filter(place => place < a.names.length));
  return {
    table: { nRows, names, columns: builders, strings: texts.strings, origins },
    account: {
      how: 'append',
      table: id,
      name: below.name,
      rowsBefore: a.nRows,
      rowsAdded: b.nRows,
      rowsAfter: nRows,
      shared: a.names.filter((_name, i) => inBoth.has(i)),
      onlyBefore: a.names.filter((name, i) => !inBoth.has(i) && name !== origin),
      onlyTable: ownNames.filter((_name, i) => places[i] >= a.names.length),
    },
  };
}

/** Names the table of each row above. @param isNew the column is; else only rows that were appended without a name lack one */
function nameRowsAbove(column: CellBuilder, { table, parts }: Above, isNew: boolean, texts: Texts): void {
  const names = parts.map(({ name }) => texts.intern(name));
  for (let row = 0; row < table.nRows; row++) {
    const part = parts.findLastIndex(({ after }) => after < table.origins[row]);
    if (isNew || (part > 0 && column.kinds[row] === CELL_EMPTY)) column.set(row, CELL_TEXT, names[part]);
  }
}

/** Names of a table below, none of which is that of a column that says which table a row came from. */
function namesApart(below: readonly string[], told: readonly string[]): readonly string[] {
  const isTold = (name: string) => told.some(other => name === other || (aliasOf(name) || name) === aliasOf(other));
  return below.map(name => {
    if (!isTold(name)) return name;
    let apart = `${name} (own)`;
    for (let n = 2; below.includes(apart); n++) apart = `${name} (own ${n})`;
    return apart;
  });
}

/** Where each column of the table below goes: the column above of the same name, else a place of its own after them. */
function columnPlaces(above: readonly string[], below: readonly string[]): number[] {
  const byName = new Map(above.map((name, i) => [name, i]));
  const byAlias = new Map(above.map((name, i) => [aliasOf(name) || name, i]));
  const taken = new Set<number>();
  let next = above.length;
  const exact = below.map(name => byName.get(name));
  for (const place of exact) if (place !== undefined) taken.add(place);
  return below.map((name, i) => {
    const place = exact[i] ?? byAlias.get(aliasOf(name) || name);
    if (place === undefined || (exact[i] === undefined && taken.has(place))) return next++;
    taken.add(place);
    return place;
  });
}

function originColumn(names: string[], builders: CellBuilder[], origin: string, nRows: number): number {
  const known = names.indexOf(origin);
  if (known >= 0) return known;
  builders.push(new CellBuilder(nRows));
  return names.push(origin) - 1;
}
