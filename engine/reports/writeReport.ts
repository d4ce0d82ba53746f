import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#shared/errors';
import { REPORT_FORMATS, type Paper, type ReportFormat } from '#shared/contract/report';
import type { Note } from '#shared/notes';
import { fileError, systemCode } from '../files/fileError.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { Run } from '../jobs/Run.ts';
import { buildDocument } from './buildDocument.ts';
import type { Customers } from './customers/CustomerExport.ts';
import { exportCustomersCsv } from './customers/exportCustomersCsv.ts';
import { exportCustomersXlsx } from './customers/exportCustomersXlsx.ts';
import { typicalCustomers } from './customers/typicalCustomers.ts';
import type { ReportDocument } from './document.ts';
import { renderHtml } from './html/renderHtml.ts';
import type { ReportInput } from './ReportInput.ts';
import { ReportFonts } from './text/ReportFonts.ts';

export interface WrittenReport {
  readonly path: string;
  readonly format: ReportFormat;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly notes: readonly Note[];
}

/** The name says what is inside, so that a result never takes the name of the file it was made from. */
const NAME_ENDINGS: Readonly<Record<ReportFormat, string>> = {
  html: '-report.html',
  pdf: '-report.pdf',
  xlsx: '-customers.xlsx',
  csv: '-customers.csv',
};

/**
 * Writes the report and the segmented customers into `directory`, which is made when it is missing; each file whole or not at all.
 * @returns the files in the order html, pdf, xlsx, csv, each once
 * @throws AppError `report.format`, `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`
 */
export async function writeReports(
  directory: string,
  name: string,
  formats: readonly ReportFormat[],
  paper: Paper,
  input: ReportInput,
  customers: Customers,
  run: Run,
): Promise<WrittenReport[]> {
  for (const format of formats) {
    if (!REPORT_FORMATS.includes(format)) {
      throw new AppError('report.format', { format, allowed: REPORT_FORMATS.join(', ') });
    }
  }
  await makeFolder(directory);
  const document = lazily(() => {
    const fonts = new ReportFonts();
    const full = input.typicalCustomers ? input : { ...input, typicalCustomers: typicalCustomers(customers) };
    return { document: buildDocument(full, fonts), fonts };
  });
  const written: WrittenReport[] = [];
  const wanted = REPORT_FORMATS.filter(format => formats.includes(format));
  for (const [i, format] of wanted.entries()) {
    run.throwIfCancelled();
    run.progress(i, wanted.length, `Writing ${format.toUpperCase()}`);
    const path = join(directory, name + NAME_ENDINGS[format]);
    const notes = await writeOne(format, path, { paper, input, customers, run, document });
    written.push({ path, format, notes, ...(await identify(path)) });
  }
  run.progress(wanted.length, wanted.length, 'Report written');
  return written;
}

interface Job {
  readonly paper: Paper;
  readonly input: ReportInput;
  readonly customers: Customers;
  readonly run: Run;
  readonly document: () => { document: ReportDocument; fonts: ReportFonts };
}

async function writeOne(format: ReportFormat, path: string, job: Job): Promise<Note[]> {
  switch (format) {
    case 'html': {
      const { document, fonts } = job.document();
      const html = renderHtml(document, fonts);
      await replaceFile(path, temporary => writeFile(temporary, html, { encoding: 'utf8', flag: 'wx' }));
      return [];
    }
    case 'pdf': {
      const { document, fonts } = job.document();
      const { renderPdf } = await import('./pdf/renderPdf.ts');
      const bytes = await renderPdf(document, { paper: job.paper }, fonts);
      await replaceFile(path, temporary => writeFile(temporary, bytes, { flag: 'wx' }));
      return [];
    }
    case 'xlsx':
      return exportCustomersXlsx(path, job.customers, job.input, job.run);
    case 'csv':
      await exportCustomersCsv(path, job.customers, job.run);
      return [];
  }
}

async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    const name = basename(directory);
    if (systemCode(error) === 'EEXIST') {
      throw new AppError('file.notWritable', { name, reason: 'a file has the name of the folder' }, { cause: error });
    }
    throw fileError(error, name) ?? error;
  }
}

async function identify(path: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const { size } = await stat(path);
  return { sizeBytes: size, sha256: hash.digest('hex') };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
