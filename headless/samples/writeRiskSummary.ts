import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { replaceFile } from '#engine/files/replaceFile';
import { SharedTexts } from '#engine/formats/xlsxWriter/SharedTexts';
import { columnLetters } from '#engine/formats/xlsxWriter/SheetWriter';
import { XmlBytes } from '#engine/formats/xlsxWriter/XmlBytes';
import { ZipWriter } from '#engine/formats/xlsxWriter/ZipWriter';
import { ControlTotals } from './controlTotals.ts';
import { COMPACT_COLUMNS, FULL_COLUMNS, type SampleColumn } from './sampleColumns.ts';
import { SAMPLE_PARTS } from './sampleParts.ts';
import { sampleRows } from './sampleRows.ts';
import { SampleSheet } from './SampleSheet.ts';

export interface SampleOptions {
  /** Data rows in the sheet. */
  readonly rows: number;
  readonly seed: number;
  /** full: all columns and every oddity of such a sheet. compact: 14 columns, one row per customer. */
  readonly columns?: 'full' | 'compact';
}

/** The sample that is kept in the repository: about 5,000 customers. */
export const COMMITTED_SAMPLE: SampleOptions = { rows: 5400, seed: 2024 };
export const MAX_SAMPLE_ROWS = 1_048_575;
const BLANK_ROWS = 3000;
const SMALLEST_FILE = 9;
const FASTEST = 1;

/**
 * Writes a synthetic RiskSummary workbook: the same options give the same bytes.
 * @throws AppError as `replaceFile`
 */
export async function writeRiskSummary(path: string, options: SampleOptions): Promise<void> {
  if (options.rows < 1 || options.rows > MAX_SAMPLE_ROWS)
    throw new RangeError(`a sheet holds 1 to ${MAX_SAMPLE_ROWS} rows`);
  await replaceFile(path, async temporary => {
    const handle = await open(temporary, 'wx');
    try {
      const zip = new ZipWriter(handle, basename(path), options.columns === 'compact' ? FASTEST : SMALLEST_FILE);
      await writeParts(zip, options);
      await zip.finish();
    } finally {
      await handle.close();
    }
  });
}

async function writeParts(zip: ZipWriter, options: SampleOptions): Promise<void> {
  const isCompact = options.columns === 'compact';
  const columns = isCompact ? COMPACT_COLUMNS : FULL_COLUMNS;
  const texts = new SharedTexts();
  const totals = new ControlTotals(columns);
  for (const [name, content] of Object.entries(SAMPLE_PARTS)) await zip.addText(name, content);
  await writeRows(zip, columns, options, texts, totals);
  const { sheet, calcChain } = totals.sheet();
  await zip.addText('xl/worksheets/sheet2.xml', sheet);
  await zip.addText('xl/calcChain.xml', calcChain);
  await zip.begin('xl/sharedStrings.xml');
  const xml = new XmlBytes(piece => zip.add(piece));
  for (const text of texts.part()) xml.text(text);
  await zip.end(xml.takeRest());
}

async function writeRows(
  zip: ZipWriter,
  columns: readonly SampleColumn[],
  options: SampleOptions,
  texts: SharedTexts,
  totals: ControlTotals,
): Promise<void> {
  const isCompact = options.columns === 'compact';
  const nBlank = isCompact ? 0 : Math.min(BLANK_ROWS, MAX_SAMPLE_ROWS - options.rows);
  const styles = columns.map(column => column.format ?? 'plain');
  await zip.begin('xl/worksheets/sheet1.xml');
  const sheet = new SampleSheet(styles, texts, piece => zip.add(piece));
  sheet.begin(`A1:${columnLetters(columns.length - 1)}${options.rows + 1 + nBlank}`);
  sheet.header(columns.map(column => column.header));
  for (const cells of sampleRows(columns, options.rows, options.seed, !isCompact)) {
    sheet.data(cells);
    totals.count(cells);
    if (zip.isBusy) await zip.drain();
  }
  for (let i = 0; i < nBlank; i++) {
    sheet.blank();
    if (zip.isBusy) await zip.drain();
  }
  await zip.end(sheet.end());
}
