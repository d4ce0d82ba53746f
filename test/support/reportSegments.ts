import type { Note } from '#shared/notes';
import type { Difference, Segmentation, SegmentSummary, Tier } from '#shared/results';
import { range } from './reportPieces.ts';

export const NUMBERS = ['Expected volume', 'Actual volume', 'Average balance', 'Age', 'Tenure', 'Alerts', 'Cash usage'];
const NAMES = [
  'Everyday salaried savers',
  'Cash-heavy traders',
  'Young digital users',
  'Politically exposed, high turnover',
  'Dormant savers',
  'Remittance households',
  'New companies',
  'Landlords',
  'Corporates with trade finance',
  'Foreign residents',
];

export function makeSegment(
  i: number,
  size: number,
  nCustomers: number,
  tier: Tier,
  text: (t: string) => string,
): SegmentSummary {
  const name = text(NAMES[i % NAMES.length]);
  const high = tier === 'None' ? 0 : Math.floor(size * [0.02, 0.1, 0.01, 0.6][i % 4]);
  const medium = tier === 'None' ? 0 : Math.floor((size - high) * 0.3);
  const differences: Difference[] = [
    {
      column: text('Actual volume'),
      level: null,
      measure: 'median',
      segmentValue: 2_450_000,
      bookValue: 870_000,
      effect: 1.31,
      low: 2_310_000,
      high: 2_588_000,
      unit: 'number',
    },
    {
      column: text('Occupation'),
      level: text('Business owner'),
      measure: 'share',
      segmentValue: 0.62,
      bookValue: 0.21,
      effect: 0.87,
      low: 0.58,
      high: 0.66,
      unit: 'percent',
    },
    {
      column: text('Age'),
      level: null,
      measure: 'mean',
      segmentValue: 38.2,
      bookValue: 44.9,
      effect: -0.52,
      low: 37.6,
      high: 38.9,
      unit: 'years',
    },
  ];
  return {
    id: i + 1,
    name,
    size,
    share: size / nCustomers,
    tier,
    meanScore: tier === 'None' ? 0 : 12.5 + 9 * (i % 4),
    tierCounts: {
      High: high,
      Medium: medium,
      Low: tier === 'None' ? 0 : size - high - medium,
      None: tier === 'None' ? size : 0,
    },
    sentence: `${name}: actual volume 2.8 times the whole book's (2,450,000 against 870,000), 62.0 % business owners against 21.0 %, on average 6.7 years younger.`,
    tierSentence:
      tier === 'None'
        ? 'No tier is assigned.'
        : `${tier}: the mean score is ${12.5 + 9 * (i % 4)}; most of it comes from volumes over the declared.`,
    differences,
    typicalRows: range(Math.min(3, size)).map(n => n * 7 + i),
  };
}

export function makeSegmentation(
  segments: SegmentSummary[],
  nCustomers: number,
  withoutTiers: boolean,
  text: (t: string) => string,
): Segmentation {
  const k = segments.length;
  const tierNames: Tier[] = withoutTiers ? ['None'] : ['High', 'Medium', 'Low'];
  const notes: Note[] = [
    { code: 'metric.sampled', args: { metric: 'silhouette', n: 2000, of: nCustomers, seed: 42 } },
    { code: 'segments.small', args: { segment: segments[k - 1].name, n: segments[k - 1].size } },
  ];
  return {
    method: 'kmeans',
    nClusters: k,
    chosenBy: 'evidence',
    reason: `${k} segments: the silhouette is highest there (0.412) and Calinski–Harabasz agrees; the elbow is at ${Math.min(k + 1, 10)}.`,
    candidates: range(Math.max(k, 7)).map(i => ({
      nClusters: i + 2,
      inertia: 91234.5 / (i + 1.3),
      silhouette: 0.41 - 0.03 * Math.abs(i + 2 - k),
      daviesBouldin: 0.8 + 0.1 * Math.abs(i + 2 - k),
      calinskiHarabasz: 2400 - 180 * Math.abs(i + 2 - k),
      smallest: Math.max(1, Math.floor(nCustomers / (2 * (i + 2)))),
      silhouetteInterval: null,
      gap: 0.9 - 0.05 * Math.abs(i + 2 - k),
      gapError: 0.02,
      stability: { value: 0.93 - 0.06 * Math.abs(i + 2 - k), low: 0.5, high: 1 },
      bic: null,
      aic: null,
    })),
    elbow: Math.min(k + 1, 8),
    gap: { prefers: k, one: { gap: 0.3, error: 0.02 }, references: 20, n: 2000, sampled: nCustomers > 2000, seed: 42 },
    stability: { value: 0.93, low: 0.84, high: 0.99, refits: 20, n: 2000, sampled: nCustomers > 2000, seed: 42 },
    structure: 'clear',
    structureReason: 'The structure is clear: a silhouette of 0.412 is not below 0.25.',
    silhouette: { value: 0.412, sampled: true, n: Math.min(2000, nCustomers), seed: 42, low: 0.398, high: 0.426 },
    daviesBouldin: 0.812,
    calinskiHarabasz: 2391.4,
    inertia: 31234.56,
    iterations: 17,
    sizes: segments.map(segment => segment.size),
    nCustomers,
    headline: `${nCustomers} customers fall into ${k} segments; 312 (6.5 %) are high risk, driven by PEP status and volumes 2.8 times the declared.`,
    segments,
    tiers: tierNames.map(tier => {
      const size = segments.reduce((all, segment) => all + segment.tierCounts[tier], 0);
      return {
        tier,
        size,
        share: size / nCustomers,
        sentence: `${tier}: volumes far over the declared, or a politically exposed person.`,
        exposure: withoutTiers ? null : { column: text('Average balance'), sum: 123_456_789.5 },
      };
    }),
    tierRule: {
      mediumFrom: 30,
      highFrom: 60,
      drivers: withoutTiers
        ? []
        : [
            {
              id: 'pep',
              title: 'Politically exposed person',
              column: text('Is PEP'),
              against: null,
              measure: 'flag',
              full: 1,
              weight: 25,
            },
            {
              id: 'ratio',
              title: 'Actual over expected volume',
              column: text('Actual volume'),
              against: text('Expected volume'),
              measure: 'ratio',
              full: 3,
              weight: 25,
            },
            {
              id: 'alerts',
              title: 'Alerts',
              column: text('Alerts'),
              against: null,
              measure: 'count',
              full: 5,
              weight: 20,
            },
            {
              id: 'cash',
              title: 'Cash use',
              column: text('Cash usage'),
              against: null,
              measure: 'rank',
              full: 1,
              weight: 10,
            },
          ],
    },
    tierRuleText:
      'The score is the weighted mean of the drivers, from 0 to 100; from 30 a customer is Medium, from 60 High.',
    features: range(12).map(i => ({
      name: text(`Feature ${i}`),
      column: text(NUMBERS[i % NUMBERS.length]),
      level: i > 6 ? text('Salaried') : null,
      transform: i > 6 ? 'yes or no' : 'logarithm, z-score',
    })),
    notes,
  };
}
