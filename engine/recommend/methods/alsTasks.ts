import type { AlsRows } from '../../kernels/AlsCalls.ts';
import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';

export interface AlsGramInput {
  readonly handle: ArenaHandle;
  readonly source: Float64Array;
  readonly width: number;
  /** out [chunks × width × width] */
  readonly parts: Float64Array;
  readonly queue: ChunkQueue;
}
export interface AlsRowsInput extends Omit<AlsRows, 'rowStart' | 'rowEnd'> {
  readonly handle: ArenaHandle;
  readonly queue: ChunkQueue;
}

export function alsGramTask({ handle, source, width, parts, queue }: AlsGramInput, context: TaskContext): void {
  const kernels = kernelsFor(handle);
  const size = width * width;
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const sums = parts.subarray(index * size, (index + 1) * size).fill(0);
    kernels.alsGram({ source, sums, rowStart, rowEnd, width });
  });
}

export function alsRowsTask({ handle, queue, ...call }: AlsRowsInput, context: TaskContext): void {
  const kernels = kernelsFor(handle);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => kernels.alsRows({ ...call, rowStart, rowEnd }));
}
