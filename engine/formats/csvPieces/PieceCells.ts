import type { Kernels } from '../../kernels/Kernels.ts';
import { STATE_FIELD, STATE_FROM, STATE_ROW, STATE_TO } from '../../kernels/ReadRecords.ts';
import { noteLater } from '../../kernels/typescript/readRecords.ts';
import { CELL_EMPTY, CELL_TEXT, type RawColumn } from '../../table/RawTable.ts';
import type { CellStore } from '../csv/CellStore.ts';
import type { TextCells } from '../csv/TextCells.ts';
import { LaterTextsList } from './LaterTextsList.ts';
import type { PieceSpace } from './Piece.ts';
import { SCRATCH_BYTES } from './pieceSpace.ts';

const MOST_TEXT_BYTES = 2 ** 16;

/** A text has to be read from start to end by one thread. */
export class NotInPieces extends Error {}

/** Rows of the columns that belong to a piece. */
export interface PieceRows {
  readonly columns: readonly RawColumn[];
  readonly start: number;
  readonly end: number;
}

/** The rows that a kernel fills, and where they go when there is no room for more of them. */
export class PieceCells implements CellStore {
  nRows = 0;
  private readonly kernels: Kernels;
  private readonly space: PieceSpace;
  private readonly rows: PieceRows;
  /** Bytes of a text that a kernel looks at; in its memory. */
  private readonly scratch: Uint8Array;
  private readonly nFirst: number;
  readonly later: LaterTextsList;

  /** @param nFirst texts below this are not noted as later ones */
  constructor(kernels: Kernels, space: PieceSpace, rows: PieceRows, nFirst: number) {
    this.kernels = kernels;
    this.space = space;
    this.rows = rows;
    this.scratch = space.bytes.subarray(space.bytes.length - SCRATCH_BYTES);
    this.nFirst = nFirst;
    this.later = new LaterTextsList(rows.columns.length);
  }

  readonly texts = {
    intern: (bytes: Uint8Array, from: number, to: number): number => this.intern(bytes.subarray(from, to)),
    internText: (text: string): number => this.intern(Buffer.from(text, 'utf8')),
  };

  /** A cell of the row that the kernel is at. */
  set(row: number, column: number, kind: number, value: number): void {
    const { kinds, values, nRowsOfRoom, later } = this.space;
    kinds[column * nRowsOfRoom + row] = kind;
    values[column * nRowsOfRoom + row] = value;
    if (kind === CELL_TEXT && value >= this.nFirst) noteLater(later, column, row);
  }

  clearRow(row: number): void {
    for (let column = 0; column < this.rows.columns.length; column++) this.set(row, column, CELL_EMPTY, 0);
  }

  /** Moves the kernel's rows to those before. @throws NotInPieces where there are more records than lines */
  flush(): void {
    const { kinds, values, nRowsOfRoom, state } = this.space;
    const n = state[STATE_ROW];
    const to = this.rows.start + this.nRows;
    if (to + n > this.rows.end) throw new NotInPieces();
    for (const [column, target] of this.rows.columns.entries()) {
      const from = column * nRowsOfRoom;
      target.kinds.set(kinds.subarray(from, from + n), to);
      target.values.set(values.subarray(from, from + n), to);
    }
    this.later.take(this.space.later, this.nRows, this.nRows + n);
    this.nRows += n;
    state[STATE_ROW] = 0;
  }

  private intern(bytes: Uint8Array): number {
    if (bytes.length > MOST_TEXT_BYTES) throw new NotInPieces();
    this.scratch.set(bytes);
    const text = this.kernels.internText(this.scratch, 0, bytes.length, this.space.texts);
    if (text < 0) throw new NotInPieces();
    return text;
  }
}

/** Puts a cell that the kernel has handed back in its place, and the kernel behind it. */
export function takeCell({ state, bytes }: PieceSpace, cells: TextCells): void {
  const from = state[STATE_FROM];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, state[STATE_TO] - from).toString('utf8');
  cells.addText(state[STATE_ROW], state[STATE_FIELD], text);
  state[STATE_FIELD]++;
}
