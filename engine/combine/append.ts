import type { AppendAccount } from '#shared/tables';
import { CELL_TEXT } from '../table/RawTable.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';
import { CellBuilder } from './CellBuilder.ts';
import type { PlainTable } from './PlainTable.ts';
import { Texts } from './Texts.ts';

export interface Appended {
  readonly table: PlainTable;
  readonly account: AppendAccount;
}
interface Part {
  readonly table: PlainTable;
  /** Shown where rows carry their table. */
  readonly name: string;
}

/**
 * Puts the rows of one table below those of another. Columns meet by name, spelling of case, spaces and punctuation aside; a column that is
 * missing in one of them is empty there.
 * @param origin name of a column that says which table a row came from; null adds none
 */
export function appendTable(above: Part, below: Part, id: string, origin: string | null): Appended {
  const [a, b] = [above.table, below.table];
  const nRows = a.nRows + b.nRows;
  const places = columnPlaces(a.names, b.names);
  const names = [...a.names];
  places.forEach((place, i) => (names[place] ??= b.names[i]));
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
    const at = originColumn(names, builders, origin, nRows);
    const isNew = !a.names.includes(origin);
    for (let row = 0; row < nRows; row++) {
      if (row < a.nRows && !isNew) continue;
      builders[at].set(row, CELL_TEXT, texts.intern(row < a.nRows ? above.name : below.name));
    }
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
      onlyTable: b.names.filter((_name, i) => places[i] >= a.names.length),
    },
  };
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
