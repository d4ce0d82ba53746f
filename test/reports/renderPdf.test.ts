import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDocument } from '#engine/reports/buildDocument';
import type { ReportDocument } from '#engine/reports/document';
import { MARGIN, type PageFlow } from '#engine/reports/pdf/PageFlow';
import { layOutPdf, renderPdf } from '#engine/reports/pdf/renderPdf';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { PdfFile } from '../support/PdfFile.ts';
import { qpdfSays } from '../support/qpdfSays.ts';
import { makeReportInput, type ReportInputOptions } from '../support/reportInput.ts';

const fonts = new ReportFonts();
const document = (options: ReportInputOptions = {}): ReportDocument => buildDocument(makeReportInput(options), fonts);

describe('renderPdf', () => {
  let pdf: PdfFile;
  let bytes: Uint8Array;
  let shown: ReportDocument;
  beforeAll(async () => {
    shown = document();
    bytes = await renderPdf(shown, { paper: 'A4' });
    pdf = new PdfFile(bytes);
  });

  it('gives the same bytes for the same document, from fonts opened anew', async () => {
    const again = await renderPdf(document(), { paper: 'A4' });
    expect(sha256(again)).toBe(sha256(bytes));
    const other = await renderPdf(document({ seed: 8 }), { paper: 'A4' });
    expect(sha256(other)).not.toBe(sha256(bytes));
  });

  it('says that it is PDF/A-3a and PDF/UA-1, in English, with its title shown', () => {
    expect(pdf.bytes.toString('latin1', 0, 8)).toBe('%PDF-1.7');
    const xmp = pdf.follow(pdf.root.dict, 'Metadata').stream?.toString('utf8') ?? '';
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(xmp).toContain('<xmp:CreateDate>2024-12-31T00:00:00Z</xmp:CreateDate>');
    expect(pdf.root.dict).toContain('/Lang (en)');
    expect(pdf.root.dict).toContain('/OutputIntents');
    expect(pdf.follow(pdf.root.dict, 'MarkInfo').dict).toContain('/Marked true');
    expect(pdf.follow(pdf.root.dict, 'ViewerPreferences').dict).toContain('/DisplayDocTitle true');
  });

  it('tags headings, paragraphs, tables, lists, figures and the table of contents', () => {
    const tags = pdf.structure();
    const figures = shown.sections.flatMap(section => section.blocks).filter(block => block.kind === 'figure').length;
    expect(tags.get('Document')).toBe(1);
    expect(tags.get('H1')).toBe(1);
    expect(tags.get('H2')).toBe(shown.sections.length);
    expect(tags.get('Sect')).toBe(shown.sections.length);
    expect(tags.get('TOCI')).toBe(shown.sections.length);
    expect(tags.get('Figure')).toBe(figures);
    for (const type of ['H3', 'P', 'Table', 'THead', 'TBody', 'TR', 'TH', 'TD', 'L', 'LI', 'Link']) {
      expect(tags.get(type), type).toBeGreaterThan(0);
    }
  });

  it('gives every figure words and every header cell a scope', () => {
    const figures = pdf.all.filter(({ dict }) => dict.startsWith('<<\n/S /Figure\n'));
    expect(figures.length).toBeGreaterThan(5);
    expect(figures.filter(({ dict }) => !/\/Alt \(/.test(dict))).toEqual([]);
    const heads = pdf.all.filter(({ dict }) => dict.startsWith('<<\n/S /TH\n'));
    expect(heads.filter(({ dict }) => !/\/Scope \/(Column|Row)/.test(dict))).toEqual([]);
  });

  it('embeds every font', () => {
    const descriptors = pdf.all.filter(({ dict }) => dict.includes('/Type /FontDescriptor'));
    expect(descriptors.length).toBeGreaterThanOrEqual(3);
    expect(descriptors.filter(({ dict }) => !/\/FontFile2 \d+ 0 R/.test(dict))).toEqual([]);
    const simple = pdf.all.filter(({ dict }) => /\/Subtype \/(Type1|TrueType)\b/.test(dict));
    expect(simple).toEqual([]);
  });

  it('has file, data hash, run and page x of y at the foot of every page', () => {
    const texts = pdf.pageTexts();
    expect(texts.length).toBeGreaterThan(8);
    texts.forEach((text, i) => {
      expect(text).toContain('RiskSummary 2024.xlsx · data a1b2c3d4a1b2 · run 7f3a9c21');
      expect(text).toContain(`page ${i + 1} of ${texts.length}`);
    });
  });

  it('says the answer first and can be read as text', () => {
    const [first] = pdf.pageTexts();
    expect(first).toContain('4812 customers fall into 4 segments');
    expect(first).toContain('Contents');
    const all = pdf.pageTexts().join('\n');
    for (const section of shown.sections) expect(all).toContain(section.title);
    expect(all).toContain('▲');
  });

  it('links the table of contents and bookmarks to every section', () => {
    const links = pdf.all.filter(({ dict }) => dict.includes('/Subtype /Link'));
    expect(links).toHaveLength(shown.sections.length);
    expect(links.filter(({ dict }) => !dict.includes('/StructParent'))).toEqual([]);
    for (const section of shown.sections) {
      expect(pdf.all.some(({ dict }) => dict.includes(`/Dest (${section.id})`))).toBe(true);
    }
  });

  it('does nothing when opened and leads nowhere outside', () => {
    const all = pdf.all.map(({ dict }) => dict).join('\n');
    for (const name of ['/JavaScript', '/JS ', '/URI', '/Launch', '/OpenAction', '/AA ', '/SubmitForm', '/Encrypt']) {
      expect(all).not.toContain(name);
    }
  });

  it('carries the recipe, the model and the numbers', () => {
    const files = pdf.attachments();
    expect([...files.keys()]).toEqual([
      'recipe.json',
      'model.json',
      'segments.csv',
      'candidates.csv',
      'columns.csv',
      'features.csv',
      'differences.csv',
      'profile.csv',
      'composition.csv',
      'numbers.csv',
      'distribution.csv',
    ]);
    const input = makeReportInput();
    expect(JSON.parse(files.get('recipe.json')?.toString('utf8') ?? '')).toEqual(input.recipe);
    expect(files.get('model.json')?.toString('utf8')).toBe(input.modelJson);
    const composition = files.get('composition.csv')?.toString('utf8').trimEnd().split('\r\n') ?? [];
    const cells = input.compositions.reduce((all, one) => all + one.segmentIds.length * (one.levels.length + 1), 0);
    expect(composition).toHaveLength(cells + 1);
  });

  it('is sound for qpdf, which knows a broken file when it sees one', async () => {
    const { status, lines } = await qpdfSays(bytes);
    expect(lines.join('\n')).toContain('No syntax or stream encoding errors found');
    expect(status).toBe(0);
    expect((await qpdfSays(bytes.subarray(0, bytes.length >> 1))).status).toBe(2);
  });
});

describe('the layout of the PDF', () => {
  const longName = `Wörterbuch_${'unbreakable'.repeat(30)}`;
  const cases: [string, ReportInputOptions][] = [
    ['one segment', { nCustomers: 5, nSegments: 1, points: 5 }],
    ['22 customers in 2 segments', { nCustomers: 22, nSegments: 2, points: 22 }],
    ['10 segments', { nSegments: 10 }],
    ['no tiers, no pictures', { nCategories: 0, nNumbers: 0, withoutTiers: true }],
    ['names without a place to break', { text: text => `${text} ${longName}`, nSegments: 3 }],
    [
      'names of many words',
      { text: text => `${text} ${'many little words '.repeat(20)}`, nSegments: 8, nCategories: 2, nNumbers: 3 },
    ],
    ['other scripts', { text: text => `${text} کراچی 漢字 Ελλάδα Київ Việt`, fileName: 'کراچی & <b>.xlsx' }],
  ];
  it.each(cases)('keeps every text of a report with %s inside the margins of both papers', (_, options) => {
    const shown = document(options);
    for (const paper of ['A4', 'Letter'] as const) {
      const flow = layOutPdf(shown, { paper }, fonts);
      expect(outside(flow)).toEqual([]);
      expect(flow.placed.length).toBeGreaterThan(200);
    }
  });

  it('would notice a text that leaves the page', () => {
    const flow = layOutPdf(document({ nCategories: 0, nNumbers: 0 }), { paper: 'A4' }, fonts);
    flow.line('too far right', flow.left + flow.width - 10, 200, { size: 10, weight: 400 });
    expect(outside(flow)).toHaveLength(1);
  });

  it('uses the whole of the paper asked for', () => {
    const shown = document({ nCategories: 0, nNumbers: 0 });
    expect(layOutPdf(shown, { paper: 'A4' }, fonts).size).toEqual([595.28, 841.89]);
    expect(layOutPdf(shown, { paper: 'Letter' }, fonts).size).toEqual([612, 792]);
  });

  it('splits a table that is too wide and repeats the key column in each part', async () => {
    const shown = document({ nSegments: 10 });
    const text = new PdfFile(await renderPdf(shown, { paper: 'A4' }, fonts)).pageTexts().join('\n');
    expect(text).toContain('Means and shares, part 1 of 2');
    expect(text).toContain('Means and shares, part 2 of 2');
    const table = shown.sections
      .find(section => section.id === 'profile')
      ?.blocks.find(block => block.kind === 'table');
    if (table?.kind !== 'table') throw new Error('no profile table');
    const keys = table.table.rows.map(row => row[0]).filter(key => typeof key === 'string');
    for (const key of keys.filter(one => one.length < 16)) {
      expect(text.split('\n').filter(line => line === key).length, key).toBeGreaterThanOrEqual(2);
    }
  });

  it('repeats the header of a table on every page it goes over', async () => {
    const shown = document({ nNumbers: 60, nCategories: 0, nSegments: 3 });
    const pages = new PdfFile(await renderPdf(shown, { paper: 'A4' }, fonts)).pageTexts();
    const withTrait = pages.filter(text => text.includes('(mean)'));
    expect(withTrait.length).toBeGreaterThan(2);
    for (const text of withTrait) expect(text).toMatch(/^Trait/m);
  });

  it('counts what no font can draw and says so in the notes', async () => {
    const plain = new PdfFile(await renderPdf(document({ nCategories: 1 }), { paper: 'A4' }, fonts));
    expect(plain.pageTexts().join('\n')).not.toContain('could not be drawn');
    const shown = document({ nCategories: 1, text: text => (text === 'Salaried' ? '漢字' : text) });
    const text = new PdfFile(await renderPdf(shown, { paper: 'A4' }, fonts)).pageTexts().join('\n');
    expect(text).toMatch(/\d+ characters could not be drawn in the report and were replaced\./);
    expect(text).toContain('??');
  });
});

function outside(flow: PageFlow): string[] {
  const [width, height] = flow.size;
  return flow.placed
    .filter(
      ({ x, width: wide, baseline, size }) =>
        x < MARGIN - 0.5 ||
        x + wide > width - MARGIN + 0.5 ||
        baseline - size < MARGIN - 6 ||
        baseline > height - MARGIN + 0.5,
    )
    .map(({ page, text }) => `page ${page + 1}: ${text}`);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
