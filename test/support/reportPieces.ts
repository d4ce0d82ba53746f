import type { ReportInput } from '#engine/reports/ReportInput';
import type {
  ColumnReport,
  Composition,
  Distribution,
  ImportReport,
  NumberSummary,
  ProfileTable,
  SegmentMap,
  SegmentSummary,
} from '#shared/results';
import type { RandomStream } from '#engine/random';

export function makeImport(
  nCustomers: number,
  fileName: string,
  columns: string[],
  text: (t: string) => string,
): ImportReport {
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
    range: null,
    rangeEvidence: 'The whole sheet: it holds one table.',
    tables: [],
    decimalEvidence: '',
    dateOrderEvidence: 'day first in 1 column (Date of birth)',
    dateSystem: 1900,
    encoding: null,
    separator: null,
    columnStarts: null,
    rows: { read: kept + duplicate + 2500 + 3, kept, rejected: 3, duplicate, empty: 2500 },
    renamed: [
      { original: text('isPep'), name: text('Is PEP'), reason: 'alias' },
      { original: '', name: 'Column 7', reason: 'blank' },
      { original: 'DateofBirth', name: 'Date of birth 2', reason: 'duplicate' },
    ],
    missingTokens: [
      { column: text('Occupation'), token: 'NULL', count: 214, rows: [7, 12, 90, 91, 105] },
      { column: text('Industry'), token: 'n/a', count: 17, rows: [44, 60, 61, 102, 301] },
    ],
    rejected: [
      { row: 5012, column: null, text: 'Total', reason: 'footer' },
      { row: 2201, column: text('Age'), text: text('#REF!'), reason: 'unreadable' },
    ],
    duplicates: [
      { row: 310, sameAs: 12 },
      { row: 777, sameAs: 776 },
    ],
    fold: {
      keyColumn: text('CustomerID'),
      rowsBefore: kept,
      customers: nCustomers,
      foldedCustomers: folded,
      columns: [{ column: text('Subscribed channels'), how: 'set', customers: folded }],
    },
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
      label: '',
      missingCodes: [],
    })),
    notes: [{ code: 'read.errorValues', args: { n: 2 } }],
    cleaning: [],
    removedByCleaning: 0,
    nRows: nCustomers,
    combine: null,
  };
}

export function makeMap(
  points: number,
  of: number,
  segments: SegmentSummary[],
  random: RandomStream,
  text: (t: string) => string,
): SegmentMap {
  const centers = segments.map((segment, i) => ({
    segment: segment.id,
    x: 4 * Math.cos((2 * Math.PI * i) / segments.length),
    y: 2.5 * Math.sin((2 * Math.PI * i) / segments.length),
  }));
  const cumulative: number[] = [];
  segments.reduce((all, segment, i) => (cumulative[i] = all + segment.size), 0);
  const map: SegmentMap = {
    x: [],
    y: [],
    segment: [],
    row: [],
    sampled: points < of,
    of,
    centers,
    explainedVarianceRatio: [0.312, 0.174],
    loadings: range(14).map(i => ({ feature: text(`Feature ${i}`), x: Math.cos(i) * 0.6, y: Math.sin(i) * 0.5 })),
  };
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

export function makeProfile(
  compositions: Composition[],
  distributions: Distribution[],
  segmentIds: number[],
): ProfileTable {
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
      const values = one.counts.map(
        row =>
          row[l] /
          Math.max(
            1,
            row.reduce((all, count) => all + count, 0),
          ),
      );
      rows.push({
        column: one.column,
        level,
        measure: 'share',
        unit: 'percent',
        book,
        values,
        effects: values.map(v => 2 * (Math.asin(Math.sqrt(v)) - Math.asin(Math.sqrt(book)))),
      });
    });
  }
  return { rows, segmentIds };
}

export function summary(n: number, mean: number): NumberSummary {
  return {
    n,
    missing: 4,
    mean,
    sd: mean * 0.4,
    min: 0,
    q1: mean * 0.7,
    median: mean * 0.95,
    q3: mean * 1.3,
    max: mean * 4,
  };
}

export function splitCount(total: number, parts: number, random: RandomStream): number[] {
  const weights = range(parts).map(() => 0.15 + random.uniform() ** 2);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map(weight => Math.floor((total * weight) / all));
  counts[0] += total - counts.reduce((sum, count) => sum + count, 0);
  return counts;
}

export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

export function makeQuality(nRows: number, text: (text: string) => string): ReportInput['quality'] {
  const [code, gap] = [text('Days since contact'), text('PEP since')];
  return {
    headline: '2 findings in 14 columns; 1 needs a decision before segmentation.',
    findings: [
      {
        id: `specialCode | ${code}`,
        kind: 'specialCode',
        severity: 'decide',
        columns: [code],
        sentence: `999 stands in 120 rows of ${code} (2.5 %), far from the other values, which end at 27.`,
        action: { kind: 'columns', label: 'Read 999 as missing', changes: [{ name: code, missingCodes: ['999'] }] },
      },
      {
        id: `someGaps | ${gap}`,
        kind: 'someGaps',
        severity: 'watch',
        columns: [gap],
        sentence: `${gap} is missing for many customers: what is filled in is a guess.`,
        action: null,
      },
    ],
    gaps: {
      columns: [{ name: gap, missing: Math.floor(nRows / 3) }],
      nColumnsWithGaps: 1,
      starts: [0],
      blockRows: Math.max(1, nRows),
      shares: [[1 / 3]],
      together: [],
      completeRows: nRows - Math.floor(nRows / 3),
      nRows,
    },
  };
}
