import { stream } from '../../random.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';

/** Where made rows come from: each lies between two rows of the rarer outcome, which are told by their place among them. */
export interface Drawn {
  /** [made] the row it starts from */
  readonly seeds: Int32Array;
  /** [made] the neighbour that it lies towards */
  readonly mates: Int32Array;
  /** [made] how far towards it, from 0 to before 1 */
  readonly steps: Float64Array;
  readonly nNeighbors: number;
  /** [rarer outcome × nNeighbors] places of the neighbours, nearest first */
  readonly neighbours: Int32Array;
  /** [rarer outcome] rows of the training */
  readonly rare: Int32Array;
}

export interface DrawInput {
  readonly queue: ChunkQueue;
  readonly seed: number;
  /** out: seeds, mates, steps */
  readonly drawn: Drawn;
}

/** Draws what each made row lies between, chunk by chunk from a stream of its own. */
export function drawBetween({ queue, seed, drawn }: DrawInput, context: TaskContext): void {
  const { seeds, mates, steps, neighbours, nNeighbors, rare } = drawn;
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const random = stream(seed, 'smote', index);
    for (let i = rowStart; i < rowEnd; i++) {
      const place = random.below(rare.length);
      seeds[i] = place;
      mates[i] = neighbours[place * nNeighbors + random.below(nNeighbors)];
      steps[i] = random.uniform();
    }
  });
}
