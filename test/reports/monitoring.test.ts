import { beforeAll, describe, expect, it } from 'vitest';
import { buildDocument } from '#engine/reports/buildDocument';
import { marksOutside } from '#engine/reports/charts/scene';
import { cellText, type ReportDocument, type Section } from '#engine/reports/document';
import { renderHtml } from '#engine/reports/html/renderHtml';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import type { MonitorPeriod } from '#shared/monitor/result';
import { makeReportInput } from '../support/reportInput.ts';
import { bookReference, somePeriod } from '../support/somePeriods.ts';

const fonts = new ReportFonts();
const input = makeReportInput({ nCategories: 0, nNumbers: 0, points: 20 });
const sectionOf = (document: ReportDocument): Section | undefined =>
  document.sections.find(({ id }) => id === 'monitoring');

describe('the report about later files', () => {
  let periods: MonitorPeriod[];
  beforeAll(async () => {
    const reference = await bookReference();
    const drifts = [0, 0.2, 0.5, 1.1];
    periods = await Promise.all(
      drifts.map((shift, i) => somePeriod(reference, { shift, seed: 20 + i, label: `Month ${i + 1}` })),
    );
  });

  it('is left out where nothing was watched', () => {
    expect(sectionOf(buildDocument(input, fonts))).toBeUndefined();
    expect(sectionOf(buildDocument({ ...input, periods: [] }, fonts))).toBeUndefined();
  });

  it('says the light, what changed and by which rule, and shows the periods in a picture that stays in its frame', () => {
    const section = sectionOf(buildDocument({ ...input, periods }, fonts))!;
    expect(section.headline).toBe(periods[3].headline);
    const texts = section.blocks.flatMap(block => (block.kind === 'notes' ? block.items : []));
    for (const sentence of [...periods[3].findings.map(finding => finding.sentence), ...periods[3].rule])
      expect(texts.some(text => text.includes(sentence))).toBe(true);
    const figure = section.blocks.flatMap(block => (block.kind === 'figure' ? [block.figure] : []))[0];
    expect(marksOutside(figure.scene, mark => fonts.width(mark.text, mark.size, mark.weight))).toEqual([]);
    expect(figure.table.rows.map(row => cellText(row[0]))).toEqual(periods.map(({ label }) => label));
    const tables = section.blocks.flatMap(block => (block.kind === 'table' ? [block.table] : []));
    expect(tables.map(({ id }) => id)).toEqual(['drift-columns', 'drift-segments', 'drift-performance']);
    expect(tables[0].rows[0].map(cellText)[0]).toBe('Income');
  });

  it('keeps one period and very many with long names in the frame, and texts of a file harmless', async () => {
    const long = Array.from({ length: 50 }, (_none, i) => ({
      ...periods[i % 4],
      label: `<b>A period with a very long name indeed ${i}`,
    }));
    for (const some of [periods.slice(0, 1), long]) {
      const document = buildDocument({ ...input, periods: some }, fonts);
      const figure = sectionOf(document)!.blocks.flatMap(block => (block.kind === 'figure' ? [block.figure] : []))[0];
      expect(marksOutside(figure.scene, mark => fonts.width(mark.text, mark.size, mark.weight))).toEqual([]);
    }
    const html = renderHtml(buildDocument({ ...input, periods: long }, fonts));
    expect(html).not.toContain('<b>A period');
  });
});
