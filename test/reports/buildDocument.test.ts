import { describe, expect, it } from 'vitest';
import { buildDocument } from '#engine/reports/buildDocument';
import { cellText, type DataTable, type ReportDocument } from '#engine/reports/document';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { makeReportInput } from '../support/reportInput.ts';

const fonts = new ReportFonts();

function tables(document: ReportDocument): DataTable[] {
  return document.sections.flatMap(section =>
    section.blocks.flatMap(block => {
      if (block.kind === 'table') return [block.table];
      return block.kind === 'figure' ? [block.figure.table] : [];
    }),
  );
}
function table(document: ReportDocument, id: string): DataTable {
  const found = tables(document).find(one => one.id === id);
  if (!found) throw new Error(`no table ${id}`);
  return found;
}

describe('buildDocument', () => {
  const input = makeReportInput();
  const document = buildDocument(input, fonts);

  it('opens every section with one sentence', () => {
    expect(document.sections.map(section => section.id)).toEqual([
      'summary',
      'tiers',
      'segments',
      'categories',
      'numbers',
      'map',
      'profile',
      'choice',
      'file',
      'quality',
      'preparation',
      'notes',
      'appendix',
    ]);
    for (const { headline } of document.sections) expect(headline).toMatch(/^\S.*\.$/);
  });

  it('has an n on every table and as many cells as columns', () => {
    for (const { id, n, columns, rows } of tables(document)) {
      expect(n, id).toMatch(/^n = \d/);
      for (const row of rows) expect(row.length, id).toBe(columns.length);
    }
  });

  it('gives an account of rows that adds up', () => {
    const account = table(document, 'rows').rows.map(
      row => [cellText(row[0]), Number(cellText(row[1]).replaceAll(',', ''))] as const,
    );
    const [read, rejected, duplicate, empty, kept, folded, customers] = account.map(([, count]) => count);
    expect(account.map(([what]) => what)).toEqual([
      'Rows read',
      '− rejected',
      '− duplicates',
      '− empty',
      '= rows kept',
      '− rows folded into another row of the same customer',
      '= customers',
    ]);
    expect(read - rejected - duplicate - empty).toBe(kept);
    expect(kept - folded).toBe(customers);
    expect(customers).toBe(input.segmentation.nCustomers);
  });

  it('calls the tiers a rule, not a model', () => {
    const tiers = document.sections.find(section => section.id === 'tiers');
    const words = tiers?.blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : [])).join(' ') ?? '';
    expect(tiers?.title).toContain('a rule, not a model');
    expect(words).toContain('not a probability');
    expect(words).toContain(input.segmentation.tierRuleText);
    const drivers = table(document, 'drivers').rows.map(row => row.map(cellText));
    // Weights 25, 25, 20 and 10 of 80.
    expect(drivers.map(row => row[4])).toEqual(['31.3 %', '31.3 %', '25.0 %', '12.5 %']);
  });

  it('prints every note and every hash', () => {
    const text = JSON.stringify(document.sections);
    expect(text).toContain('The silhouette was computed on 2,000 of 4,812 customers, drawn with seed 42.');
    for (const hash of [input.run.inputSha256, input.run.recipeSha256, input.run.resultSha256])
      expect(text).toContain(hash);
    expect(text).toContain('doi:10.1109/TIT.1982.1056489');
  });

  it('works out the widest gap from the counts', () => {
    const small = makeReportInput({ nSegments: 2, nCategories: 1, nNumbers: 0 });
    const composition = {
      ...small.compositions[0],
      column: 'Gender',
      levels: ['f', 'm'],
      counts: [
        [80, 20],
        [10, 40],
      ],
      missing: [0, 0],
    };
    const built = buildDocument({ ...small, compositions: [composition] }, fonts);
    const headline = built.sections.find(section => section.id === 'categories')?.headline;
    // f: 90 of 150 in the book, 80 of 100 and 10 of 50 in the segments; the second gap, 40 points, is wider than the first, 20.
    expect(headline).toBe(
      `The widest gap: 20.0 % of ${small.segmentation.segments[1].name} against 60.0 % of the whole book have Gender f.`,
    );
  });

  it('prints at most 400 rows of a table and says how many there are', () => {
    const many = makeReportInput({ nCategories: 2, nNumbers: 2 });
    const columns = Array.from({ length: 900 }, (_, i) => ({ ...many.import.columns[0], name: `Column ${i}` }));
    const built = buildDocument({ ...many, import: { ...many.import, columns } }, fonts);
    expect(table(built, 'columns').rows).toHaveLength(400);
    expect(table(built, 'columns').n).toBe('n = 4,812 customers; the first 400 of 900 rows are printed');
    const attached = built.attachments.find(one => one.name === 'columns.csv');
    expect(attached?.text.trimEnd().split('\r\n')).toHaveLength(901);
  });

  it('leaves out what there is nothing to say about', () => {
    const bare = makeReportInput({ nCategories: 0, nNumbers: 0, withoutTiers: true, nSegments: 1, nCustomers: 4 });
    const ids = buildDocument({ ...bare, map: { ...bare.map, x: [], y: [] } }, fonts).sections.map(
      section => section.id,
    );
    expect(ids).not.toContain('categories');
    expect(ids).not.toContain('numbers');
    expect(ids).not.toContain('map');
    expect(ids).toContain('tiers');
  });
});
