import { comparePeriod } from '#engine/monitor/comparePeriod';
import { makeReference } from '#engine/monitor/makeReference';
import { numberDistribution } from '#engine/monitor/numberDistribution';
import { stream } from '#engine/random';
import type { Column, Table } from '#engine/table/Column';
import { defaultMonitoring, type Monitoring } from '#shared/monitor/choices';
import type { MonitorReference, Performance } from '#shared/monitor/reference';
import type { MonitorPeriod } from '#shared/monitor/result';
import { testRun } from './testRun.ts';

export interface BookOptions {
  nRows?: number;
  seed?: number;
  /** How far the income moved, in standard deviations. */
  shift?: number;
  /** A city that nobody lived in before. */
  city?: string | null;
  /** Changes every text that comes from the file. */
  text?: (text: string) => string;
}

const PLAIN: Required<BookOptions> = { nRows: 1_000, seed: 1, shift: 0, city: null, text: words => words };

/** Income, a flag, a city with gaps, and what became of each customer. */
export function makeBook(options: BookOptions = {}): { table: Table; p: Float64Array; y: Uint8Array } {
  const { nRows, seed, shift, city, text } = { ...PLAIN, ...options };
  const draw = stream(seed, 'watched book');
  const income = new Float64Array(nRows);
  const active = new Uint8Array(nRows);
  const codes = new Int32Array(nRows);
  const p = new Float64Array(nRows);
  const y = new Uint8Array(nRows);
  const cities = city === null ? 3 : 4;
  for (let row = 0; row < nRows; row++) {
    const z = draw.normal() + shift;
    income[row] = draw.below(25) === 0 ? NaN : Math.round(50_000 + 12_000 * z);
    active[row] = draw.below(3) > 0 ? 1 : 0;
    codes[row] = draw.below(12) === 0 ? -1 : draw.below(cities);
    p[row] = 1 / (1 + Math.exp(1 - z));
    y[row] = draw.uniform() < p[row] ? 1 : 0;
  }
  const columns: Column[] = [
    { kind: 'number', name: text('Income'), values: income },
    { kind: 'boolean', name: text('Active'), values: active },
    { kind: 'category', name: text('City'), levels: ['Lahore', 'Karachi', 'Quetta', city ?? '-'].map(text), codes },
  ];
  return { table: { nRows, columns }, p, y };
}

const UNKNOWN: Omit<Performance, 'n' | 'nEvents'> = {
  prevalence: null,
  rocAuc: { value: 0.74, low: 0.71, high: 0.77, n: 1_000 },
  gini: null,
  ks: null,
  brier: null,
  accuracy: null,
  precision: null,
  recall: null,
  calibrationSlope: null,
  calibrationIntercept: null,
  calibrationRatio: null,
};

/** The reference of such a book, with its score and three segments by income. */
export async function bookReference(options: BookOptions = {}): Promise<MonitorReference> {
  const { text = (words: string) => words } = options;
  const { table, p, y } = makeBook(options);
  const n = table.nRows;
  const nEvents = y.reduce((sum, outcome) => sum + outcome, 0);
  const target = { name: text('Left'), event: text('Yes'), eventWords: `${text('Left')} is ${text('Yes')}` };
  return makeReference(
    {
      table,
      columns: table.columns.map(({ name }) => name),
      referenceDay: NaN,
      scores: [
        {
          target: { ...target, purpose: 'churn', nEvents, nOthers: n - nEvents, nUnknown: 0 },
          model: { id: 'logisticRegression', title: 'Logistic regression' },
          distribution: await numberDistribution(p, 200, testRun()),
          threshold: 0.5,
          performance: { n, nEvents, ...UNKNOWN },
          calibration: [],
          calibrationP: null,
        },
      ],
      segments: { segments: segmentSizes(p).map((size, i) => ({ id: i + 1, name: text(`Segment ${i + 1}`), size })) },
    },
    testRun(),
  );
}

function segmentSizes(p: Float64Array): number[] {
  const sizes = [0, 0, 0];
  for (const score of p) sizes[score < 0.2 ? 0 : score < 0.5 ? 1 : 2]++;
  return sizes;
}

/** A later file of such a book held against a reference. @param knowsOutcomes whether it is known what became of its customers */
export function somePeriod(
  reference: MonitorReference,
  options: BookOptions & { label?: string; knowsOutcomes?: boolean; rule?: Monitoring } = {},
): Promise<MonitorPeriod> {
  const { label = 'June 2026', knowsOutcomes = true, rule = defaultMonitoring(), text = words => words } = options;
  const { table, p, y } = makeBook({ seed: 2, ...options });
  return comparePeriod(
    reference,
    {
      label: text(label),
      file: { name: text('june.csv'), sha256: 'ab'.repeat(32) },
      table,
      referenceDay: NaN,
      scores: [{ p, y: knowsOutcomes ? y : y.map(() => 255) }],
      segmentSizes: segmentSizes(p),
    },
    rule,
    testRun(),
  );
}
