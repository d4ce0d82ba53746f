import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Found } from './nearestTask.ts';

export interface SettleInput {
  /** Over the rows. */
  readonly queue: ChunkQueue;
  /** [places] rows by their place */
  readonly rows: Int32Array;
  readonly nNeighbors: number;
  /** What each thread found; the nearest of a row are among them all. */
  readonly found: readonly Found[];
  /** out [rows × nNeighbors] the nearest rows of each, nearest first */
  readonly neighbours: Int32Array;
}

/** Of what several threads found the nearest, each once, by distance and then by row. */
export function settleNearest({ queue, rows, nNeighbors, found, neighbours }: SettleInput, context: TaskContext): void {
  const next = new Int32Array(found.length);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let place = rowStart; place < rowEnd; place++) {
      next.fill(place * nNeighbors);
      const out = rows[place] * nNeighbors;
      for (let k = 0; k < nNeighbors; k++) {
        let best = 0;
        for (let other = 1; other < found.length; other++) {
          const [a, b] = [found[best], found[other]];
          const less = b.distances[next[other]] - a.distances[next[best]];
          if (less < 0 || (less === 0 && rows[b.nearest[next[other]]] < rows[a.nearest[next[best]]])) best = other;
        }
        const taken = found[best].nearest[next[best]];
        neighbours[out + k] = rows[taken];
        for (let other = 0; other < found.length; other++)
          if (found[other].nearest[next[other]] === taken) next[other]++;
      }
    }
  });
}
