const GOLDEN = (3 - Math.sqrt(5)) / 2;
const MAX_ITER = 500;

/** Where the minimum is being looked for. */
interface Search {
  low: number;
  high: number;
  /** The best point so far, the second best and the one before that, with the values there. */
  x: number;
  w: number;
  v: number;
  fx: number;
  fw: number;
  fv: number;
  /** The last step and the one before. */
  step: number;
  before: number;
}

/**
 * Where a function of one number is least between two bounds: golden sections, and parabolas where they help.
 *
 * @param f may be slow; awaited once per step
 * @param tol absolute distance to the minimum
 * Source: Brent (1973), chapter 5: the same steps as scipy's `fminbound`.
 */
export async function minimizeBounded(
  f: (x: number) => Promise<number>,
  [low, high]: readonly [number, number],
  tol: number,
): Promise<number> {
  const x = low + GOLDEN * (high - low);
  const fx = await f(x);
  const search: Search = { low, high, x, w: x, v: x, fx, fw: fx, fv: fx, step: 0, before: 0 };
  for (let i = 0; i < MAX_ITER; i++) {
    const least = Math.sqrt(Number.EPSILON) * Math.abs(search.x) + tol / 3;
    const middle = (search.low + search.high) / 2;
    if (Math.abs(search.x - middle) <= 2 * least - (search.high - search.low) / 2) break;
    chooseStep(search, middle, least);
    const u = search.x + (Math.abs(search.step) >= least ? search.step : signOf(search.step) * least);
    take(search, u, await f(u));
  }
  return search.x;
}

/** To the vertex of the parabola through the three points where that shrinks fast enough, or else to the golden section. */
function chooseStep(search: Search, middle: number, least: number): void {
  const { x, low, high, before } = search;
  const parabola = Math.abs(before) > least ? vertex(search) : NaN;
  if (Math.abs(parabola) < Math.abs(before / 2) && parabola > low - x && parabola < high - x) {
    const isAtBound = x + parabola - low < 2 * least || high - (x + parabola) < 2 * least;
    search.before = search.step;
    search.step = isAtBound ? signOf(middle - x) * least : parabola;
    return;
  }
  search.before = x >= middle ? low - x : high - x;
  search.step = GOLDEN * search.before;
}

function take(search: Search, u: number, fu: number): void {
  const { x, w, v, fx, fw, fv } = search;
  if (fu <= fx) {
    Object.assign(search, u >= x ? { low: x } : { high: x });
    Object.assign(search, { v: w, fv: fw, w: x, fw: fx, x: u, fx: fu });
    return;
  }
  Object.assign(search, u < x ? { low: u } : { high: u });
  if (fu <= fw || w === x) Object.assign(search, { v: w, fv: fw, w: u, fw: fu });
  else if (fu <= fv || v === x || v === w) Object.assign(search, { v: u, fv: fu });
}

/** From x to the lowest point of the parabola; NaN where there is none. */
function vertex({ x, w, v, fx, fw, fv }: Search): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const p = (x - v) * q - (x - w) * r;
  const d = 2 * (q - r);
  return d === 0 ? NaN : -p / d;
}

function signOf(value: number): number {
  return value < 0 ? -1 : 1;
}
