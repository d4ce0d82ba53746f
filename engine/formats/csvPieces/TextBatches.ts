import type { TextAndDayTable } from '../../kernels/ReadRecords.ts';
import { sharedInt32, sharedUint8 } from '../../table/Matrix.ts';
import { beginTexts, type FirstTexts } from './firstTexts.ts';
import type { TextBatch } from './Piece.ts';
import { FULL_TEXT_BYTES, FULL_TEXTS } from './pieceSpace.ts';

/** The texts that one thread meets: kept from piece to piece, since most come again, and begun anew before there are too many. */
export class TextBatches {
  private readonly finished: TextBatch[] = [];
  private readonly texts: TextAndDayTable;
  private readonly first: FirstTexts;

  /** @param first what every batch begins with */
  constructor(texts: TextAndDayTable, first: FirstTexts) {
    this.texts = texts;
    this.first = first;
    this.begin();
  }

  /** Where the texts of the next piece go. */
  next(): { batch: number; firstNewText: number } {
    const { size } = this.texts;
    if (size[0] > FULL_TEXTS || size[1] > FULL_TEXT_BYTES) {
      this.end();
      this.begin();
    }
    return { batch: this.finished.length, firstNewText: size[0] };
  }

  finish(): readonly TextBatch[] {
    this.end();
    return this.finished;
  }

  private begin(): void {
    beginTexts(this.texts, this.first);
  }

  private end(): void {
    const { heap, ends, size } = this.texts;
    const batch = { bytes: sharedUint8(size[1]), ends: sharedInt32(size[0]) };
    batch.bytes.set(heap.subarray(0, size[1]));
    batch.ends.set(ends.subarray(0, size[0]));
    this.finished.push(batch);
  }
}
