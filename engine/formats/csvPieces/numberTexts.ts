import { kernelsFor } from '../../kernels/kernelsFor.ts';
import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { TextTable } from '../../kernels/ReadRecords.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { TextBatch } from './Piece.ts';

export interface NumberTextsInput {
  readonly arena: ArenaHandle;
  readonly batches: readonly TextBatch[];
  /** Of the pieces in order: texts that are new to the thread are new to all, or were met by another thread in a piece before. */
  readonly pieces: readonly NewTexts[];
  /** Out, shared: of each batch the number that each of its texts has in all. */
  readonly numbers: readonly Int32Array[];
  /** Out: all texts in order of first appearance. */
  readonly texts: TextTable;
  /** Working space for the largest batch, with bytes to spare. */
  readonly bytes: Uint8Array;
  readonly ends: Int32Array;
  readonly found: Int32Array;
}
export interface NewTexts {
  readonly batch: number;
  readonly firstNewText: number;
  readonly endNewText: number;
}

/** Numbers the texts of all pieces in order of first appearance. @returns false where there is no room for one */
export function numberTexts(input: NumberTextsInput, context: TaskContext): boolean {
  const { batches, numbers, texts, bytes, ends, found } = input;
  const kernels = kernelsFor(input.arena);
  for (const { batch, firstNewText: from, endNewText: to } of input.pieces) {
    context.throwIfCancelled();
    if (from === to) continue;
    const given = batches[batch];
    const before = Math.max(0, from - 1);
    const start = from === 0 ? 0 : given.ends[before];
    bytes.set(given.bytes.subarray(start, given.ends[to - 1]), start);
    ends.set(given.ends.subarray(before, to), before);
    if (kernels.internTexts({ bytes, ends, from, to, numbers: found, texts }) < 0) return false;
    numbers[batch].set(found.subarray(from, to), from);
  }
  return true;
}
