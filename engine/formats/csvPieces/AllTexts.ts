import type { CellStore } from '../csv/CellStore.ts';

/** Texts of a table that more may be added to. */
export type NumberedTexts = CellStore['texts'] & { toStrings(): string[] };

/** Texts that were numbered before; they are only looked into where another is added, as records of another width do. */
export class AllTexts implements NumberedTexts {
  private readonly strings: string[];
  private known: Map<string, number> | null = null;

  constructor(strings: string[]) {
    this.strings = strings;
  }

  intern(bytes: Uint8Array, from: number, to: number): number {
    return this.internText(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8'));
  }

  internText(text: string): number {
    this.known ??= new Map(this.strings.map((known, number) => [known, number]));
    const number = this.known.get(text) ?? this.strings.push(text) - 1;
    this.known.set(text, number);
    return number;
  }

  toStrings(): string[] {
    return this.strings;
  }
}
