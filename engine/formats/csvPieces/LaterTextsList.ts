import { LATER_LENGTH } from '../../kernels/ReadRecords.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import type { LaterTexts } from './Piece.ts';

/** A column in which more than one row of so many is listed is numbered as a whole, which is then quicker; but not for the first few. */
const ROWS_OF_ONE_LISTED = 16;
const FEW_LISTED = 8;

/** Collects what a kernel has noted of one piece. */
export class LaterTextsList {
  private readonly rows: number[][];
  private readonly areMany: Uint8Array;

  constructor(nColumns: number) {
    this.rows = Array.from({ length: nColumns }, () => []);
    this.areMany = new Uint8Array(nColumns);
  }

  /**
   * @param noted  as `ReadRecords.later`, which is empty again afterwards
   * @param firstRow  what its rows are counted from
   * @param endRow  rows of the piece that have been looked at then
   */
  take(noted: Int32Array, firstRow: number, endRow: number): void {
    const most = FEW_LISTED + endRow / ROWS_OF_ONE_LISTED;
    for (const [column, rows] of this.rows.entries()) {
      const at = column * LATER_LENGTH;
      const n = noted[at];
      if (n === 0) continue;
      if (n >= LATER_LENGTH || rows.length + n > most) this.areMany[column] = 1;
      if (this.areMany[column] === 0) for (let i = 1; i <= n; i++) rows.push(firstRow + noted[at + i]);
      noted[at] = 0;
    }
  }

  finish(): LaterTexts {
    const listed = this.rows.map((rows, column) => (this.areMany[column] === 1 ? [] : rows));
    let end = 0;
    const ends = Int32Array.from(listed, rows => (end += rows.length));
    const rows = sharedInt32(end);
    for (const [column, of] of listed.entries()) rows.set(of, ends[column] - of.length);
    return { rows, ends, areMany: this.areMany };
  }
}
