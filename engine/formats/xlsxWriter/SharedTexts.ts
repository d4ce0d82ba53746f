import { textElement } from './xmlText.ts';

/** Beyond these a text stands in its own cell, so that memory does not grow with the rows. */
const MAX_TEXTS = 65_536;
const MAX_LENGTH = 256;

/** Texts that cells refer to by number, in the order in which they were first met. */
export class SharedTexts {
  private readonly indices = new Map<string, number>();
  private uses = 0;

  /** @returns the number of the text, or -1 when it has to stand in the cell */
  index(text: string): number {
    const known = this.indices.get(text);
    if (known !== undefined) {
      this.uses++;
      return known;
    }
    if (this.indices.size >= MAX_TEXTS || text.length > MAX_LENGTH) return -1;
    this.uses++;
    this.indices.set(text, this.indices.size);
    return this.indices.size - 1;
  }

  *part(): Generator<string> {
    yield (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.uses}" uniqueCount="${this.indices.size}">`
    );
    for (const text of this.indices.keys()) yield `<si>${textElement(text)}</si>`;
    yield '</sst>';
  }
}
