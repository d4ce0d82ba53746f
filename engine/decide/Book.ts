import type { Scored } from '../scoring/Scored.ts';
import type { Imported } from '../import/Imported.ts';
import type { Segmented } from '../segments/Segmented.ts';

/** Scored customers, with their segments where they are grouped. */
export interface Book {
  readonly imported: Imported;
  readonly scored: Scored;
  readonly segmented: Segmented | null;
}
