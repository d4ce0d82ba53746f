import type { Run } from '../../jobs/Run.ts';
import { TILE_ROWS } from '../../kernels/LogisticTile.ts';
import type { Training } from '../defineAlgorithm.ts';
import { factorise, inverseDiagonal, type Cholesky } from './Cholesky.ts';
import { LikelihoodPass, type Likelihood } from './LikelihoodPass.ts';
import type { LinearDesign } from './LinearDesign.ts';
import { Steps } from './Steps.ts';

export interface SolveOptions {
  /** One over the strength of the penalty on the squares of the coefficients. */
  readonly c: number;
  readonly maxIter: number;
  /** Ends when no parameter would move farther. */
  readonly tol: number;
}
export interface LogisticSolution {
  /** [1 + columns] intercept, then by column of the design. */
  readonly parameters: Float64Array;
  /** [1 + columns] variance of each: diagonal of the inverse of the penalised second derivatives; NaN for a column that follows from others. */
  readonly variances: Float64Array;
  /** Sum over the rows of weight × log-likelihood, without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Beyond so many parameters second derivatives are neither held nor inverted. */
export const MOST_NEWTON = 2000;
/** Rows × products of a pass with second derivatives: below it one in every step is cheap, and above the other an even share of the rows stands for all. */
const CHEAP_PASS = 2e8;
const DEAR_PASS = 2e11;
/** The start is looked for on about so many rows where there are more. */
const START_ROWS = 65_536;
/** Events and others per parameter that the rows of a start need. */
const EVENTS_PER_PARAMETER = 10;
const MOST_HALVINGS = 40;
/** Steps between two looks at the second derivatives. */
const MOST_REUSE = 10;
const MOST_START_STEPS = 8;
/** A step shorter than this is worth second derivatives at its end; the next one is then most often so short that it is the last. */
const NEAR_STEP = 5e-4;
/** Second derivatives hold as far as this: a step of Newton's that is shorter leaves the square of it. */
const SAME_CURVE = 2e-5;
/** Accuracy of a start. */
const START_TOL = 0.01;

/**
 * Minimises Σ weight × log-loss + |coefficients|² / (2 c), the intercept not penalised: the objective of scikit-learn's LogisticRegression. Newton's steps, halved
 * until the loss falls; on many rows from a start found on some of them, and with the second derivatives kept for several steps, corrected by
 * what the gradients say (L-BFGS); with more than 2,000 parameters with their diagonal alone. Columns that follow from others keep what the penalty gives
 * them, or 0 without one that counts.
 *
 * Sources: McCullagh & Nelder (1989), doi:10.1007/978-1-4899-3242-6; Liu & Nocedal (1989), doi:10.1007/BF01589116.
 * @throws Cancelled
 */
export async function solveLogistic(
  design: LinearDesign,
  training: Training,
  options: SolveOptions,
  run: Run,
): Promise<LogisticSolution> {
  const solver = new Solver(new LikelihoodPass(design, training, run), design, options, run);
  const n = solver.pass.nParameters;
  let start: Float64Array = new Float64Array(n);
  const every = startEvery(training, n);
  if (every > 1) start = (await solver.minimise(start, every, MOST_START_STEPS, START_TOL)).parameters;
  const { maxIter, tol } = options;
  const { parameters, loss, iterations, converged, steps } = await solver.minimise(start, 1, maxIter, tol);
  const variances = await solver.variances(parameters, steps);
  return { parameters, variances, logLikelihood: -loss, iterations, converged };
}

/** Of how many tiles one is enough to start from; 1 where all are needed. */
function startEvery({ x, y }: Training, nParameters: number): number {
  const every = Math.floor(x.nRows / START_ROWS);
  if (every < 4) return 1;
  let n = 0;
  let events = 0;
  for (let row = 0; row < x.nRows; row++) {
    if (Math.floor(row / TILE_ROWS) % every !== 0) continue;
    n++;
    events += y[row];
  }
  return Math.min(events, n - events) >= EVENTS_PER_PARAMETER * nParameters ? every : 1;
}

class Solver {
  readonly pass: LikelihoodPass;
  private readonly options: SolveOptions;
  private readonly run: Run;
  /** Products of one row's part of the second derivatives. */
  private readonly rowWork: number;

  constructor(pass: LikelihoodPass, { numbers, flags }: LinearDesign, options: SolveOptions, run: Run) {
    this.pass = pass;
    this.options = options;
    this.run = run;
    this.rowWork = (numbers.length + flags.length + 1) ** 2;
  }

  /** Whether second derivatives come from a share of the rows. */
  private get isDear(): boolean {
    return this.pass.nRows * this.rowWork > DEAR_PASS;
  }

  /** Whether a step of Newton's is so short that its end need not be looked at. */
  private isLast({ moved, factor }: Steps, length: number): boolean {
    return factor !== null && !this.isDear && moved === 0 && length <= SAME_CURVE;
  }

  private isCheap(every: number): boolean {
    return this.pass.nParameters <= MOST_NEWTON && (this.pass.nRows / every) * this.rowWork <= CHEAP_PASS;
  }

  async minimise(start: Float64Array, every: number, maxIter: number, tol: number): Promise<Found> {
    const n = this.pass.nParameters;
    const isSmall = n <= MOST_NEWTON;
    const isCheap = this.isCheap(every);
    let parameters = start;
    let now = await this.look(parameters, isSmall, every);
    const steps = new Steps(await this.metric(now, n, every));
    const end = (iterations: number, converged: boolean): Found => {
      const loss = now.loss - this.penalty(parameters);
      return { parameters, loss, iterations, converged, steps };
    };
    for (let iteration = 0; ; iteration++) {
      const step = steps.direction(now.gradient);
      const length = largest(step);
      if (length <= tol) return end(iteration, true);
      if (iteration >= maxIter) return end(iteration, false);
      if (!isCheap && this.isLast(steps, length)) {
        parameters = parameters.map((value, i) => value + step[i]);
        return end(iteration + 1, true);
      }
      const refresh = isSmall && (isCheap || isCurveWanted(steps, length));
      const next = await this.walk({ parameters, now, step, refresh, every });
      if (!next) return end(iteration, true);
      if (refresh) steps.restart(await this.metric(next.now, n, every));
      else steps.learn(next.parameters, parameters, next.now.gradient, now.gradient);
      ({ parameters, now } = next);
    }
  }

  /** The first of the step, its half, its quarter … with less loss; null where rounding hides any. */
  private async walk(from: {
    parameters: Float64Array;
    now: Likelihood;
    step: Float64Array;
    refresh: boolean;
    every: number;
  }) {
    const { parameters, now, step, refresh, every } = from;
    let slope = 0;
    for (let i = 0; i < step.length; i++) slope += step[i] * now.gradient[i];
    for (let halving = 0, length = 1; halving < MOST_HALVINGS; halving++, length /= 2) {
      const tried = parameters.map((value, i) => value + length * step[i]);
      const next = await this.look(tried, refresh, every);
      const allowed = now.loss + 1e-4 * length * slope + 1e-13 * Math.abs(now.loss);
      if (next.loss <= allowed) return { parameters: tried, now: next };
    }
    return null;
  }

  /** Loss, gradient and second derivatives with the penalty. */
  private async look(parameters: Float64Array, withHessian: boolean, every: number): Promise<Likelihood> {
    const isDear = this.isDear && withHessian && every === 1;
    const found = await this.pass.at(parameters, withHessian && !isDear, every);
    const n = parameters.length;
    const ridge = 1 / this.options.c;
    for (let i = 1; i < n; i++) found.gradient[i] += ridge * parameters[i];
    const hessian = isDear ? await this.sampled(parameters) : found.hessian;
    if (hessian) for (let i = 1; i < n; i++) hessian[i * n + i] += ridge;
    return { loss: found.loss + this.penalty(parameters), gradient: found.gradient, hessian };
  }

  /** Second derivatives from an even share of the rows, scaled up to all. */
  private async sampled(parameters: Float64Array): Promise<Float64Array | null> {
    const { nRows } = this.pass;
    const every = Math.ceil((nRows * this.rowWork) / DEAR_PASS);
    const nTiles = Math.ceil(nRows / TILE_ROWS);
    const { hessian } = await this.pass.at(parameters, true, every);
    return hessian?.map(value => (value * nTiles) / Math.ceil(nTiles / every)) ?? null;
  }

  private async metric({ hessian }: Likelihood, n: number, every: number): Promise<Cholesky | number> {
    return hessian ? factorise(hessian, n, this.run) : 4 / (this.pass.nRows / every + 1);
  }

  private penalty(parameters: Float64Array): number {
    let squares = 0;
    for (let i = 1; i < parameters.length; i++) squares += parameters[i] * parameters[i];
    return squares / (2 * this.options.c);
  }

  /** @param steps what led to the parameters; its second derivatives serve where they were taken as good as there */
  async variances(parameters: Float64Array, steps: Steps): Promise<Float64Array> {
    const n = this.pass.nParameters;
    if (n > MOST_NEWTON) return new Float64Array(n).fill(NaN);
    const known = steps.moved <= SAME_CURVE ? steps.factor : null;
    return inverseDiagonal(known ?? (await this.factorAt(parameters)), this.run);
  }

  private async factorAt(parameters: Float64Array): Promise<Cholesky> {
    const { hessian } = await this.look(parameters, true, 1);
    if (!hessian) throw new Error('second derivatives were asked for');
    return factorise(hessian, parameters.length, this.run);
  }
}

interface Found {
  readonly parameters: Float64Array;
  /** Without the penalty. */
  readonly loss: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly steps: Steps;
}

/** Whether second derivatives are worth their pass at the end of a step of this length. */
function isCurveWanted({ moved, count }: Steps, length: number): boolean {
  return (length <= NEAR_STEP && moved > 0) || (count + 1) % MOST_REUSE === 0;
}

function largest(step: Float64Array): number {
  let most = 0;
  for (const value of step) most = Math.max(most, Math.abs(value));
  return most;
}
