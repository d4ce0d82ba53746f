import { CELL_EMPTY, CELL_ERROR, CELL_TEXT } from '../../table/RawTable.ts';

const FIRST_ROOM = 64;

/** Positions of cells that are neither texts nor gaps and could not be read as the kind of their column. */
export class UnreadCells {
  private found = new Int32Array(FIRST_ROOM);
  private n = 0;

  /**
   * @param kinds  [rows of a chunk], CELL_ constants
   * @param from   position of its first row
   */
  note(kinds: Uint8Array, from: number, isMissing: (at: number) => boolean): void {
    for (let at = 0; at < kinds.length; at++) {
      const kind = kinds[at];
      if (kind !== CELL_TEXT && kind !== CELL_EMPTY && kind !== CELL_ERROR && isMissing(at)) this.add(from + at);
    }
  }

  /** Ascending. */
  positions(): Int32Array {
    return this.found.slice(0, this.n);
  }

  private add(position: number): void {
    if (this.n === this.found.length) {
      const longer = new Int32Array(2 * this.n);
      longer.set(this.found);
      this.found = longer;
    }
    this.found[this.n++] = position;
  }
}
