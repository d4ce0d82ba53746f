import { readFileSync } from 'node:fs';
import { defaultScoring, type Threshold } from '#shared/scoring/choices';
import { scoreGroups, type SortedScores } from '#engine/metrics/classification/scoreGroups';
import { stream } from '#engine/random';
import { testRun } from './testRun.ts';

/** Value, low, high. */
type Three = [number, number, number];
export interface ScoreCase {
  name: string;
  y: number[];
  p: number[];
  other: number[];
  rocAuc: Three;
  aucVariance: number;
  /** Of clusters by (i × 7) mod 11 and i mod 3. */
  clusteredVariance: number;
  difference: Three;
  differenceP: number;
  ks: number;
  averagePrecision: Three;
  logLoss: Three;
  brier: Three;
  brierScore: number;
  murphy: { reliability: number; resolution: number; uncertainty: number; withinBins: number };
  line: { slope: Three; intercept: Three };
  bins: Three[];
  /** null is without bound. */
  hosmerLemeshow: { statistic: number | null; degrees: number; p: number };
  at: {
    threshold: number;
    counts: [number, number, number, number];
    accuracy: Three;
    precision: Three | null;
    recall: Three;
    specificity: Three;
    f1: Three;
    balancedAccuracy: Three;
  }[];
  bestF1: { threshold: number; f1: number };
  bestNet: { cost: number; worth: number; threshold: number; net: number };
  lift: { n: number[]; events: number[]; capture: number[] };
}

export function scoreCases(): ScoreCase[] {
  const text = readFileSync(new URL('../golden/classificationMetrics.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { cases: ScoreCase[] }).cases;
}

export function groupsOf(y: readonly number[], p: readonly number[]): Promise<SortedScores> {
  return scoreGroups(Uint8Array.from(y), Float64Array.from(p), testRun());
}

export function thresholdBy(choice: Partial<Threshold>): Threshold {
  return { ...defaultScoring().threshold, ...choice };
}

/** Scores that are the chance of the event, one customer in five having it. */
export function drawnScores(n: number, seed: number): { y: Uint8Array; p: Float64Array } {
  const draw = stream(seed, 'test.scores');
  const p = Float64Array.from({ length: n }, () => 1 / (1 + Math.exp(1.8 - 1.2 * draw.normal())));
  return { y: Uint8Array.from(p, chance => Number(draw.uniform() < chance)), p };
}
