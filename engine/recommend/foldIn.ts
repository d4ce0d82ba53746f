import { dot, factorTask } from './methods/invertDefinite.ts';
import type { Interactions } from './Interactions.ts';
import type { KeptFactors, LeastSquares, Ranking } from './OffersPart.ts';

/** Finds the vector of a customer from what he has. */
export type FoldIn = (owned: Interactions) => Float64Array;

/** Least ridge, as a share of the largest sum of squares of a factor, so that there is always one answer. */
const LEAST_RIDGE = 1e-12;
const LEAST_RANKING_RIDGE = 1e-6;
/** Pairs of a product that is had and one that is not; of more, every so many of those not had are taken. */
const MOST_PAIRS = 20_000;
const MOST_STEPS = 50;
const SOLVED = 1e-10;
const NEVER = { throwIfCancelled: () => undefined };

/** What finds vectors of customers for a model of factors; sums over all products are made once. Cost once: O(products · factors²). */
export function foldIn(model: KeptFactors): FoldIn {
  const { fold } = model;
  return fold.by === 'leastSquares' ? byLeastSquares(model, fold) : byRanking(model, fold);
}

/**
 * (YᵀY + λI + Σ α w y yᵀ) x = Σ (1 + α w) y over what the customer has, solved exactly by Cholesky's factor: where alternating least squares would
 * go if only this customer were found again and again. Cost: O(owned · factors² + factors³).
 * Source: Hu, Koren & Volinsky (2008), doi:10.1109/ICDM.2008.22, equation 4.
 */
function byLeastSquares({ nFactors: n, products }: KeptFactors, { ridge, alpha }: LeastSquares): FoldIn {
  const gram = new Float64Array(n * n);
  for (let y = 0; y < products.length; y += n) addSquare(gram, products, y, 1, n);
  return ({ products: owned, weights }) => {
    const matrix = gram.slice();
    const x = new Float64Array(n);
    owned.forEach((product, i) => {
      const y = product * n;
      addSquare(matrix, products, y, alpha * weights[i], n);
      for (let f = 0; f < n; f++) x[f] += (1 + alpha * weights[i]) * products[y + f];
    });
    addRidge(matrix, ridge, n);
    return owned.length === 0 ? x : solveDefinite(matrix, x, n);
  };
}

/**
 * The x with the least mean over all pairs of ln(1 + exp(−lead)) + λ/2 |x|², lead being how far the product that is had is ahead of the one that is not: what
 * drawing pairs without end would come to, with the products as they are. By Newton's steps, which are halved until they lead down.
 * Cost of a step: O(pairs · factors + products · factors² + factors³), at most 20,000 pairs.
 * Source: Rendle et al. (2009), arXiv:1205.2618.
 */
function byRanking(model: KeptFactors, { ridge }: Ranking): FoldIn {
  return ({ products: owned, nProducts }) => {
    const has = new Set(owned);
    const others = Array.from({ length: nProducts }, (_none, p) => p).filter(p => !has.has(p));
    const every = Math.max(1, Math.ceil((owned.length * others.length) / MOST_PAIRS));
    const pairs = { owned, others: Int32Array.from(others.filter((_p, i) => i % every === 0)) };
    const lambda = Math.max(ridge, LEAST_RANKING_RIDGE);
    let x: Float64Array = new Float64Array(model.nFactors);
    if (owned.length === 0 || others.length === 0) return x;
    for (let step = 0; step < MOST_STEPS; step++) {
      const { gradient, curvature } = slopes(model, pairs, lambda, x);
      if (gradient.every(slope => Math.abs(slope) < SOLVED)) return x;
      const next = descend(model, pairs, lambda, x, gradient, solveDefinite(curvature, gradient.slice(), x.length));
      if (next === null) return x;
      x = next;
    }
    return x;
  };
}

interface Pairs {
  readonly owned: Int32Array;
  readonly others: Int32Array;
}

/** Leads of all products by the vector: base and product of the vectors. */
function leadsOf({ products, base, nFactors: n }: KeptFactors, places: Int32Array, x: Float64Array): Float64Array {
  return Float64Array.from(places, p => (base ? base[p] : 0) + dot(products, p * n, x, 0, n));
}

function lossAt(model: KeptFactors, { owned, others }: Pairs, lambda: number, x: Float64Array): number {
  const [ahead, behind] = [leadsOf(model, owned, x), leadsOf(model, others, x)];
  let sum = 0;
  for (const own of ahead) for (const other of behind) sum += softPlus(other - own);
  return sum / (ahead.length * behind.length) + (lambda / 2) * dot(x, 0, x, 0, x.length);
}

/** ln(1 + exp(v)) without overflow. */
function softPlus(v: number): number {
  return Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
}

/** First and second derivatives of the loss. */
function slopes(model: KeptFactors, { owned, others }: Pairs, lambda: number, x: Float64Array) {
  const { products, nFactors: n } = model;
  const [ahead, behind] = [leadsOf(model, owned, x), leadsOf(model, others, x)];
  const share = 1 / (owned.length * others.length);
  const gradient = x.map(value => lambda * value);
  const curvature = new Float64Array(n * n);
  const [pulls, bends] = [new Float64Array(others.length), new Float64Array(others.length)];
  const mixed = new Float64Array(n);
  owned.forEach((product, i) => {
    let [pullOfOwn, bendOfOwn] = [0, 0];
    mixed.fill(0);
    for (let j = 0; j < others.length; j++) {
      const pull = 1 / (1 + Math.exp(ahead[i] - behind[j]));
      const bend = pull * (1 - pull);
      pullOfOwn += pull;
      bendOfOwn += bend;
      pulls[j] += pull;
      bends[j] += bend;
      for (let f = 0; f < n; f++) mixed[f] += bend * products[others[j] * n + f];
    }
    addTo(gradient, products, product * n, -share * pullOfOwn);
    addSquare(curvature, products, product * n, share * bendOfOwn, n);
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++)
        curvature[a * n + b] -= share * (products[product * n + a] * mixed[b] + mixed[a] * products[product * n + b]);
  });
  others.forEach((product, j) => {
    addTo(gradient, products, product * n, share * pulls[j]);
    addSquare(curvature, products, product * n, share * bends[j], n);
  });
  for (let f = 0; f < n; f++) curvature[f * n + f] += lambda;
  return { gradient, curvature };
}

/** The next x along a step, halved until the loss falls enough; null where nothing falls any more. */
function descend(
  model: KeptFactors,
  pairs: Pairs,
  lambda: number,
  x: Float64Array,
  gradient: Float64Array,
  step: Float64Array,
): Float64Array | null {
  const now = lossAt(model, pairs, lambda, x);
  const slope = dot(gradient, 0, step, 0, x.length);
  // What a step can win is less than the loss can be told to: near the end the whole step is right.
  if (slope <= 1e-12 * now) return x.map((value, f) => value - step[f]);
  for (let length = 1; length > 1e-6; length /= 2) {
    const next = x.map((value, f) => value - length * step[f]);
    if (lossAt(model, pairs, lambda, next) <= now - 1e-4 * length * slope) return next;
  }
  return null;
}

function addTo(sums: Float64Array, values: Float64Array, from: number, factor: number): void {
  for (let f = 0; f < sums.length; f++) sums[f] += factor * values[from + f];
}

/** matrix += factor · y yᵀ */
function addSquare(matrix: Float64Array, values: Float64Array, y: number, factor: number, n: number): void {
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) matrix[a * n + b] += factor * values[y + a] * values[y + b];
}

function addRidge(matrix: Float64Array, ridge: number, n: number): void {
  let most = 1;
  for (let f = 0; f < n; f++) most = Math.max(most, matrix[f * n + f]);
  for (let f = 0; f < n; f++) matrix[f * n + f] += Math.max(ridge, LEAST_RIDGE * most);
}

/** Solves a symmetric positive definite system; both arguments are written over. @returns `x` */
function solveDefinite(matrix: Float64Array, x: Float64Array, n: number): Float64Array {
  factorTask({ values: matrix, n }, NEVER);
  for (let i = 0; i < n; i++) x[i] = (x[i] - dot(matrix, i * n, x, 0, i)) / matrix[i * n + i];
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i];
    for (let j = i + 1; j < n; j++) rest -= matrix[j * n + i] * x[j];
    x[i] = rest / matrix[i * n + i];
  }
  return x;
}
