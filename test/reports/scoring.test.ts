import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatCount } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';
import type { Run } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { buildDocument } from '#engine/reports/buildDocument';
import { marksOutside } from '#engine/reports/charts/scene';
import { sceneToSvg } from '#engine/reports/charts/svg';
import { exportCustomersXlsx } from '#engine/reports/customers/exportCustomersXlsx';
import { cellText, type DataTable, type Figure, type ReportDocument, type Section } from '#engine/reports/document';
import { renderHtml } from '#engine/reports/html/renderHtml';
import { renderPdf } from '#engine/reports/pdf/renderPdf';
import type { ReportInput } from '#engine/reports/ReportInput';
import { intervalText, asFigure, measureText, measureWords } from '#engine/reports/scores/measureWords';
import { SCORE_FIGURES, titleOf } from '#engine/reports/scores/scoreFigures';
import { scoreTables } from '#engine/reports/scores/scoreTables';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { makeCustomers } from '../support/customers.ts';
import { HOSTILE_TEXTS } from '../support/hostileTexts.ts';
import { PdfFile } from '../support/PdfFile.ts';
import { makeReportInput, type ReportInputOptions } from '../support/reportInput.ts';
import { SUPPRESSED_N } from '../support/someFairness.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { unzip } from '../support/unzip.ts';

const fonts = new ReportFonts();
const folder = temporaryFolder();
const SMALL: ReportInputOptions = { nCategories: 0, nNumbers: 0, points: 20 };
const OURS = ['scores', 'validation', 'fairness', 'challenge'];
const run = {
  seed: 1,
  signal: new AbortController().signal,
  stream: (purpose: string, index = 0) => stream(1, purpose, index),
  progress: () => undefined,
  throwIfCancelled: () => undefined,
} as unknown as Run;

const scored = (options: ReportInputOptions = {}): ReportInput => makeReportInput({ ...SMALL, scores: {}, ...options });
const sectionsOf = (document: ReportDocument): Section[] => document.sections.filter(({ id }) => OURS.includes(id));
const figuresOf = (section: Section): Figure[] =>
  section.blocks.flatMap(block => (block.kind === 'figure' ? [block.figure] : []));
const tablesOf = (section: Section): DataTable[] =>
  section.blocks.flatMap(block => {
    if (block.kind === 'table') return [block.table];
    return block.kind === 'figure' ? [block.figure.table] : [];
  });
function table(document: ReportDocument, id: string): string[][] {
  const found = document.sections.flatMap(tablesOf).find(one => one.id === id);
  if (!found) throw new Error(`no table ${id}`);
  return found.rows.map(row => row.map(cellText));
}

describe('a report with scores', () => {
  const input = scored();
  const { result, segments } = input.scoring!;
  const document = buildDocument(input, fonts);

  it('has four sections after those of the segments, and says so in its title and summary', () => {
    const ids = document.sections.map(({ id }) => id);
    expect(ids.slice(0, 7)).toEqual(['summary', 'tiers', 'segments', ...OURS]);
    expect(document.title).toBe('Customer risk segments and scores: RiskSummary 2024.xlsx');
    expect(JSON.stringify(document.sections[0])).toContain(result.headline);
    for (const { headline } of sectionsOf(document)) expect(headline).toMatch(/^\S.*\.$/);
  });

  it('has no section, sheet or file about scores where there are none', () => {
    const without = makeReportInput(SMALL);
    const plain = buildDocument(without, fonts);
    expect(sectionsOf(plain)).toEqual([]);
    expect(plain.title).toBe('Customer risk segments: RiskSummary 2024.xlsx');
    expect(scoreTables(without)).toEqual([]);
    expect(plain.attachments.filter(({ name }) => /score|fairness|challenge/.test(name))).toEqual([]);
    expect(JSON.stringify(plain.sections)).not.toContain('ROC-AUC');
  });

  it('has an n on every table and as many cells as columns', () => {
    for (const { id, n, columns, rows } of sectionsOf(document).flatMap(tablesOf)) {
      expect(n, id).toMatch(/^n = \d/);
      expect(rows.length, id).toBeGreaterThan(0);
      for (const row of rows) expect(row.length, id).toBe(columns.length);
    }
  });

  it('gives every figure of every model with its interval and its n', () => {
    const rows = table(document, 'score-figures');
    expect(rows).toHaveLength(SCORE_FIGURES.length * result.models.length);
    for (const figure of SCORE_FIGURES)
      for (const { title, evaluation } of result.models) {
        const measure = figure.of(evaluation);
        const interval = intervalText(measure, figure.format);
        const n = formatCount(measure.n);
        expect(rows).toContainEqual([titleOf(figure), title, figure.format(measure.value), interval, n]);
      }
  });

  it('says events, threshold and money with what they rest on', () => {
    const [scores] = sectionsOf(document);
    const text = JSON.stringify(scores);
    const { target, at } = result;
    expect(text).toContain(`${formatCount(target.nEvents)} had it and ${formatCount(target.nOthers)} had not`);
    expect(text).toContain('For 12 customers the outcome is not known');
    expect(text).toContain(result.recommendation);
    const net = table(document, 'score-action').find(([what]) => what === 'Net')!;
    expect(net.slice(1)).toEqual(['25,010', '24,110 to 25,910', formatCount(at.money.contacted)]);
    expect(text).toContain('Acting on one customer costs 10;');
    expect(table(document, 'score-bands')).toHaveLength(5);
    expect(table(document, 'score-segments').map(row => row[0])).toEqual(
      segments.segments.map(({ id, name }) => `${id} ${name}`),
    );
  });

  it('has a confusion matrix that adds up to the customers tested', () => {
    const counts = table(document, 'score-confusion').map(row =>
      row.slice(1).map(cell => Number(cell.replaceAll(',', ''))),
    );
    const [events, others, all] = counts;
    expect(events[0] + others[0]).toBe(all[0]);
    expect(events[1] + others[1]).toBe(all[1]);
    expect(all[2]).toBe(result.models[0].evaluation.n);
  });

  it('says when the model in use is not the recommended one', () => {
    const other = { ...result, chosen: 'logisticRegression' as const };
    const text = JSON.stringify(buildDocument({ ...input, scoring: { result: other, segments } }, fonts).sections);
    expect(text).toContain('In use is Logistic regression, which was chosen instead.');
    expect(text).toContain('Precision and recall of Logistic regression');
  });

  it('warns of few events', () => {
    const few = JSON.stringify(buildDocument(scored({ nCustomers: 60, scores: { nEvents: 9 } }), fonts).sections);
    expect(few).toContain('the figures rest on 9 customers of the rarer outcome');
    expect(few).toContain('There are 9 events for 3 features, fewer than 10 each');
    expect(JSON.stringify(document.sections)).not.toContain('Few events');
  });

  it('does not round a leak up to certainty, and says what was done about it', () => {
    const [closing, order] = table(document, 'score-leaks');
    expect(closing.slice(0, 4)).toEqual(['Closing reason', 'leak', 'left out', 'AUC 0.999']);
    expect(order[0]).toBe('order of the rows');
  });
});

describe('groups too small to be shown', () => {
  const input = scored();
  const fairness = input.scoring!.result.fairness;
  const marked: ReportInput = {
    ...input,
    scoring: {
      ...input.scoring!,
      result: {
        ...input.scoring!.result,
        fairness: {
          ...fairness,
          // Figures that should not be there at all must not be printed either.
          columns: fairness.columns.map(column => ({
            ...column,
            groups: column.groups.map(group =>
              group.isSuppressed ? { ...group, n: 98_765, figures: { ...figures(fairness), nEvents: 98_764 } } : group,
            ),
          })),
        },
      },
    },
  };

  it('are named and nothing else of them stands anywhere', async () => {
    expect(fairness.columns[1].groups[2].n).toBe(SUPPRESSED_N);
    const document = buildDocument(marked, fonts);
    const row = table(document, 'fairness-2-treatment')[2];
    expect(row).toEqual(['Widowed', 'too few to show', '–', '–', '–']);
    const own = document.sections.filter(({ id }) => id === 'fairness');
    const files = document.attachments.filter(({ name }) => name.startsWith('fairness'));
    const printed = JSON.stringify(own) + files.map(({ text }) => text).join('');
    for (const number of ['98,765', '98765', '98,764', '98764', '0.987', '98.8 %'])
      expect(printed).not.toContain(number);
    const sheets = JSON.stringify(scoreTables(marked).filter(({ file }) => file.startsWith('fairness')));
    expect(sheets).toContain('too few to show');
    for (const number of ['98765', '98764', '0.987']) expect(sheets).not.toContain(number);
  });
});

/** Figures that stand nowhere else. */
function figures({ columns }: NonNullable<ReportInput['scoring']>['result']['fairness']) {
  const { figures: own } = columns[0].groups[0];
  const odd: Measure = { value: 0.98765, low: 0.98764, high: 0.98766, n: 98_765 };
  return { ...own!, favourableRate: odd, truePositiveRate: odd, falsePositiveRate: odd, eventRate: odd };
}

describe('charts of scores', () => {
  const long = 'very long name '.repeat(12);
  const cases: [string, ReportInputOptions][] = [
    ['five models', {}],
    ['one model', { scores: { models: ['scorecard'] } }],
    ['long names', { text: text => `${text} ${long}` }],
    ['other scripts', { text: text => `کراچی ${text} 漢字` }],
    ['few customers', { nCustomers: 30, scores: { nEvents: 3 } }],
    ['nearly all events', { scores: { nEvents: 4700 } }],
  ];
  it.each(cases)('keep marks and labels inside their frame: %s', (_, options) => {
    const found = sectionsOf(buildDocument(scored(options), fonts)).flatMap(figuresOf);
    expect(found.map(({ id }) => id)).toEqual([
      'figure-drivers',
      'figure-roc',
      'figure-precision-recall',
      'figure-lift',
      'figure-calibration',
    ]);
    for (const { id, scene } of found) {
      const outside = marksOutside(scene, mark => fonts.width(mark.text, mark.size, mark.weight));
      expect(outside, id).toEqual([]);
      expect(sceneToSvg(scene, { id, title: 't', description: 'd' })).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('stand without a value where all customers have one outcome', () => {
    const input = scored({ scores: { models: ['scorecard'] } });
    const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN, n: 10 };
    const [model] = input.scoring!.result.models;
    const evaluation = {
      ...model.evaluation,
      rocAuc: none,
      prevalence: none,
      prAuc: none,
      roc: { falsePositiveRate: [Number.NaN], truePositiveRate: [Number.NaN], threshold: [1] },
      precisionRecall: { recall: [], precision: [], threshold: [] },
      lift: [],
      calibration: { ...model.evaluation.calibration, slope: none, bins: [] },
      at: { ...model.evaluation.at, threshold: 1.5, precision: none, recall: none, crossFitted: null },
    };
    const result = { ...input.scoring!.result, at: evaluation.at, models: [{ ...model, evaluation }] };
    const document = buildDocument({ ...input, scoring: { ...input.scoring!, result } }, fonts);
    expect(JSON.stringify(document.sections)).not.toMatch(/NaN|Infinity/);
    for (const { id, scene } of sectionsOf(document).flatMap(figuresOf))
      expect(sceneToSvg(scene, { id, title: 't', description: 'd' })).not.toMatch(/NaN|Infinity|undefined/);
    expect(JSON.stringify(document.sections)).toContain('At the threshold, which nobody reaches');
  });
});

describe('files with scores', () => {
  const input = scored({ nSegments: 2 });
  const document = buildDocument(input, fonts);
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await renderPdf(document, { paper: 'A4' }, fonts);
  });

  it('are the same bytes twice', async () => {
    const again = buildDocument(scored({ nSegments: 2 }), fonts);
    const hash = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex');
    expect(hash(await renderPdf(again, { paper: 'A4' }))).toBe(hash(bytes));
    expect(hash(renderHtml(again, fonts))).toBe(hash(renderHtml(document, fonts)));
  });

  it('are tagged: a section, a heading and words for every picture', () => {
    const pdf = new PdfFile(bytes);
    const tags = pdf.structure();
    const all = document.sections.flatMap(figuresOf);
    expect(tags.get('Sect')).toBe(document.sections.length);
    expect(tags.get('Figure')).toBe(all.length);
    const pictures = pdf.all.filter(({ dict }) => dict.startsWith('<<\n/S /Figure\n'));
    expect(pictures.filter(({ dict }) => !/\/Alt \(/.test(dict))).toEqual([]);
    const heads = pdf.all.filter(({ dict }) => dict.startsWith('<<\n/S /TH\n'));
    expect(heads.filter(({ dict }) => !/\/Scope \/(Column|Row)/.test(dict))).toEqual([]);
    const text = pdf.pageTexts().join('\n');
    for (const { title } of sectionsOf(document)) expect(text).toContain(title);
  });

  it('carry the choices and every table of results in full', () => {
    const files = new PdfFile(bytes).attachments();
    const tables = scoreTables(input);
    expect(tables.length).toBeGreaterThan(9);
    expect(JSON.parse(files.get('recipe.json')!.toString('utf8')).scoring).toEqual(input.recipe.scoring);
    for (const { file, rows } of tables) {
      const lines = files.get(`${file}.csv`)?.toString('utf8').trimEnd().split('\r\n') ?? [];
      expect(lines, file).toHaveLength(rows.length + 1);
    }
  });

  it('have a sheet for each table in the workbook, with no formula', async () => {
    const path = join(folder, 'scored.xlsx');
    await exportCustomersXlsx(path, makeCustomers(3), input, run);
    const parts = unzip(readFileSync(path));
    const workbook = parts.get('xl/workbook.xml')?.toString('utf8') ?? '';
    const names = Array.from(workbook.matchAll(/<sheet name="([^"]+)"/g), match => match[1]);
    expect(names).toEqual([
      'Customers',
      'Segments',
      'Profile',
      ...scoreTables(input).map(({ sheet }) => sheet),
      'Data quality',
      'Run and file',
    ]);
    for (const [name, xml] of parts)
      if (name.startsWith('xl/worksheets/')) expect(xml.toString('utf8')).not.toMatch(/<f[ >]/);
    expect(parts.get('xl/sharedStrings.xml')?.toString('utf8')).toContain('Scores: threshold');
  });

  it.each(HOSTILE_TEXTS)('keep %j as text', hostile => {
    const page = (words: string) =>
      renderHtml(buildDocument(scored({ nSegments: 2, text: text => `${words} ${text}` }), fonts), fonts);
    const kinds = (html: string) =>
      Array.from(html.matchAll(/<\/?([a-zA-Z!]+)[^>]*>/g), match => match[1]).filter(kind => kind !== 'text');
    expect(kinds(page(hostile))).toEqual(kinds(page('harmless')));
  });
});

describe('a figure in words', () => {
  it('has its interval and n, and a dash for what is not known', () => {
    const figure: Measure = { value: 0.852, low: 0.841, high: 0.863, n: 10_000 };
    expect(measureText(figure, asFigure)).toBe('0.852 (0.841 to 0.863)');
    expect(measureWords(figure, asFigure)).toBe('0.852 (95 % interval 0.841 to 0.863, n = 10,000)');
    expect(measureText({ ...figure, low: Number.NaN }, asFigure)).toBe('0.852');
    expect(measureText({ ...figure, value: Number.NaN }, asFigure)).toBe('–');
    expect(intervalText({ low: 1.2, high: Infinity }, asFigure)).toBe('1.200 or more');
  });
});
