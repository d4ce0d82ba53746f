/** Cells that are drawn anew in one frame: text is shaped and laid out in about 15 ms then, on a slow machine. */
const CELLS_PER_FRAME = 180;

/** What a row would show. */
export interface RowContent {
  readonly slot: number;
  readonly index: number;
  /** Whether its cells are known; rows that are not wait until they are. */
  readonly isKnown: boolean;
  readonly version: string;
  readonly firstColumn: number;
  readonly lastColumn: number;
}
/** `drawn`: the row shows its content; `late`: for one more frame what it showed a moment ago; `blank`: nothing, its cells belong to another row. */
export type RowState = 'drawn' | 'late' | 'blank';

/**
 * Decides which rows are drawn in this frame. When more of them changed than can be drawn without the interface standing still, as after a
 * jump, the rest waits for the next frames. It decides only about time: a row that may be drawn is always drawn with what it has to show.
 */
export class RowFill {
  /** Whether some rows wait for the next frame. */
  isBehind = false;
  private readonly shown = new Map<number, RowContent>();
  private left = CELLS_PER_FRAME;

  /** Before the rows of a frame are asked about. */
  startFrame(): void {
    this.isBehind = false;
    this.left = CELLS_PER_FRAME;
  }

  state(row: RowContent, isUrgent: boolean): RowState {
    if (!row.isKnown && !isUrgent) {
      this.shown.delete(row.slot);
      return 'blank';
    }
    const before = this.shown.get(row.slot);
    const cost = costOf(row, before);
    if (cost > 0 && this.left <= 0 && !isUrgent) {
      this.isBehind = true;
      return before?.index === row.index ? 'late' : 'blank';
    }
    this.left -= cost;
    this.shown.set(row.slot, row);
    return 'drawn';
  }
}

function costOf(row: RowContent, before: RowContent | undefined): number {
  const cells = row.lastColumn - row.firstColumn + 2;
  if (!before || before.index !== row.index || before.version !== row.version) return cells;
  const kept = Math.min(row.lastColumn, before.lastColumn) - Math.max(row.firstColumn, before.firstColumn) + 2;
  return cells - Math.max(1, kept);
}
