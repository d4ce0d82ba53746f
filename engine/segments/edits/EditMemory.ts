import type { SegmentEdit } from '#shared/recipe';
import type { Evidence } from '../Clustered.ts';
import type { Edited } from './EditableGrouping.ts';

interface Remembered {
  readonly edited: Edited;
  /** Undefined until it was measured; null where the book is too large for it. */
  measured?: Evidence | null;
}
/** Each is as large as the labels of the book. */
const KEPT = 8;

/** What merges and splits of one clustering made, so that the next change goes on from there. */
export class EditMemory {
  private readonly made = new Map<string, Remembered>();

  /** What these changes made, the last of them included. */
  get(edits: readonly SegmentEdit[]): Remembered | undefined {
    return this.made.get(JSON.stringify(edits));
  }

  set(edits: readonly SegmentEdit[], edited: Edited): void {
    this.made.set(JSON.stringify(edits), { edited });
    for (const oldest of this.made.keys()) {
      if (this.made.size <= KEPT) break;
      this.made.delete(oldest);
    }
  }
}
