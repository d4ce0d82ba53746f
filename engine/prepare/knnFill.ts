import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';

/** Replaced by the kernel once it is there. */
export async function knnFill(donors: Matrix, x: Matrix, nNeighbors: number, run: Run): Promise<Float64Array> {
  const p = x.nColumns;
  const out = Float64Array.from(x.values);
  const distance = new Float64Array(donors.nRows);
  for (let i = 0; i < x.nRows; i++) {
    run.throwIfCancelled();
    for (let d = 0; d < donors.nRows; d++) {
      let sum = 0;
      let both = 0;
      for (let j = 0; j < p; j++) {
        const diff = x.values[i * p + j] - donors.values[d * p + j];
        if (Number.isNaN(diff)) continue;
        sum += diff * diff;
        both++;
      }
      distance[d] = both > 0 ? Math.sqrt((p / both) * sum) : NaN;
    }
    const order = Array.from(distance.keys())
      .filter(d => !Number.isNaN(distance[d]))
      .sort((a, b) => distance[a] - distance[b] || a - b);
    for (let j = 0; j < p; j++) {
      if (!Number.isNaN(x.values[i * p + j])) continue;
      const near = order.filter(d => !Number.isNaN(donors.values[d * p + j])).slice(0, nNeighbors);
      out[i * p + j] = near.length > 0 ? near.reduce((sum, d) => sum + donors.values[d * p + j], 0) / near.length : 0;
    }
  }
  return out;
}
