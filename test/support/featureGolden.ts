import { readFileSync } from 'node:fs';
import type { Column } from '#engine/table/Column';
import { numbers } from './preparedGolden.ts';

type Values = (number | null)[];
interface TargetGolden {
  encodings: Record<string, number>;
  prior: number;
  outOfFold: number[];
}
interface WoeGolden {
  events: number[];
  others: number[];
  woe: number[];
  iv: number;
}
export interface FeatureGolden {
  gappy: Record<string, Values>;
  complete: Record<string, number[]>;
  city: (string | null)[];
  exited: number[];
  loss: number[];
  folds: number[];
  simple: Record<'mean' | 'most_frequent', Record<string, number[]>>;
  iterative: Record<
    'mean' | 'median' | 'clipped' | 'replayed' | 'tenRounds',
    { rounds: number; filled: Record<string, number[]> }
  >;
  ordinal: { levels: string[]; codes: Values };
  frequency: Values;
  target: Record<'auto' | 'smooth20' | 'continuous', TargetGolden>;
  robust: Record<string, Values>;
  minMax: Record<string, Values>;
  power: { lambdas: Record<string, number>; transformed: Record<string, Values> };
  polynomial: Record<'degree2' | 'degree3' | 'interactions3', { powers: number[][]; first: number[][] }>;
  bins: Record<'quantile' | 'uniform', Record<string, { edges: number[]; codes: number[] }>>;
  tree: Record<string, WoeGolden & { cuts: number[]; monotoneCuts: number[] }>;
  cityWoe: WoeGolden;
  pca: { share: number; n: number; explained: number; scores: number[][] }[];
}

/** What scikit-learn, scipy and pandas gave (test/golden/make/featureSteps.py). */
export function featureGolden(): FeatureGolden {
  const file = new URL('../golden/featureSteps.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: [FeatureGolden] }).cases[0];
}

export function numberColumns(columns: Record<string, Values>): Column[] {
  return Object.entries(columns).map(([name, values]) => numbers(name, values));
}

/** Missing in the same places, and elsewhere equal within `rtol` of the largest expected value. */
export function differencesFrom(found: Float64Array, expected: Values, rtol: number): string[] {
  const scale = Math.max(...expected.map(value => Math.abs(value ?? 0)));
  return expected.flatMap((value, i) => {
    const isSame = value === null ? Number.isNaN(found[i]) : Math.abs(found[i] - value) <= rtol * scale;
    return isSame ? [] : [`at ${i}: ${found[i]} for ${value}`];
  });
}
