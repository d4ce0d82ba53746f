import type { DuckDBVector } from '@duckdb/node-api';
import { CELL_EMPTY, CELL_ERROR, CELL_TEXT, type RawColumn, type RawTable } from '../table/RawTable.ts';
import { DamagedProject } from './DamagedProject.ts';
import type { ProjectDatabase } from './ProjectDatabase.ts';

const LAST_KIND = 5;

/** Writes the cells and the texts they refer to. */
export async function writeSourceTable(
  database: ProjectDatabase,
  table: RawTable,
  between: (done: number, total: number) => void,
): Promise<void> {
  const counts = table.columns.map(({ kinds }) => countFilled(kinds));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const walk = new FilledCells(table.columns);
  await database.append(
    'source_cells',
    total,
    ([columnIndex, rowIndex, kind, value], _from, n) => {
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
  await database.append('source_texts', table.strings.length, ([index, isJson, text], from, n) => {
    for (let i = 0; i < n; i++) {
      const [flag, stored] = storable(table.strings[from + i]);
      index.setItem(i, from + i);
      isJson.setItem(i, flag);
      text.setItem(i, stored);
    }
  });
}

/**
 * @throws DamagedProject when cells, texts and the stated size do not agree
 */
export async function readSourceTable(
  database: ProjectDatabase,
  size: { nRows: number; nColumns: number; nTexts: number },
): Promise<RawTable> {
  const strings = await readTexts(database, size.nTexts);
  const columns: (RawColumn | undefined)[] = Array.from({ length: size.nColumns });
  await database.read('source_cells', (vectors, n) => {
    for (let i = 0; i < n; i++) placeCell(vectors, i, columns, size, strings.length);
  });
  let empty: RawColumn | null = null;
  const table = Array.from(columns, column => column ?? (empty ??= newColumn(size.nRows)));
  return { nRows: size.nRows, columns: table, strings };
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

async function readTexts(database: ProjectDatabase, nTexts: number): Promise<string[]> {
  const strings: string[] = [];
  await database.read('source_texts', ([index, isJson, text], n) => {
    for (let i = 0; i < n; i++) {
      if (index.getItem(i) !== strings.length) throw new DamagedProject('the texts are not in their order');
      const stored = text.getItem(i) as string;
      strings.push(isJson.getItem(i) === 1 ? String(JSON.parse(stored)) : stored);
    }
  });
  if (strings.length !== nTexts) throw new DamagedProject('texts are missing');
  return strings;
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
