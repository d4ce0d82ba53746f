import type { Run } from '../../jobs/Run.ts';
import { exponential, naturalLog } from '../../kernels/typescript/exponential.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import type { Answered } from './Calibrated.ts';

/** Probabilities nearer to 0 or 1 than this are taken for it, so that their logit is finite. */
const LEAST = 1e-12;
const MOST_STEPS = 100;
const MOST_HALVINGS = 40;
const TOLERANCE = 1e-10;
/** Added to the second derivatives, so that they can be inverted when all answers are the same. */
const RIDGE = 1e-12;

export interface Sigmoid {
  readonly a: number;
  readonly b: number;
}

/** Log-odds of a probability, finite. */
export function logitOf(p: number): number {
  const inside = Math.min(1 - LEAST, Math.max(LEAST, p));
  return naturalLog(inside) - naturalLog(1 - inside);
}

/**
 * Platt's sigmoid over the log-odds of the answers, 1 / (1 + e^(a f + b)), by maximum likelihood on his smoothed targets: (N₊ + 1) / (N₊ + 2) for an event
 * and 1 / (N₋ + 2) for the others, N counted by weight. The same optimum as scikit-learn's sigmoid calibration of log-odds.
 * Cost: a pass over the rows per step, about six. @throws Cancelled
 * Source: Lin, Lin & Weng (2007), doi:10.1007/s10994-007-5018-6.
 */
export async function fitSigmoid(answered: Answered, run: Run): Promise<Sigmoid> {
  const { p, y, weights } = answered;
  const logits = p.map(logitOf);
  const count = [0, 0];
  for (let row = 0; row < y.length; row++) count[y[row]] += weights === null ? 1 : weights[row];
  const targets = { event: (count[1] + 1) / (count[1] + 2), other: 1 / (count[0] + 2) };
  const look = (at: Sigmoid) => likelihood({ logits, y, weights, targets }, at, run);
  let at: Sigmoid = { a: 0, b: Math.log((count[0] + 1) / (count[1] + 1)) };
  let now = await look(at);
  for (let step = 0; step < MOST_STEPS; step++) {
    const determinant = now.aa * now.bb - now.ab * now.ab;
    const da = -(now.bb * now.ga - now.ab * now.gb) / determinant;
    const db = -(now.aa * now.gb - now.ab * now.ga) / determinant;
    if (!(Math.max(Math.abs(da), Math.abs(db)) > TOLERANCE)) break;
    const slope = da * now.ga + db * now.gb;
    let length = 1;
    let next = await look({ a: at.a + da, b: at.b + db });
    for (let i = 0; i < MOST_HALVINGS && !(next.loss <= now.loss + 1e-4 * length * slope + 1e-13 * now.loss); i++) {
      length /= 2;
      next = await look({ a: at.a + length * da, b: at.b + length * db });
    }
    at = { a: at.a + length * da, b: at.b + length * db };
    now = next;
  }
  return at;
}

interface Smoothed {
  readonly logits: Float64Array;
  readonly y: Uint8Array;
  readonly weights: Float64Array | null;
  readonly targets: { readonly event: number; readonly other: number };
}

/** Loss with its derivatives by a and b. */
async function likelihood({ logits, y, weights, targets }: Smoothed, { a, b }: Sigmoid, run: Run) {
  const sum = { loss: 0, ga: 0, gb: 0, aa: RIDGE, ab: 0, bb: RIDGE };
  for (let from = 0; from < logits.length; from += CHUNK_ROWS) {
    if (from > 0 && (from / CHUNK_ROWS) % 8 === 0) await new Promise<void>(resolve => setImmediate(resolve));
    run.throwIfCancelled();
    const to = Math.min(logits.length, from + CHUNK_ROWS);
    for (let row = from; row < to; row++) {
      const f = logits[row];
      const off = a * f + b;
      const weight = weights === null ? 1 : weights[row];
      const target = y[row] === 1 ? targets.event : targets.other;
      const q = exponential(-Math.abs(off));
      const p = off >= 0 ? q / (1 + q) : 1 / (1 + q);
      sum.loss += weight * ((off >= 0 ? target * off : (target - 1) * off) + naturalLog(1 + q));
      const residual = weight * (target - p);
      const curve = (weight * q) / ((1 + q) * (1 + q));
      sum.ga += residual * f;
      sum.gb += residual;
      sum.aa += curve * f * f;
      sum.ab += curve * f;
      sum.bb += curve;
    }
  }
  return sum;
}

export function applySigmoid({ a, b }: Sigmoid, p: number): number {
  const off = a * logitOf(p) + b;
  const q = exponential(-Math.abs(off));
  return off >= 0 ? q / (1 + q) : 1 / (1 + q);
}
