import type { TaskContext } from '../../workers/Task.ts';
import { LINES_GIVEN_UP, LINES_NOT_KNOWN, type PieceLines } from './Piece.ts';
import { NotInPieces } from './PieceCells.ts';

const WAIT_MS = 20;

/** How many lines there are before a piece: threads count those of each before they read its cells, and tell each other. */
export class LinesBefore {
  private readonly lines: PieceLines;
  private readonly context: TaskContext;
  private counted = 0;
  private nLines = 0;

  constructor(lines: PieceLines, context: TaskContext) {
    this.lines = lines;
    this.context = context;
  }

  tell(index: number, nLines: number): void {
    Atomics.store(this.lines, index, nLines + 1);
    Atomics.notify(this.lines, index);
  }

  /** Pieces are taken in order, so that those before are in work; rising from call to call. @throws NotInPieces where one was given up */
  of(index: number): number {
    for (; this.counted < index; this.counted++) this.nLines += this.wait(this.counted);
    return this.nLines;
  }

  /** So that no thread waits for what this one will not count. */
  giveUp(): void {
    for (let index = 0; index < this.lines.length; index++) {
      Atomics.compareExchange(this.lines, index, LINES_NOT_KNOWN, LINES_GIVEN_UP);
      Atomics.notify(this.lines, index);
    }
  }

  private wait(index: number): number {
    for (;;) {
      const known = Atomics.load(this.lines, index);
      if (known === LINES_GIVEN_UP) throw new NotInPieces();
      if (known !== LINES_NOT_KNOWN) return known - 1;
      this.context.throwIfCancelled();
      Atomics.wait(this.lines, index, LINES_NOT_KNOWN, WAIT_MS);
    }
  }
}
