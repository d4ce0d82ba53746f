import type { Note } from '#shared/notes';
import { defaultRecipe } from '#shared/recipe';
import type {
  ColumnReport,
  Composition,
  Difference,
  Distribution,
  ImportReport,
  NumberSummary,
  ProfileTable,
  SegmentMap,
  Segmentation,
  SegmentSummary,
  Tier,
} from '#shared/results';
import { stream, type RandomStream } from '#engine/random';
import type { ReportInput } from '#engine/reports/ReportInput';

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
  seed?: number;
}

const CATEGORIES: [string, string[]][] = [
  ['Occupation', ['Salaried', 'Business owner', 'Self-employed professional', 'Student', 'Housewife', 'Retired', 'Farmer', 'Landlord', 'Unemployed']],
  ['Account type', ['Current', 'Savings', 'Basic banking', 'Term deposit', 'Foreign currency']],
  ['Residence', ['Karachi', 'Lahore', 'Islamabad', 'Rawalpindi', 'Faisalabad', 'Multan', 'Peshawar', 'Quetta', 'Hyderabad', 'Sialkot', 'Gujranwala', 'Sukkur', 'Bahawalpur', 'Abbottabad', 'Mardan', 'Gwadar', 'کراچی']],
  ['Subscribed channels', ['Branch', 'ATM', 'Mobile app', 'Internet banking', 'Call centre']],
  ['Is PEP', ['no', 'yes']],
  ['Gender', ['female', 'male']],
];
const NUMBERS = ['Expected volume', 'Actual volume', 'Average balance', 'Age', 'Tenure', 'Alerts', 'Cash usage'];
const NAMES = ['Everyday salaried savers', 'Cash-heavy traders', 'Young digital users', 'Politically exposed, high turnover', 'Dormant savers', 'Remittance households', 'New companies', 'Landlords', 'Corporates with trade finance', 'Foreign residents'];

/** A run as a pipeline would describe it, made from a seed; counts add up as they do in a real one. */
export function makeReportInput(options: ReportInputOptions = {}): ReportInput {
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
      book: book(edges[20] * 0.45),
      meanIntervals: means.map(mean => ({ low: mean * 0.95, high: mean * 1.05 })),
    };
  });
  const tiersOf = (i: number): Tier => (options.withoutTiers ? 'None' : (['Low', 'Medium', 'Low', 'High'] as const)[i % 4]);
  const segments = sizes.map((size, i) => makeSegment(i, size, nCustomers, tiersOf(i), text));
  const segmentation = makeSegmentation(segments, nCustomers, options.withoutTiers ?? false, text);
  return {
    appVersion: '0.1.0',
    import: makeImport(nCustomers, options.fileName ?? 'RiskSummary 2024.xlsx', [...compositions, ...distributions].map(c => c.column), text),
    recipe: defaultRecipe(42),
    preparation: {
      steps: [
        { step: 'dates', title: 'Dates to ages and tenures', effect: '2 columns: Date of birth became Age, Customer since became Tenure, measured at 2024-12-31.' },
        { step: 'logAmounts', title: 'Logarithm of heavy-tailed amounts', effect: '3 columns: Expected volume, Actual volume, Average balance.' },
        { step: 'impute', title: 'Fill gaps', effect: '214 numbers from the 5 nearest customers, 96 categories with the most frequent level.' },
        { step: 'oneHot', title: 'One column per level', effect: '6 columns became 41.' },
        { step: 'scale', title: 'Same scale', effect: 'Mean 0, standard deviation 1.' },
      ],
      notes: [{ code: 'impute.allMissing', args: { column: text('Incorporated since') } }],
    },
    segmentation,
    compositions,
    distributions,
    map: makeMap(Math.min(points, nCustomers), nCustomers, segments, random, text),
    profile: makeProfile(compositions, distributions, segmentIds),
    run: { id: '7f3a9c21', inputSha256: 'a1b2c3d4'.repeat(8), recipeSha256: '0f1e2d3c'.repeat(8), resultSha256: '99887766'.repeat(8) },
    modelJson: JSON.stringify({ algorithm: 'kmeans', centers: range(nSegments).map(() => [random.uniform(), random.uniform()]) }),
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

function makeSegment(i: number, size: number, nCustomers: number, tier: Tier, text: (t: string) => string): SegmentSummary {
  const name = text(NAMES[i % NAMES.length]);
  const high = tier === 'None' ? 0 : Math.floor(size * [0.02, 0.1, 0.01, 0.6][i % 4]);
  const medium = tier === 'None' ? 0 : Math.floor((size - high) * 0.3);
  const differences: Difference[] = [
    { column: text('Actual volume'), level: null, measure: 'median', segmentValue: 2_450_000, bookValue: 870_000, effect: 1.31, low: 2_310_000, high: 2_588_000, unit: 'number' },
    { column: text('Occupation'), level: text('Business owner'), measure: 'share', segmentValue: 0.62, bookValue: 0.21, effect: 0.87, low: 0.58, high: 0.66, unit: 'percent' },
    { column: text('Age'), level: null, measure: 'mean', segmentValue: 38.2, bookValue: 44.9, effect: -0.52, low: 37.6, high: 38.9, unit: 'years' },
  ];
  return {
    id: i + 1,
    name,
    size,
    share: size / nCustomers,
    tier,
    meanScore: tier === 'None' ? 0 : 12.5 + 9 * (i % 4),
    tierCounts: { High: high, Medium: medium, Low: tier === 'None' ? 0 : size - high - medium, None: tier === 'None' ? size : 0 },
    sentence: `${name}: actual volume 2.8 times the whole book's (2,450,000 against 870,000), 62.0 % business owners against 21.0 %, on average 6.7 years younger.`,
    tierSentence: tier === 'None' ? 'No tier is assigned.' : `${tier}: the mean score is ${12.5 + 9 * (i % 4)}; most of it comes from volumes over the declared.`,
    differences,
    typicalRows: range(Math.min(3, size)).map(n => n * 7 + i),
  };
}

function makeSegmentation(segments: SegmentSummary[], nCustomers: number, withoutTiers: boolean, text: (t: string) => string): Segmentation {
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
    candidates: range(Math.max(k, 7)).map(i => ({ nClusters: i + 2, inertia: 91234.5 / (i + 1.3), silhouette: 0.41 - 0.03 * Math.abs(i + 2 - k), daviesBouldin: 0.8 + 0.1 * Math.abs(i + 2 - k), calinskiHarabasz: 2400 - 180 * Math.abs(i + 2 - k), smallest: Math.max(1, Math.floor(nCustomers / (2 * (i + 2)))) })),
    elbow: Math.min(k + 1, 8),
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
      return { tier, size, share: size / nCustomers, sentence: `${tier}: volumes far over the declared, or a politically exposed person.`, exposure: withoutTiers ? null : { column: text('Average balance'), sum: 123_456_789.5 } };
    }),
    tierRule: {
      mediumFrom: 30,
      highFrom: 60,
      drivers: withoutTiers
        ? []
        : [
            { id: 'pep', title: 'Politically exposed person', column: text('Is PEP'), against: null, measure: 'flag', full: 1, weight: 25 },
            { id: 'ratio', title: 'Actual over expected volume', column: text('Actual volume'), against: text('Expected volume'), measure: 'ratio', full: 3, weight: 25 },
            { id: 'alerts', title: 'Alerts', column: text('Alerts'), against: null, measure: 'count', full: 5, weight: 20 },
            { id: 'cash', title: 'Cash use', column: text('Cash usage'), against: null, measure: 'rank', full: 1, weight: 10 },
          ],
    },
    tierRuleText: 'The score is the weighted mean of the drivers, from 0 to 100; from 30 a customer is Medium, from 60 High.',
    features: range(12).map(i => ({ name: text(`Feature ${i}`), column: text(NUMBERS[i % NUMBERS.length]), level: i > 6 ? text('Salaried') : null, transform: i > 6 ? 'yes or no' : 'logarithm, z-score' })),
    notes,
  };
}

function makeImport(nCustomers: number, fileName: string, columns: string[], text: (t: string) => string): ImportReport {
  const duplicate = Math.floor(nCustomers / 100);
  const folded = Math.floor(nCustomers / 20);
  const kept = nCustomers + folded;
  const names = [...new Set(['CustomerID', 'Date of birth', ...columns])];
  return {
    fileName,
    sizeBytes: 812_345,
    sha256: 'a1b2c3d4'.repeat(8),
    format: 'xlsx',
    sheet: 'RiskSummary',
    sheets: [
      { name: 'RiskSummary', rows: kept + duplicate + 2503, columns: 34, hidden: false },
      { name: 'Formulas', rows: 20, columns: 3, hidden: true },
    ],
    headerRows: [1],
    headerEvidence: 'every cell is text and the rows below hold numbers and dates',
    dateSystem: 1900,
    encoding: null,
    separator: null,
    rows: { read: kept + duplicate + 2500 + 3, kept, rejected: 3, duplicate, empty: 2500 },
    renamed: [
      { original: text('isPep'), name: text('Is PEP'), reason: 'alias' },
      { original: '', name: 'Column 7', reason: 'blank' },
      { original: 'DateofBirth', name: 'Date of birth 2', reason: 'duplicate' },
    ],
    missingTokens: [
      { column: text('Occupation'), token: 'NULL', count: 214 },
      { column: text('Industry'), token: 'n/a', count: 17 },
    ],
    rejected: [
      { row: 5012, column: null, text: 'Total', reason: 'footer' },
      { row: 2201, column: text('Age'), text: text('#REF!'), reason: 'unreadable' },
    ],
    fold: { keyColumn: text('CustomerID'), rowsBefore: kept, customers: nCustomers, foldedCustomers: folded, columns: [{ column: text('Subscribed channels'), how: 'set', customers: folded }] },
    referenceDate: '2024-12-31',
    referenceDateReason: 'the latest date in Customer since',
    columns: names.map((name, i): ColumnReport => ({
      name,
      original: name,
      kind: columns.indexOf(name) >= 0 ? (i === 5 ? 'set' : i > 7 ? 'number' : 'category') : 'text',
      role: i === 0 ? 'identifier' : i === 7 ? 'protected' : 'feature',
      kindEvidence: '4,810 of 4,812 cells are texts with 9 different values',
      roleReason: 'known alias of the bank',
      missing: i * 3,
      distinct: 9 + i,
      notes: i === 4 ? [{ code: 'column.constant', args: { column: name } }] : [],
    })),
    notes: [{ code: 'read.errorValues', args: { n: 2 } }],
    nRows: nCustomers,
  };
}

function makeMap(points: number, of: number, segments: SegmentSummary[], random: RandomStream, text: (t: string) => string): SegmentMap {
  const centers = segments.map((segment, i) => ({ segment: segment.id, x: 4 * Math.cos((2 * Math.PI * i) / segments.length), y: 2.5 * Math.sin((2 * Math.PI * i) / segments.length) }));
  const cumulative: number[] = [];
  segments.reduce((all, segment, i) => (cumulative[i] = all + segment.size), 0);
  const map: SegmentMap = { x: [], y: [], segment: [], row: [], sampled: points < of, of, centers, explainedVarianceRatio: [0.312, 0.174], loadings: range(14).map(i => ({ feature: text(`Feature ${i}`), x: Math.cos(i) * 0.6, y: Math.sin(i) * 0.5 })) };
  for (let row = 0; row < points; row += 1) {
    const at = Math.floor((row * of) / points);
    const i = cumulative.findIndex(end => at < end);
    const spread = (): number => random.uniform() + random.uniform() + random.uniform() - 1.5;
    map.x.push(centers[i].x + spread() * 1.6);
    map.y.push(centers[i].y + spread() * 1.2);
    map.segment.push(i + 1);
    map.row.push(at);
  }
  return map;
}

function makeProfile(compositions: Composition[], distributions: Distribution[], segmentIds: number[]): ProfileTable {
  const rows: ProfileTable['rows'] = distributions.map((one, i) => ({
    column: one.column,
    level: null,
    measure: 'mean',
    unit: i === 3 || i === 4 ? 'years' : 'number',
    book: one.book.mean,
    values: one.summaries.map(s => s.mean),
    effects: one.summaries.map(s => (s.mean - one.book.mean) / one.book.sd),
  }));
  for (const one of compositions) {
    const total = one.counts.flat().reduce((all, count) => all + count, 0);
    one.levels.slice(0, 4).forEach((level, l) => {
      const book = one.counts.reduce((all, row) => all + row[l], 0) / total;
      const values = one.counts.map(row => row[l] / Math.max(1, row.reduce((all, count) => all + count, 0)));
      rows.push({ column: one.column, level, measure: 'share', unit: 'percent', book, values, effects: values.map(v => 2 * (Math.asin(Math.sqrt(v)) - Math.asin(Math.sqrt(book)))) });
    });
  }
  return { rows, segmentIds };
}

function summary(n: number, mean: number): NumberSummary {
  return { n, missing: 4, mean, sd: mean * 0.4, min: 0, q1: mean * 0.7, median: mean * 0.95, q3: mean * 1.3, max: mean * 4 };
}

function splitCount(total: number, parts: number, random: RandomStream): number[] {
  const weights = range(parts).map(() => 0.15 + random.uniform() ** 2);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map(weight => Math.floor((total * weight) / all));
  counts[0] += total - counts.reduce((sum, count) => sum + count, 0);
  return counts;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
