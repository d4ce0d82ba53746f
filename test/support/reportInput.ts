import { defaultRecipe } from '#shared/recipe';
import type { Composition, Distribution, NumberSummary, Tier } from '#shared/results';
import { stream } from '#engine/random';
import type { ReportInput } from '#engine/reports/ReportInput';
import { makeImport, makeMap, makeProfile, makeQuality, range, splitCount, summary } from './reportPieces.ts';
import { makeTree } from './reportTree.ts';
import { someScoring, type SomeScoringOptions } from './someScoring.ts';
import { makeSegment, makeSegmentation, NUMBERS } from './reportSegments.ts';

export interface ReportInputOptions {
  nCustomers?: number;
  nSegments?: number;
  nCategories?: number;
  nNumbers?: number;
  points?: number;
  fileName?: string;
  /** Changes every text that comes from the file: names of columns, levels, segments. */
  text?: (text: string) => string;
  withoutTiers?: boolean;
  /** Leaves of a tree that the segments are a cut of. */
  leaves?: number;
  /** Customers were scored. */
  scores?: Omit<SomeScoringOptions, 'text' | 'nCustomers' | 'segments'>;
  seed?: number;
}

const CATEGORIES: [string, string[]][] = [
  [
    'Occupation',
    [
      'Salaried',
      'Business owner',
      'Self-employed professional',
      'Student',
      'Housewife',
      'Retired',
      'Farmer',
      'Landlord',
      'Unemployed',
    ],
  ],
  ['Account type', ['Current', 'Savings', 'Basic banking', 'Term deposit', 'Foreign currency']],
  [
    'Residence',
    [
      'Karachi',
      'Lahore',
      'Islamabad',
      'Rawalpindi',
      'Faisalabad',
      'Multan',
      'Peshawar',
      'Quetta',
      'Hyderabad',
      'Sialkot',
      'Gujranwala',
      'Sukkur',
      'Bahawalpur',
      'Abbottabad',
      'Mardan',
      'Gwadar',
      'کراچی',
    ],
  ],
  ['Subscribed channels', ['Branch', 'ATM', 'Mobile app', 'Internet banking', 'Call centre']],
  ['Is PEP', ['no', 'yes']],
  ['Gender', ['female', 'male']],
];
/** A run as a pipeline would describe it, made from a seed; counts add up as they do in a real one. */
export function makeReportInput(options: ReportInputOptions = {}): ReportInput {
  const input = segmentedInput(options);
  if (!options.scores) return input;
  const { text, nCustomers } = options;
  const { segments } = input.segmentation;
  return { ...input, scoring: someScoring({ ...options.scores, text, nCustomers, segments }) };
}

function segmentedInput(options: ReportInputOptions): ReportInput {
  const { nCustomers = 4812, nSegments = 4, nCategories = 6, nNumbers = 7, points = 6000 } = options;
  const text = options.text ?? (words => words);
  const random = stream(options.seed ?? 7, 'report fixture', 0);
  const sizes = splitCount(nCustomers, nSegments, random).sort((a, b) => b - a);
  const segmentIds = sizes.map((_, i) => i + 1);
  const book = (value: number): NumberSummary => summary(nCustomers, value);
  const compositions = range(nCategories).map((i): Composition => {
    const [column, levels] = CATEGORIES[i % CATEGORIES.length];
    const missing = sizes.map(size => (i % 2 === 0 ? Math.floor(size / 50) : 0));
    return {
      column: text(i < CATEGORIES.length ? column : `${column} ${i}`),
      levels: levels.map(text),
      counts: sizes.map((size, s) => splitCount(size - missing[s], levels.length, random)),
      segmentIds,
      missing,
    };
  });
  const distributions = range(nNumbers).map((i): Distribution => {
    const edges = range(21).map(bin => bin * 10 ** (i % 5) * 1.5);
    const means = sizes.map(() => edges[20] * (0.2 + 0.6 * random.uniform()));
    return {
      column: text(i < NUMBERS.length ? NUMBERS[i] : `${NUMBERS[i % NUMBERS.length]} ${i}`),
      edges,
      counts: sizes.map(size => splitCount(size, 20, random)),
      segmentIds,
      summaries: sizes.map((size, s) => summary(size, means[s])),
      boxes: means.map(mean => ({ low: mean * 0.4, high: Math.min(mean * 1.6, edges[20]), below: 0, above: 3 })),
      book: book(edges[20] * 0.45),
      meanIntervals: means.map(mean => ({ low: mean * 0.95, high: mean * 1.05 })),
    };
  });
  const tiersOf = (i: number): Tier =>
    options.withoutTiers ? 'None' : (['Low', 'Medium', 'Low', 'High'] as const)[i % 4];
  const segments = sizes.map((size, i) => makeSegment(i, size, nCustomers, tiersOf(i), text));
  const segmentation = makeSegmentation(segments, nCustomers, options.withoutTiers ?? false, text);
  return {
    appVersion: '0.1.0',
    import: makeImport(
      nCustomers,
      options.fileName ?? 'RiskSummary 2024.xlsx',
      [...compositions, ...distributions].map(c => c.column),
      text,
    ),
    recipe: defaultRecipe(42),
    preparation: {
      steps: [
        {
          step: 'dates',
          title: 'Dates to ages and tenures',
          effect: '2 columns: Date of birth became Age, Customer since became Tenure, measured at 2024-12-31.',
        },
        {
          step: 'logAmounts',
          title: 'Logarithm of heavy-tailed amounts',
          effect: '3 columns: Expected volume, Actual volume, Average balance.',
        },
        {
          step: 'impute',
          title: 'Fill gaps',
          effect: '214 numbers from the 5 nearest customers, 96 categories with the most frequent level.',
        },
        { step: 'oneHot', title: 'One column per level', effect: '6 columns became 41.' },
        { step: 'scale', title: 'Same scale', effect: 'Mean 0, standard deviation 1.' },
      ],
      notes: [{ code: 'impute.allMissing', args: { column: text('Incorporated since') } }],
    },
    quality: makeQuality(nCustomers, text),
    segmentation,
    compositions,
    distributions,
    map: makeMap(Math.min(points, nCustomers), nCustomers, segments, random, text),
    ...(options.leaves && { tree: makeTree(options.leaves, segments) }),
    profile: makeProfile(compositions, distributions, segmentIds),
    run: {
      id: '7f3a9c21',
      inputSha256: 'a1b2c3d4'.repeat(8),
      recipeSha256: '0f1e2d3c'.repeat(8),
      resultSha256: '99887766'.repeat(8),
    },
    modelJson: JSON.stringify({
      algorithm: 'kmeans',
      centers: range(nSegments).map(() => [random.uniform(), random.uniform()]),
    }),
    typicalCustomers: segments.map(segment =>
      segment.typicalRows.map(row => ({
        row,
        idColumn: text('CustomerID'),
        id: text(`C-${100000 + row}`),
        values: [
          { column: text('Actual volume'), text: '1,250,000' },
          { column: text('Occupation'), text: text('Business owner') },
          { column: text('Alerts'), text: '3' },
        ],
      })),
    ),
  };
}
