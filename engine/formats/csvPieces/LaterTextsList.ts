import { LATER_LENGTH } from '../../kernels/ReadRecords.ts';
import type { LaterTexts } from './Piece.ts';

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
   */
  take(noted: Int32Array, firstRow: number): void {
    for (const [column, rows] of this.rows.entries()) {
      const at = column * LATER_LENGTH;
      const n = noted[at];
      if (n === 0) continue;
      if (n >= LATER_LENGTH) this.areMany[column] = 1;
      else for (let i = 1; i <= n; i++) rows.push(firstRow + noted[at + i]);
      noted[at] = 0;
    }
  }

  finish(): LaterTexts {
    const listed = this.rows.map((rows, column) => (this.areMany[column] === 1 ? [] : rows));
    let end = 0;
    return {
      rows: Int32Array.from(listed.flat()),
      ends: Int32Array.from(listed, rows => (end += rows.length)),
      areMany: this.areMany,
    };
  }
}
