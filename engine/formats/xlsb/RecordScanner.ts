import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { PartLimit, PartProblem } from '../xlsx/problems.ts';

/** Bytes of the longest record head: two of type, four of size. */
const HEAD_BYTES = 6;

/** Takes one record; its data is bytes[from … to - 1], valid only while it is handed over. False ends the scan. */
export type OnRecord = (type: number, bytes: Buffer, from: number, to: number) => boolean;

/** Cuts a part that arrives in pieces into records. Source: [MS-XLSB] section 2.1.4. */
export class RecordScanner {
  isDone = false;
  private work = Buffer.alloc(0);
  private readonly onRecord: OnRecord;

  constructor(onRecord: OnRecord) {
    this.onRecord = onRecord;
  }

  feed(piece: Uint8Array): void {
    if (this.isDone) return;
    this.work = this.work.length > 0 ? Buffer.concat([this.work, piece]) : Buffer.from(piece);
    let at = 0;
    for (let next = this.record(at); next >= 0 && !this.isDone; next = this.record(at)) at = next;
    this.work = this.work.subarray(at);
  }

  /** @throws PartProblem when the part ends inside a record */
  finish(): void {
    if (!this.isDone && this.work.length > 0) throw new PartProblem('it ends inside a record');
  }

  /** The place behind the record at `at`, or -1 when it is not complete. */
  private record(start: number): number {
    const { work } = this;
    let at = start;
    if (at >= work.length) return -1;
    let type = work[at++];
    if (type & 0x80) type = (type & 0x7f) | ((work[at++] & 0x7f) << 7);
    let size = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (at >= work.length) return -1;
      const byte = work[at++];
      size |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) break;
    }
    if (size + HEAD_BYTES > XLSX_LIMITS.elementBytes) throw new PartLimit('one record', '4 MB', 'more');
    if (at + size > work.length) return -1;
    this.isDone = !this.onRecord(type, work, at, at + size);
    return at + size;
  }
}

/** A text with its length in front. @throws PartProblem when the record does not hold it */
export function wideText(bytes: Buffer, at: number, to: number): string {
  const nCharacters = at + 4 <= to ? bytes.readUInt32LE(at) : Infinity;
  if (nCharacters === 0xffffffff) return '';
  const end = at + 4 + nCharacters * 2;
  if (end > to) throw new PartProblem('a text is cut off');
  return bytes.toString('utf16le', at + 4, end);
}
