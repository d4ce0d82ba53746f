/** Where cells go: a grid, or the rows of a piece that are on their way. */
export interface CellStore {
  /** @param kind one of the CELL_ constants of `RawTable`; for a text the value is its number */
  set(row: number, column: number, kind: number, value: number): void;
  readonly texts: {
    /** The number of the text bytes[from … to - 1]. */
    intern(bytes: Uint8Array, from: number, to: number): number;
    internText(text: string): number;
  };
}
