import { describe, expect, it } from 'vitest';
import type { ClassifierFigures, RuleList, SegmentPair } from '#shared/explanation';
import { buildDocument } from '#engine/reports/buildDocument';
import { cellText, type DataTable } from '#engine/reports/document';
import type { ReportInput } from '#engine/reports/ReportInput';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { makeReportInput } from '../support/reportInput.ts';

const fonts = new ReportFonts();
const share = (value: number) => ({ value, low: value - 0.02, high: value + 0.02, n: 100 });

function explained(nSegments: number): ReportInput {
  const input = makeReportInput({ nSegments, nCategories: 1, nNumbers: 1, points: 10 });
  const ids = Array.from({ length: nSegments }, (_none, i) => i + 1);
  const rule = {
    text: 'annual income above 71.5',
    conditions: [],
    n: 50,
    hits: 47,
    coverage: 0.1,
    precision: 0.94,
    recall: 0.88,
  };
  const rules: RuleList = {
    segments: ids.map(segment => ({
      segment,
      rules: [rule, rule, rule],
      left: 0,
      isApart: segment === 2,
      sentence: '',
    })),
    fidelity: share(0.9),
    chance: 0.4,
    folds: 5,
    isSampled: false,
    of: 4812,
    seed: 42,
    minLeaf: 49,
    maxDepth: 4,
    nColumns: 12,
    sentence: 'The rules say the same segment for 90.0 % of customers.',
    method: 'A classification tree.',
  };
  const separator = {
    column: 'Income',
    level: null,
    measure: 'mean',
    unit: 'number',
    a: 1,
    b: 2,
    low: 0.5,
    high: 1.5,
  } as const;
  const pairs: SegmentPair[] = ids.flatMap(a =>
    ids
      .filter(b => b > a)
      .map(b => ({
        a,
        b,
        sentence: '',
        separators: [{ ...separator, effect: b - a, text: 'average income 1 against 2' }],
      })),
  );
  const figures: ClassifierFigures = {
    accuracy: share(0.97),
    macroF1: 0.96,
    segments: ids.map(segment => ({ segment, n: 100, precision: share(0.95), recall: share(0.97), f1: 0.96 })),
    confusion: ids.map(() => ids.map(() => 1)),
  };
  const classifier = {
    naiveBayes: figures,
    nearestCentroid: figures,
    folds: 10,
    n: 4812,
    of: 4812,
    isSampled: false,
    seed: 42,
    sentence: 'It is agreement with the segments, not with a truth.',
    method: 'Ten folds.',
  };
  return { ...input, explanation: { rules, pairs, classifier, drift: null } };
}

function sectionOf(input: ReportInput) {
  const section = buildDocument(input, fonts).sections.find(({ id }) => id === 'recognise');
  const tables = (section?.blocks ?? []).flatMap((block): DataTable[] => (block.kind === 'table' ? [block.table] : []));
  return { section, table: (id: string) => tables.find(table => table.id === id)! };
}

describe('how to recognise a segment', () => {
  it('gives rules, pairs and the classifier, each with its n', () => {
    const { section, table } = sectionOf(explained(4));
    expect(section?.headline).toContain('90.0 %');
    expect(table('rules').rows).toHaveLength(12);
    expect(table('rules').rows[3].map(cellText).slice(1)).toEqual([
      'annual income above 71.5 (against all others together)',
      '50',
      '94.0 %',
      '88.0 %',
    ]);
    expect(table('separators').rows).toHaveLength(6);
    expect(cellText(table('separators').rows[0][2])).toBe('Income (mean) +1.00 (+0.50 to +1.50)');
    expect(table('classifier').rows[0].map(cellText)[2]).toBe('95.0 % (93.0 % to 97.0 %)');
  });

  it('stays short with twenty segments: of 190 pairs the one hardest to tell apart for each', () => {
    const { section, table } = sectionOf(explained(20));
    expect(table('rules').rows).toHaveLength(60);
    expect(table('separators').rows.length).toBeLessThanOrEqual(20);
    expect(table('separators').title).toContain('most like it');
    expect(section!.blocks.length).toBeLessThan(10);
  });

  it('is left out where nothing was found out', () => {
    expect(sectionOf(makeReportInput()).section).toBeUndefined();
  });
});
