import { PartProblem } from '../xlsx/problems.ts';

/** Record types that are looked at. Source: [MS-XLS] section 2.3.2; those of BIFF5 have the same numbers. */
export const RECORD = {
  formula: 0x06,
  endOfFile: 0x0a,
  dateMode: 0x22,
  filePass: 0x2f,
  continue: 0x3c,
  codePage: 0x42,
  boundSheet: 0x85,
  multipleRk: 0xbd,
  richString: 0xd6,
  cellFormat: 0xe0,
  sharedStrings: 0xfc,
  labelShared: 0xfd,
  dimensions: 0x200,
  number: 0x203,
  label: 0x204,
  booleanOrError: 0x205,
  string: 0x207,
  row: 0x208,
  rk: 0x27e,
  formula4: 0x406,
  format: 0x41e,
  begin: 0x809,
} as const;

/** One record in the stream it was found in; valid only until the next one. */
export class Records {
  type = 0;
  /** First byte of the record's data, and the byte behind it. */
  from = 0;
  to = 0;
  readonly bytes: Buffer;
  private next: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.next = at;
  }

  get length(): number {
    return this.to - this.from;
  }

  /** Goes to the next record; false at the end of the stream. @throws PartProblem for a record that is cut off */
  advance(): boolean {
    const { bytes, next } = this;
    if (next + 4 > bytes.length) return false;
    this.type = bytes.readUInt16LE(next);
    this.from = next + 4;
    this.to = this.from + bytes.readUInt16LE(next + 2);
    if (this.to > bytes.length) throw new PartProblem('it ends inside a record');
    this.next = this.to;
    return true;
  }

  /** The data of this record and of the CONTINUE records behind it, which are passed over. */
  blocks(): Buffer[] {
    const blocks = [this.bytes.subarray(this.from, this.to)];
    while (this.next + 4 <= this.bytes.length && this.bytes.readUInt16LE(this.next) === RECORD.continue) {
      this.advance();
      blocks.push(this.bytes.subarray(this.from, this.to));
    }
    return blocks;
  }
}
