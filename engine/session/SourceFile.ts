import type { FormatReading } from '#shared/reading';
import type { RawRead } from '../formats/defineFormat.ts';

/** A file, or one sheet of it, as it was read: its cells and what identifies it. */
export interface ReadFile {
  readonly name: string;
  /** null when the cells came out of a project and the file itself is not at hand. */
  readonly path: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly raw: RawRead;
  /** What was asked of the format: other choices need the file to be read again. */
  readonly asked: FormatReading;
}
/** The main file of a project, with the further tables that were read beside it: those the recipe uses, and those it used before. */
export interface SourceFile extends ReadFile {
  readonly further: readonly ReadFile[];
}
