import { CHUNK_ROWS } from '../../workers/Pool.ts';
import type { TaskContext } from '../../workers/Task.ts';

/** Where made rows come from: each lies between two rows of the training. */
export interface Drawn {
  /** [made] row it starts from, as a row of the training and as one of the rarer outcome */
  readonly seeds: Int32Array;
  readonly seedPlaces: Int32Array;
  /** [made] the neighbour that it lies towards, as a row of the training */
  readonly mates: Int32Array;
  /** [made] how far towards it, from 0 to before 1 */
  readonly steps: Float64Array;
  readonly nNeighbors: number;
  /** [rarer outcome × nNeighbors] places of the neighbours, nearest first */
  readonly neighbours: Int32Array;
  /** [rarer outcome] rows of the training */
  readonly rare: Int32Array;
}
export interface SynthesiseInput {
  readonly drawn: Drawn;
  /** in [nRows] numbers, NaN for a gap; or codes, negative for one */
  readonly values: Float64Array | Int32Array;
  /** out [nRows + made] the rows there are, and those that are made */
  readonly out: Float64Array | Int32Array;
}

/** One feature of made rows: numbers between the two rows, and the category that most of the neighbours have. */
export function synthesise({ drawn, values, out }: SynthesiseInput, context: TaskContext): void {
  out.set(values);
  const makeRow = values instanceof Float64Array ? between : commonest;
  for (let from = 0; from < drawn.seeds.length; from += CHUNK_ROWS) {
    context.throwIfCancelled();
    const to = Math.min(drawn.seeds.length, from + CHUNK_ROWS);
    for (let i = from; i < to; i++) out[values.length + i] = makeRow(values, drawn, i);
  }
}

/** Of a gap and a number the number is taken; of two gaps a gap. */
function between(values: Float64Array | Int32Array, { seeds, mates, steps }: Drawn, i: number): number {
  const start = values[seeds[i]];
  const end = values[mates[i]];
  if (start !== start) return end;
  return end === end ? start + steps[i] * (end - start) : start;
}

/** A gap counts as a category; of several that are as frequent the one of the nearest neighbour. */
function commonest(
  codes: Float64Array | Int32Array,
  { neighbours, seedPlaces, rare, nNeighbors }: Drawn,
  i: number,
): number {
  const first = seedPlaces[i] * nNeighbors;
  let best = -1;
  let most = 0;
  for (let a = first; a < first + nNeighbors; a++) {
    const code = codes[rare[neighbours[a]]];
    let count = 0;
    for (let b = first; b < first + nNeighbors; b++) if (codes[rare[neighbours[b]]] === code) count++;
    if (count <= most) continue;
    most = count;
    best = code;
  }
  return best;
}
