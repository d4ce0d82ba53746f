import { CELL_EMPTY, type RawColumn } from '../../table/RawTable.ts';
import type { CellStore } from '../csv/CellStore.ts';
import { CsvScanner } from '../csv/CsvScanner.ts';
import { commonWidth } from '../csv/dialect.ts';
import { addRecord, type Shape } from '../csv/oddRecord.ts';
import type { SpecialColumns } from '../csv/SpecialColumns.ts';
import { TextCells } from '../csv/TextCells.ts';
import type { RejectedRecord } from '../csv/TextRead.ts';
import type { OddRecord, Piece, TextInPieces } from './Piece.ts';

/** What the records have in common; null when most are not as wide as those at the start of the text. */
export function shapeOf(pieces: readonly Piece[], nRecords: number, text: TextInPieces): Shape | null {
  const { nColumns, dialect } = text;
  const widths = new Map<number, number>();
  const odd = inAll(pieces);
  for (const { width } of odd) if (width > 0) widths.set(width, (widths.get(width) ?? 0) + 1);
  if (nRecords > odd.length) widths.set(nColumns, nRecords - odd.length);
  if (commonWidth(widths) !== nColumns || nRecords === odd.length) return null;
  // The first row that is not in the list, which is in the order of rows.
  let firstFull = 0;
  while (odd[firstFull]?.row === firstFull) firstFull++;
  return { nColumns, firstFull, dialect };
}

export interface WithOddRecords {
  /** Rows down to the last value. */
  readonly nRows: number;
  readonly columns: readonly RawColumn[];
  readonly rejected: readonly RejectedRecord[];
  readonly commas: ReadonlyMap<number, number>;
}

/** Puts records of another width in their rows, which are empty, or on the list of those left out. */
export function addOddRecords(
  pieces: readonly Piece[],
  columns: readonly RawColumn[],
  texts: CellStore['texts'],
  shape: Shape,
  special: SpecialColumns,
): WithOddRecords {
  const store: CellStore = {
    texts,
    set: (row, column, kind, value) => {
      columns[column].kinds[row] = kind;
      columns[column].values[row] = value;
    },
  };
  const cells = new TextCells(store, shape.dialect, special);
  for (const piece of pieces)
    for (const [column, n] of piece.commas) cells.commas.set(column, (cells.commas.get(column) ?? 0) + n);
  const rejected: RejectedRecord[] = [];
  const scanner = new CsvScanner(shape.dialect, '', () => undefined);
  for (const { row, width, bytes } of inAll(pieces)) {
    if (width === 0) continue;
    scanner.recordAt(bytes, 0, bytes.length, true);
    addRecord(scanner.record, row, shape, cells, rejected);
  }
  return { ...withoutEmptyEnd(columns), rejected, commas: cells.commas };
}

/** Odd records of all pieces, their rows counted from the start of the text. */
function inAll(pieces: readonly Piece[]): OddRecord[] {
  const found: OddRecord[] = [];
  let before = 0;
  for (const { odd, nRows } of pieces) {
    for (const record of odd) found.push({ ...record, row: before + record.row });
    before += nRows;
  }
  return found;
}

/** A table ends with its last value. */
function withoutEmptyEnd(columns: readonly RawColumn[]): { nRows: number; columns: readonly RawColumn[] } {
  const length = columns[0].kinds.length;
  let nRows = length;
  while (nRows > 0 && columns.every(({ kinds }) => kinds[nRows - 1] === CELL_EMPTY)) nRows--;
  const isFilled = ({ kinds }: RawColumn) => kinds.subarray(0, nRows).some(kind => kind !== CELL_EMPTY);
  const used = columns.slice(0, columns.findLastIndex(isFilled) + 1);
  if (nRows === length) return { nRows, columns: used };
  const fitted = ({ kinds, values }: RawColumn) => ({
    kinds: kinds.subarray(0, nRows),
    values: values.subarray(0, nRows),
  });
  return { nRows, columns: used.map(fitted) };
}
