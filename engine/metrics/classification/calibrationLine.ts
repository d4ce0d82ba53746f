import type { Measure } from '#shared/scoring/evaluation';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { NORMAL_975 } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

export interface CalibrationLine {
  readonly slope: Measure;
  readonly intercept: Measure;
}

/** Probabilities nearer to 0 or 1 than this count as this near, so that their log odds are finite. */
const LEAST = 1e-6;
const MOST_STEPS = 50;
const MOST_HALVINGS = 30;
const CLOSE = 1e-10;

/**
 * Logistic recalibration, by maximum likelihood. The slope is b of logit P(event) = a + b logit(p): 1 where the scores are as spread as they should be,
 * below where they are too extreme. The intercept is a of logit P(event) = a + logit(p): 0 where as many events happen as were foretold. 95 % intervals
 * are Wald's. Probabilities are kept within 0.000001 of 0 and 1.
 * @returns NaN where a class has no customers; the slope also where all scores are equal or part the outcomes without error
 * @throws Cancelled
 * Source: Cox (1958), doi:10.1093/biomet/45.3-4.562; Van Calster et al. (2016), doi:10.1016/j.jclinepi.2015.12.005.
 */
export async function calibrationLine(groups: ScoreGroups, run: Run): Promise<CalibrationLine> {
  const { n, nEvents } = groups;
  const none = { value: NaN, low: NaN, high: NaN, n };
  if (nEvents === 0 || nEvents === n) return { slope: none, intercept: none };
  const logits = groups.scores.map(score => {
    const p = Math.min(1 - LEAST, Math.max(LEAST, score));
    return Math.log(p / (1 - p));
  });
  const offsetOnly = await maximise(groups, logits, { a: 0, b: 1 }, false, run);
  await pause(run);
  const both = partsOutcomes(groups, logits) ? null : await maximiseCentred(groups, logits, run);
  return {
    slope: both ? wald(both.b, both.varianceOfB, n) : none,
    intercept: offsetOnly ? wald(offsetOnly.a, offsetOnly.varianceOfA, n) : none,
  };
}

function wald(value: number, variance: number, n: number): Measure {
  const half = NORMAL_975 * Math.sqrt(variance);
  return { value, low: value - half, high: value + half, n };
}

interface Line {
  readonly a: number;
  readonly b: number;
}
interface Fit extends Line {
  readonly varianceOfA: number;
  readonly varianceOfB: number;
}
/** Log likelihood, its slopes and its curvature, negated, at a line. */
interface Likelihood {
  value: number;
  byA: number;
  byB: number;
  aa: number;
  ab: number;
  bb: number;
}

/** Around their mean, so that the two parameters hardly depend on each other. */
function maximiseCentred(groups: ScoreGroups, logits: Float64Array, run: Run): Promise<Fit | null> {
  let sum = 0;
  for (let g = 0; g < logits.length; g++) sum += (groups.events[g] + groups.others[g]) * logits[g];
  const mean = sum / groups.n;
  if (logits[0] === logits[logits.length - 1]) return Promise.resolve(null);
  return maximise(
    groups,
    logits.map(logit => logit - mean),
    { a: mean, b: 1 },
    true,
    run,
  );
}

/** Newton's steps, halved while they lead down. @returns null where they do not settle */
async function maximise(groups: ScoreGroups, x: Float64Array, start: Line, bendsSlope: boolean, run: Run) {
  let line = start;
  let at = await likelihood(groups, x, line, run);
  for (let step = 0; step < MOST_STEPS; step++) {
    const determinant = bendsSlope ? at.aa * at.bb - at.ab * at.ab : at.aa;
    if (!(determinant > 0)) return null;
    const moveA = bendsSlope ? (at.bb * at.byA - at.ab * at.byB) / determinant : at.byA / at.aa;
    const moveB = bendsSlope ? (at.aa * at.byB - at.ab * at.byA) / determinant : 0;
    if (Math.abs(moveA) <= CLOSE * (1 + Math.abs(line.a)) && Math.abs(moveB) <= CLOSE * (1 + Math.abs(line.b)))
      return { ...line, varianceOfA: (bendsSlope ? at.bb : 1) / determinant, varianceOfB: at.aa / determinant } as Fit;
    let share = 1;
    let next = await likelihood(groups, x, { a: line.a + moveA, b: line.b + moveB }, run);
    for (let i = 0; i < MOST_HALVINGS && next.value < at.value - 1e-9 * Math.abs(at.value); i++) {
      share /= 2;
      next = await likelihood(groups, x, { a: line.a + share * moveA, b: line.b + share * moveB }, run);
    }
    line = { a: line.a + share * moveA, b: line.b + share * moveB };
    at = next;
  }
  return null;
}

/** Distinct scores between two looks at whether someone wants to stop. */
const AT_ONCE = 262_144;

async function likelihood(groups: ScoreGroups, x: Float64Array, line: Line, run: Run): Promise<Likelihood> {
  const sums: Likelihood = { value: 0, byA: 0, byB: 0, aa: 0, ab: 0, bb: 0 };
  for (let start = 0; start < x.length; start += AT_ONCE) {
    await pause(run);
    addLikelihood(sums, groups, x, line, start, Math.min(x.length, start + AT_ONCE));
  }
  return sums;
}

function addLikelihood(
  sums: Likelihood,
  { events, others }: ScoreGroups,
  x: Float64Array,
  { a, b }: Line,
  start: number,
  end: number,
): void {
  for (let g = start; g < end; g++) {
    const size = events[g] + others[g];
    const eta = a + b * x[g];
    const small = Math.exp(-Math.abs(eta));
    const p = eta >= 0 ? 1 / (1 + small) : small / (1 + small);
    // ln(1 + e^eta) without overflow.
    sums.value += events[g] * eta - size * (Math.max(0, eta) + Math.log1p(small));
    const off = events[g] - size * p;
    const weight = (size * small) / ((1 + small) * (1 + small));
    sums.byA += off;
    sums.byB += off * x[g];
    sums.aa += weight;
    sums.ab += weight * x[g];
    sums.bb += weight * x[g] * x[g];
  }
}

/** Whether a score parts events from others, but for one score that both may have: then the likelihood has no maximum. */
function partsOutcomes({ events, others }: ScoreGroups, logits: Float64Array): boolean {
  const of = (counts: Int32Array) => {
    const first = counts.findIndex(count => count > 0);
    const last = counts.findLastIndex(count => count > 0);
    return { high: logits[first], low: logits[last] };
  };
  const [ofEvents, ofOthers] = [of(events), of(others)];
  return ofEvents.low >= ofOthers.high || ofOthers.low >= ofEvents.high;
}
