import type { DuckDBVector } from '@duckdb/node-api';
import { CELL_EMPTY, CELL_ERROR, CELL_TEXT, type RawColumn, type RawTable } from '../table/RawTable.ts';
import { DamagedProject } from './DamagedProject.ts';
import type { ProjectDatabase } from './ProjectDatabase.ts';

const LAST_KIND = 5;

/** Where the cells and texts of a table stand: the main table, or a further one by its place. */
export interface TablePlace {
  readonly cells: 'source_cells' | 'further_cells';
  readonly texts: 'source_texts' | 'further_texts';
  /** null for the main table, whose rows do not say whose they are. */
  readonly index: number | null;
}
export const MAIN_PLACE: TablePlace = { cells: 'source_cells', texts: 'source_texts', index: null };

export function furtherPlace(index: number): TablePlace {
  return { cells: 'further_cells', texts: 'further_texts', index };
}

/** Writes the cells and the texts they refer to. */
export async function writeSourceTable(
  database: ProjectDatabase,
  table: RawTable,
  place: TablePlace,
  between: (done: number, total: number) => void,
): Promise<void> {
  const counts = table.columns.map(({ kinds }) => countFilled(kinds));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const walk = new FilledCells(table.columns);
  await database.append(
    place.cells,
    total,
    (vectors, _from, n) => {
      const [columnIndex, rowIndex, kind, value] = numbered(vectors, place, n);
      for (let i = 0; i < n; i++) {
        walk.next();
        columnIndex.setItem(i, walk.column);
        rowIndex.setItem(i, walk.row);
        kind.setItem(i, table.columns[walk.column].kinds[walk.row]);
        value.setItem(i, table.columns[walk.column].values[walk.row]);
      }
    },
    done => between(done, total),
  );
  await database.append(place.texts, table.strings.length, (vectors, from, n) => {
    const [index, isJson, text] = numbered(vectors, place, n);
    for (let i = 0; i < n; i++) {
      const [flag, stored] = storable(table.strings[from + i]);
      index.setItem(i, from + i);
      isJson.setItem(i, flag);
      text.setItem(i, stored);
    }
  });
}

/** The vectors of a row without the place of its table, which is written here. */
function numbered(vectors: readonly DuckDBVector[], { index }: TablePlace, n: number): readonly DuckDBVector[] {
  if (index === null) return vectors;
  for (let i = 0; i < n; i++) vectors[0].setItem(i, index);
  return vectors.slice(1);
}

/**
 * @throws DamagedProject when cells, texts and the stated size do not agree
 */
export async function readSourceTable(database: ProjectDatabase, size: TableSize): Promise<RawTable> {
  const building = new TableBuilder(size);
  await database.read('source_texts', (vectors, n) => {
    for (let i = 0; i < n; i++) building.addText(vectors, i);
  });
  await database.read('source_cells', (vectors, n) => {
    for (let i = 0; i < n; i++) building.addCell(vectors, i);
  });
  return building.toTable();
}

/** Reads all further tables in one pass. @throws DamagedProject as `readSourceTable` */
export async function readFurtherTables(database: ProjectDatabase, sizes: readonly TableSize[]): Promise<RawTable[]> {
  const building = sizes.map(size => new TableBuilder(size));
  const builderOf = (vector: DuckDBVector, i: number) => {
    const builder = building[numberAt(vector, i)];
    if (!builder) throw new DamagedProject('a cell lies in a table that is not there');
    return builder;
  };
  await database.read('further_texts', ([table, ...vectors], n) => {
    for (let i = 0; i < n; i++) builderOf(table, i).addText(vectors, i);
  });
  await database.read('further_cells', ([table, ...vectors], n) => {
    for (let i = 0; i < n; i++) builderOf(table, i).addCell(vectors, i);
  });
  return building.map(builder => builder.toTable());
}

export interface TableSize {
  readonly nRows: number;
  readonly nColumns: number;
  readonly nTexts: number;
}

/** One table as its texts and cells come out of the project, checked against what it says of its size. */
class TableBuilder {
  private readonly size: TableSize;
  private readonly strings: string[] = [];
  private readonly columns: (RawColumn | undefined)[];

  constructor(size: TableSize) {
    this.size = size;
    this.columns = Array.from({ length: size.nColumns });
  }

  addText([index, isJson, text]: readonly DuckDBVector[], i: number): void {
    if (index.getItem(i) !== this.strings.length) throw new DamagedProject('the texts are not in their order');
    const stored = text.getItem(i) as string;
    this.strings.push(isJson.getItem(i) === 1 ? String(JSON.parse(stored)) : stored);
  }

  addCell(vectors: readonly DuckDBVector[], i: number): void {
    placeCell(vectors, i, this.columns, this.size, this.strings.length);
  }

  toTable(): RawTable {
    const { nRows, nTexts } = this.size;
    if (this.strings.length !== nTexts) throw new DamagedProject('texts are missing');
    let empty: RawColumn | null = null;
    const columns = Array.from(this.columns, column => column ?? (empty ??= newColumn(nRows)));
    return { nRows, columns, strings: this.strings };
  }
}

function placeCell(
  vectors: readonly DuckDBVector[],
  i: number,
  columns: (RawColumn | undefined)[],
  size: { nRows: number; nColumns: number },
  nTexts: number,
): void {
  const columnIndex = numberAt(vectors[0], i);
  const row = numberAt(vectors[1], i);
  const kind = numberAt(vectors[2], i);
  const value = numberAt(vectors[3], i);
  if (columnIndex >= size.nColumns || row >= size.nRows || kind > LAST_KIND)
    throw new DamagedProject('a cell lies outside its table');
  if ((kind === CELL_TEXT || kind === CELL_ERROR) && !(value >= 0 && value < nTexts))
    throw new DamagedProject('a cell refers to a text that is not there');
  const column = (columns[columnIndex] ??= newColumn(size.nRows));
  (column.kinds as Uint8Array)[row] = kind;
  (column.values as Float64Array)[row] = value;
}

function numberAt(vector: DuckDBVector, i: number): number {
  const value: unknown = vector.getItem(i);
  if (typeof value === 'number') return value;
  throw new DamagedProject('a number is missing');
}

function newColumn(nRows: number): RawColumn {
  return { kinds: new Uint8Array(nRows).fill(CELL_EMPTY), values: new Float64Array(nRows) };
}

function countFilled(kinds: Uint8Array): number {
  let n = 0;
  for (let i = 0; i < kinds.length; i++) if (kinds[i] !== CELL_EMPTY) n++;
  return n;
}

/** DuckDB keeps UTF-8 without NUL; texts it cannot keep as they are stand as JSON. */
function storable(text: string): [flag: 0 | 1, stored: string] {
  // oxlint-disable-next-line no-control-regex
  return /\u0000|\p{Surrogate}/u.test(text) ? [1, JSON.stringify(text)] : [0, text];
}

/** Steps through the filled cells column by column. */
class FilledCells {
  column = 0;
  row = -1;
  private readonly columns: readonly RawColumn[];

  constructor(columns: readonly RawColumn[]) {
    this.columns = columns;
  }

  next(): void {
    do {
      this.row++;
      while (this.row >= this.columns[this.column].kinds.length) {
        this.column++;
        this.row = 0;
      }
    } while (this.columns[this.column].kinds[this.row] === CELL_EMPTY);
  }
}
