/** Texts of a table that is being put together, each once. */
export class Texts {
  readonly strings: string[] = [];
  private readonly known = new Map<string, number>();

  intern(text: string): number {
    let index = this.known.get(text);
    if (index === undefined) {
      index = this.strings.push(text) - 1;
      this.known.set(text, index);
    }
    return index;
  }

  /** [strings.length]: the number that each text of another table has here. */
  adopt(strings: readonly string[]): Int32Array {
    return Int32Array.from(strings, text => this.intern(text));
  }
}
