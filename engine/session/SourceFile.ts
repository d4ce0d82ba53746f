import type { RawRead } from '../formats/defineFormat.ts';

/** A file as it was read: its cells and what identifies it. */
export interface SourceFile {
  readonly name: string;
  /** null when the cells came out of a project and the file itself is not at hand. */
  readonly path: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly raw: RawRead;
  /** The sheet that was asked for (null: the one that looks most like a table). */
  readonly askedSheet: string | null;
}
