import { PartProblem } from '../xlsx/problems.ts';

const WIDE = 1;
const EXTENDED = 4;
const RICH = 8;

/**
 * Reads numbers and texts from a record and the CONTINUE records behind it. A text that goes on in the next block tells there anew
 * whether its characters have one byte or two. Source: [MS-XLS] sections 2.4.58 and 2.5.293.
 */
export class BlockReader {
  private readonly blocks: readonly Buffer[];
  private block = 0;
  private at = 0;

  constructor(blocks: readonly Buffer[], at = 0) {
    this.blocks = blocks;
    this.at = at;
    this.settle();
  }

  get isAtEnd(): boolean {
    return this.block >= this.blocks.length;
  }

  uint8(): number {
    this.need();
    const value = this.blocks[this.block][this.at++];
    this.settle();
    return value;
  }
  uint16(): number {
    return this.uint8() | (this.uint8() << 8);
  }
  uint32(): number {
    return this.uint16() + this.uint16() * 65_536;
  }
  skip(bytes: number): void {
    for (let left = bytes; left > 0;) {
      this.need();
      const step = Math.min(left, this.blocks[this.block].length - this.at);
      this.at += step;
      left -= step;
      this.settle();
    }
  }

  /** A text whose formatting runs and phonetics are left out. */
  text(nCharacters: number): string {
    const flags = this.uint8();
    const runs = flags & RICH ? this.uint16() : 0;
    const extension = flags & EXTENDED ? this.uint32() : 0;
    const text = this.characters(nCharacters, (flags & WIDE) !== 0);
    this.skip(runs * 4 + extension);
    return text;
  }

  private characters(nCharacters: number, wide: boolean): string {
    let text = '';
    let isWide = wide;
    for (let left = nCharacters; left > 0;) {
      this.need();
      const bytes = this.blocks[this.block];
      const step = Math.min(left, (bytes.length - this.at) >> (isWide ? 1 : 0));
      const end = this.at + (isWide ? step * 2 : step);
      text += bytes.toString(isWide ? 'utf16le' : 'latin1', this.at, end);
      left -= step;
      if (left === 0) {
        this.at = end;
        this.settle();
        break;
      }
      this.block++;
      this.at = 0;
      this.settle();
      isWide = (this.uint8() & WIDE) !== 0;
    }
    return text;
  }

  private settle(): void {
    while (this.block < this.blocks.length && this.at >= this.blocks[this.block].length) {
      this.block++;
      this.at = 0;
    }
  }
  private need(): void {
    if (this.isAtEnd) throw new PartProblem('a text is cut off');
  }
}
