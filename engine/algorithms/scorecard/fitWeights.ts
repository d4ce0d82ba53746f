import type { Run } from '../../jobs/Run.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import type { Training } from '../defineAlgorithm.ts';
import { sharedValues } from '../linear/featureValues.ts';
import type { LinearDesign } from '../linear/LinearDesign.ts';
import { solveLogistic } from '../linear/solveLogistic.ts';
import type { WeighInput } from './binTask.ts';
import type { FeatureClasses } from './ScoreClasses.ts';

/** So little that it only decides where evidence is the same twice. */
const PENALTY = { c: 1e6, maxIter: 100, tol: 1e-9 };

export interface EvidenceWeights {
  readonly intercept: number;
  /** By feature, in the order of `features`: below 0. */
  readonly coefficients: readonly number[];
  readonly features: readonly number[];
  /** Features whose weight turned against their evidence beside the others, and were left out. */
  readonly turned: readonly number[];
}

/**
 * Logistic regression of the event on weights of evidence. A feature whose coefficient would give more points to the classes with more events is left out,
 * the worst first, and the rest fitted anew. @throws Cancelled
 */
export async function fitWeights(
  training: Training,
  classes: readonly FeatureClasses[],
  chosen: readonly number[],
  run: Run,
): Promise<EvidenceWeights> {
  const evidence = await weigh(training.x, classes, chosen, run);
  let features = [...chosen];
  const turned: number[] = [];
  for (;;) {
    run.progress(turned.length, chosen.length, 'Weighing the evidence');
    const table: FeatureTable = {
      nRows: training.x.nRows,
      features: features.map(feature => ({
        kind: 'number',
        name: training.x.features[feature].name,
        values: evidence[chosen.indexOf(feature)],
      })),
    };
    const { parameters } = await solveLogistic(plainDesign(table), { ...training, x: table }, PENALTY, run);
    const [intercept, ...coefficients] = parameters;
    const worst = coefficients.indexOf(Math.max(...coefficients));
    if (worst < 0 || coefficients[worst] < 0) return { intercept, coefficients, features, turned };
    turned.push(features[worst]);
    features = features.filter((_feature, i) => i !== worst);
  }
}

async function weigh(
  x: FeatureTable,
  classes: readonly FeatureClasses[],
  chosen: readonly number[],
  run: Run,
): Promise<Float64Array[]> {
  const values = sharedValues(x);
  const inputs = chosen.map((feature): WeighInput => ({
    values: values[feature],
    classes: classes[feature],
    out: sharedFloat64(x.nRows),
  }));
  await run.pool.map('scorecard.weigh', inputs, run.signal);
  return inputs.map(({ out }) => out);
}

/** Columns as they are. */
function plainDesign({ features }: FeatureTable): LinearDesign {
  return {
    features: features.map(({ name }) => ({ name, kind: 'number', levels: [] })),
    columns: features.map((_feature, feature) => ({ feature, part: 'value', level: null })),
    numbers: features.map((_feature, feature) => ({ feature, fill: 0, center: 0, factor: 1 })),
    flags: [],
    means: new Float64Array(features.length),
  };
}
