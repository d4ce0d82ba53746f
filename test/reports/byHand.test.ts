import { expect, it } from 'vitest';
import type { TierOutcomes, TierTransitions } from '#shared/contract/tiers';
import type { HandDecision } from '#shared/results';
import { buildDocument } from '#engine/reports/buildDocument';
import { runSheet } from '#engine/reports/customers/resultSheets';
import { renderHtml } from '#engine/reports/html/renderHtml';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { makeReportInput } from '../support/reportInput.ts';

const fonts = new ReportFonts();
const input = makeReportInput();
const [first] = input.segmentation.segments;
const decision = (row: number): HandDecision => ({
  row,
  customer: `C${row}`,
  what: row % 2 ? 'tier' : 'segment',
  to: 'High',
  was: 'Low',
  reason: 'court <order>',
  by: 'Ana',
  text: '',
});
const transitions: TierTransitions = {
  against: 'may.tessera',
  tiers: ['High', 'Medium', 'Low'],
  counts: [
    [5, 1, 0],
    [2, 7, 3],
    [0, 4, 90],
  ],
  exposure: {
    column: 'AvgBalance',
    sums: [
      [1000, 2, 0],
      [3, 4, 5],
      [0, 6, 7],
    ],
  },
  segments: [{ id: 1, name: first.name, up: 6, down: 4, same: 102 }],
  up: 6,
  down: 4,
  same: 102,
  onlyBefore: 2,
  onlyNow: 3,
  repeated: 1,
  sentence: 'Against may.tessera, 6 of 112 customers moved to a higher risk tier and 4 to a lower one.',
};
const tierOutcomes: TierOutcomes = {
  eventWords: 'Exited is Yes',
  tiers: [
    { tier: 'High', known: 100, events: 30, share: 0.3, low: 0.219, high: 0.396 },
    { tier: 'Low', known: 900, events: 45, share: 0.05, low: 0.0376, high: 0.0663 },
  ],
  nUnknown: 1,
  sentence: 'Exited is Yes for 30.0 % of High and 5.0 % of Low: the tiers rank customers by it.',
};
const changed = {
  ...input,
  decisions: Array.from({ length: 250 }, (_none, row) => decision(row)),
  transitions,
  tierOutcomes,
  segmentation: {
    ...input.segmentation,
    byHand: {
      nFound: 5,
      changes: [{ op: 'merge' as const, text: 'Merged "A" and "B"', reason: 'alike', by: 'Ben', isMade: true }],
      measuresOf: 'found' as const,
      text: '5 segments were found; 1 change by hand made them 4. The measures are those of the 5 segments as found.',
    },
  },
};

it('says nothing of changes by hand where there are none', () => {
  expect(buildDocument(input, fonts).sections.map(({ id }) => id)).not.toContain('by-hand');
});

it('lists merges, splits and decisions with reason and name, the first 200 of many', () => {
  const document = buildDocument(changed, fonts);
  const section = document.sections.find(({ id }) => id === 'by-hand')!;
  expect(section.headline).toBe('Changed by hand: 1 merge or split; 250 segments and tiers of customers.');
  const tables = section.blocks.flatMap(block => (block.kind === 'table' ? [block.table] : []));
  expect(tables.map(({ rows }) => rows.length)).toEqual([1, 200]);
  expect(tables[1].rows[1]).toEqual(['C1', 'Tier', 'High', 'Low', 'court <order>', 'Ana']);
  const choice = document.sections.find(({ id }) => id === 'choice')!;
  expect(JSON.stringify(choice.blocks)).toContain('The measures are those of the 5 segments as found.');
  const html = renderHtml(document, fonts);
  expect(html).toContain('The first 200 of 250; all are in the exported customers.');
  expect(html).not.toContain('court <order>');
});

it('shows movements between tiers, as a rule and not a model', () => {
  const tiers = buildDocument(changed, fonts).sections.find(({ id }) => id === 'tiers')!;
  expect(tiers.title).toBe('Risk tiers: a rule, not a model');
  const text = JSON.stringify(tiers.blocks);
  expect(text).toContain('Movement between tiers (a rule, not a model)');
  expect(text).toContain('3 only now, 2 only before, 1 row with a repeated identifier left aside.');
  expect(text).toContain('5 (1,000)');
  const rows = [...runSheet(changed).rows];
  expect(rows).toContainEqual(['Changed by hand', 'Merged "A" and "B": alike (Ben)', null]);
  expect(rows).toContainEqual(['Movement between tiers (a rule, not a model)', transitions.sentence, null]);
});

it('holds the tiers against what happened', () => {
  const tiers = buildDocument(changed, fonts).sections.find(({ id }) => id === 'tiers')!;
  const table = tiers.blocks.flatMap(block => (block.kind === 'table' ? [block.table] : []));
  const found = table.find(({ id }) => id === 'tier-outcomes')!;
  expect(found.n).toBe('n = 1,000 customers with a known outcome; of 1 more it is not known');
  expect(found.rows.map(row => row.slice(1))).toEqual([
    ['100', '30', '30.0 %', '21.9 % to 39.6 %'],
    ['900', '45', '5.0 %', '3.8 % to 6.6 %'],
  ]);
  expect(tiers.blocks).toContainEqual({ kind: 'paragraph', text: tierOutcomes.sentence });
  expect([...runSheet(changed).rows]).toContainEqual([
    'Outcome by tier (a rule, not a model)',
    tierOutcomes.sentence,
    null,
  ]);
});

it('does not say of those whom a person put in a tier that their score did', () => {
  const tiers = input.segmentation.tiers.map(one => ({
    ...one,
    ...(one.tier === 'High' && { size: 1, setByHand: 1 }),
  }));
  const own = { ...input, segmentation: { ...input.segmentation, tiers } };
  expect(buildDocument(own, fonts).sections.find(({ id }) => id === 'tiers')!.headline).toMatch(
    /^1 customer \(.*\) is High: its score is \d+ or more of 100, or a person put them there \(1\)\.$/,
  );
});
