import type { FairnessFigures, FairnessGroup, FairnessReport } from '#shared/scoring/fairness';
import { measure } from './someMeasure.ts';

/** Two protected columns; of the second a group is too small, and its count is one that stands nowhere else. */
export function someFairness(text: (words: string) => string, n: number): FairnessReport {
  const half = Math.floor(n / 2);
  const group = (name: string, size: number, isReference: boolean): FairnessGroup => ({
    name: text(name),
    n: size,
    isReference,
    isSuppressed: false,
    figures: someFigures(size, isReference),
  });
  const small = { name: text('Widowed'), n: SUPPRESSED_N, isReference: false, isSuppressed: true, figures: null };
  return {
    columns: [
      {
        column: text('Gender'),
        bands: null,
        reference: text('Male'),
        groups: [group('Male', n - half, true), group('Female', half, false)],
        proxy: { auc: measure(0.58, 0.02, 2000), strongest: [{ feature: text('Age'), auc: 0.55 }], n: 2000 },
        sentences: [
          `${text('Female')} are selected 0.74 times as often as ${text('Male')} (95 % 0.68–0.81, n ${half}): below 0.80, though with so few customers it may be above; a closer look is advised.`,
        ],
      },
      {
        column: text('Marital status'),
        bands: null,
        reference: text('Married'),
        groups: [group('Married', n - half, true), group('Single', half - SUPPRESSED_N, false), small],
        proxy: null,
        sentences: [`1 group is too small to be shown: ${text('Widowed')}.`],
      },
    ],
    threshold: 0.31,
    favourable: 'above',
    n,
    preamble: 'Protected columns are not in the score. Differences between groups are a diagnosis and not a verdict.',
  };
}

/** Customers of the group that is too small. */
export const SUPPRESSED_N = 7;

function someFigures(n: number, isReference: boolean): FairnessFigures {
  const nEvents = Math.floor(n / 5);
  const other = (value: number, half: number) => (isReference ? null : measure(value, half, n));
  return {
    nEvents,
    favourableRate: measure(0.21, 0.02, n),
    impactRatio: other(0.74, 0.06),
    meanDifference: other(-0.12, 0.05),
    truePositiveRate: measure(0.6, 0.03, nEvents),
    falsePositiveRate: measure(0.1, 0.01, n - nEvents),
    truePositiveGap: other(-0.04, 0.03),
    falsePositiveGap: other(0.01, 0.02),
    meanScore: 0.2,
    eventRate: measure(0.2, 0.02, n),
    calibrationGap: measure(0.001, 0.01, n),
  };
}
