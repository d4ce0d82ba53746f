import { solve, type Cholesky } from './Cholesky.ts';

const MOST_PAIRS = 20;

interface Pair {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly product: number;
}

/**
 * Directions of descent: the inverse of known second derivatives, corrected by how the gradient turned along the steps since.
 * Source: Liu & Nocedal (1989), doi:10.1007/BF01589116.
 */
export class Steps {
  /** The factor of second derivatives, or the scale of a step where there are none. */
  private metric: Cholesky | number;
  private pairs: Pair[] = [];
  /** Steps since second derivatives were last looked at. */
  count = 0;
  /** How far at most a parameter has moved since. */
  moved = 0;

  constructor(metric: Cholesky | number) {
    this.metric = metric;
  }

  restart(metric: Cholesky | number): void {
    this.metric = metric;
    this.pairs = [];
    this.count = 0;
    this.moved = 0;
  }

  /** The factor of the second derivatives; null where there are none. */
  get factor(): Cholesky | null {
    return typeof this.metric === 'number' ? null : this.metric;
  }

  learn(to: Float64Array, from: Float64Array, gradient: Float64Array, before: Float64Array): void {
    this.count++;
    const moved = to.map((value, i) => value - from[i]);
    this.moved += moved.reduce((most, off) => Math.max(most, Math.abs(off)), 0);
    const turned = gradient.map((value, i) => value - before[i]);
    const product = dot(moved, turned);
    // Otherwise rounding is all that is left of it.
    if (!(product > 1e-14 * Math.sqrt(dot(moved, moved) * dot(turned, turned)))) return;
    this.pairs.push({ moved, turned, product });
    if (this.pairs.length > MOST_PAIRS) this.pairs.shift();
  }

  direction(gradient: Float64Array): Float64Array {
    const q = Float64Array.from(gradient);
    const shares = this.pairs.map(() => 0);
    for (let i = this.pairs.length - 1; i >= 0; i--) {
      const { moved, turned, product } = this.pairs[i];
      shares[i] = dot(moved, q) / product;
      addTimes(q, turned, -shares[i]);
    }
    const step = this.applyMetric(q);
    this.pairs.forEach(({ moved, turned, product }, i) =>
      addTimes(step, moved, shares[i] - dot(turned, step) / product),
    );
    return step.map(value => -value);
  }

  private applyMetric(q: Float64Array): Float64Array {
    if (typeof this.metric !== 'number') return solve(this.metric, q);
    const last = this.pairs.at(-1);
    const scale = last ? last.product / dot(last.turned, last.turned) : this.metric;
    return q.map(value => value * scale);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addTimes(to: Float64Array, from: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] += times * from[i];
}
