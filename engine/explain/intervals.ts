import { NORMAL_975 as Z, type Interval } from '../shareIntervals.ts';

export { wilsonInterval, type Interval } from '../shareIntervals.ts';

/**
 * Difference of two shares on the arcsine scale, signed; 0.2 is small, 0.5 medium, 0.8 large.
 * Source: Cohen (1988), doi:10.4324/9780203771587.
 */
export function cohenH(share: number, against: number): number {
  return 2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt(against));
}

/** 97.5 % point of Student's t: exact for 1 and 2 degrees of freedom, within 0.2 % above (Cornish–Fisher series). */
export function studentT975(degrees: number): number {
  if (degrees < 2) return 12.706204736432095;
  if (degrees < 3) return 4.302652729911275;
  const z2 = Z * Z;
  const g1 = (Z * (z2 + 1)) / 4;
  const g2 = (Z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const g3 = (Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  const g4 = (Z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945)) / 92_160;
  return Z + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees;
}

/** 95 % interval of a mean; a single value borrows the spread of the whole book. NaN when n is 0. */
export function meanInterval(mean: number, sd: number, n: number, bookSd: number): Interval {
  if (n === 0) return { low: Number.NaN, high: Number.NaN };
  const half = n === 1 ? Z * bookSd : (studentT975(n - 1) * sd) / Math.sqrt(n);
  return { low: mean - half, high: mean + half };
}

/** 95 % interval of a median from order statistics, free of any distribution. @param sorted ascending, finite */
export function medianInterval(sorted: Float64Array): Interval {
  const n = sorted.length;
  if (n === 0) return { low: Number.NaN, high: Number.NaN };
  const reach = (Z * Math.sqrt(n)) / 2;
  const low = Math.max(0, Math.floor(n / 2 - reach));
  const high = Math.min(n - 1, Math.ceil(n / 2 + reach));
  return { low: sorted[low], high: sorted[high] };
}

/** Customers, mean and sample sd of one part of the book. */
export interface Part {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

/**
 * 95 % interval of a part's standardised difference (part − book) / book sd. The book holds the part: the difference is that to the rest, times the
 * rest's share. Normal approximation with the spread of part and rest each, and the uncertainty of the book's sd.
 */
export function effectInterval(part: Part, book: Part): Interval {
  const effect = (part.mean - book.mean) / book.sd;
  const nRest = book.n - part.n;
  if (!(part.n > 0)) return { low: Number.NaN, high: Number.NaN };
  if (nRest === 0) return { low: effect, high: effect };
  const off = part.mean - book.mean;
  const own = (part.n - 1) * part.sd ** 2;
  const restMean = (book.n * book.mean - part.n * part.mean) / nRest;
  const restSquares = (book.n - 1) * book.sd ** 2 - own - part.n * off ** 2 - nRest * (restMean - book.mean) ** 2;
  const restVariance = nRest > 1 ? Math.max(0, restSquares) / (nRest - 1) : book.sd ** 2;
  const ownVariance = part.n > 1 ? part.sd ** 2 : book.sd ** 2;
  const spread = ((nRest / book.n) ** 2 * (ownVariance / part.n + restVariance / nRest)) / book.sd ** 2;
  const half = Z * Math.sqrt(spread + effect ** 2 / (2 * book.n));
  return { low: effect - half, high: effect + half };
}

/** 95 % interval of Cohen's h of a part of n customers against the book of `of` that it belongs to. */
export function partShareInterval(h: number, n: number, of: number): Interval {
  const half = n > 0 ? Z * Math.sqrt(Math.max(0, 1 / n - 1 / of)) : Number.NaN;
  return { low: h - half, high: h + half };
}

/** 95 % interval of Cohen's h between two groups of n and m customers. */
export function shareDifferenceInterval(h: number, n: number, m: number): Interval {
  const half = n > 0 && m > 0 ? Z * Math.sqrt(1 / n + 1 / m) : Number.NaN;
  return { low: h - half, high: h + half };
}

/**
 * Difference of two groups over their pooled sd, with its 95 % interval.
 * Source: Hedges & Olkin (1985), doi:10.1016/C2009-0-03396-0, equation 5.
 */
export function standardisedDifference(a: Part, b: Part): Interval & { readonly effect: number } {
  const degrees = a.n + b.n - 2;
  const pooled = Math.sqrt(((a.n - 1) * a.sd ** 2 + (b.n - 1) * b.sd ** 2) / degrees);
  const effect = (a.mean - b.mean) / pooled;
  const half = Z * Math.sqrt((a.n + b.n) / (a.n * b.n) + effect ** 2 / (2 * (a.n + b.n)));
  return { effect, low: effect - half, high: effect + half };
}
