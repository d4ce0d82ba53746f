import { CHUNK_ROWS } from '../../workers/Pool.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Drawn } from './drawTask.ts';

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
  const made = out.subarray(values.length);
  // Values of the rarer outcome one after the other stay in the cache, where those of all rows would not.
  const own = values instanceof Float64Array ? numbersOf(values, drawn.rare) : modes(values, drawn);
  for (let from = 0; from < made.length; from += CHUNK_ROWS) {
    context.throwIfCancelled();
    const to = Math.min(made.length, from + CHUNK_ROWS);
    if (own instanceof Float64Array) makeNumbers(own, drawn, made, from, to);
    else for (let i = from; i < to; i++) made[i] = own[drawn.seeds[i]];
  }
}

function numbersOf(values: Float64Array, rows: Int32Array): Float64Array {
  const own = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) own[i] = values[rows[i]];
  return own;
}

/** Of a gap and a number the number is taken; of two gaps a gap. */
function makeNumbers(
  own: Float64Array,
  { seeds, mates, steps }: Drawn,
  made: Float64Array | Int32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const start = own[seeds[i]];
    const end = own[mates[i]];
    const between = start + steps[i] * (end - start);
    if (start !== start) made[i] = end;
    else made[i] = end === end ? between : start;
  }
}

/** The commonest category among the neighbours of each row. A gap counts as a category; of several that are as frequent the one of the nearest neighbour. */
function modes(codes: Int32Array, { neighbours, rare, nNeighbors }: Drawn): Int32Array {
  const commonest = new Int32Array(rare.length);
  for (let place = 0; place < rare.length; place++) {
    const first = place * nNeighbors;
    let most = 0;
    for (let a = first; a < first + nNeighbors; a++) {
      const code = codes[rare[neighbours[a]]];
      let count = 0;
      for (let b = first; b < first + nNeighbors; b++) if (codes[rare[neighbours[b]]] === code) count++;
      if (count <= most) continue;
      most = count;
      commonest[place] = code;
    }
  }
  return commonest;
}
