import type { FormatReading } from '#shared/reading';
import type { RawRead } from '../formats/defineFormat.ts';

/** A file as it was read: its cells and what identifies it. */
export interface SourceFile {
  readonly name: string;
  /** null when the cells came out of a project and the file itself is not at hand. */
  readonly path: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly raw: RawRead;
  /** What was asked of the format: other choices need the file to be read again. */
  readonly asked: FormatReading;
}
