import { isUtf8 } from 'node:buffer';
import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import { readCsv } from '../store/readCsv.ts';
import { writeCleanCopy, type CleanCopy } from './csv/cleanCopy.ts';
import { SPACE_RUNS, type Dialect } from './csv/CsvScanner.ts';
import { detectDialect, excelHint } from './csv/dialect.ts';
import { CSV_LIMITS } from './csv/limits.ts';
import { surveyText, type Survey } from './csv/survey.ts';
import { TextCells } from './csv/TextCells.ts';
import { encodingFromHead, encodingFromZeros, guessCodePage } from './csv/textEncoding.ts';
import { fileStart, transcode, withWorkFolder } from './csv/textFiles.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';

const SAMPLE_BYTES = 256 * 1024;
const MEMORY_LIMIT_MB = 1024;
/** 1 for the control characters that no text has: all but tab, line feed, form feed and carriage return; zero is judged apart. */
const CONTROL = Uint8Array.from({ length: 256 }, (_unused, byte) =>
  byte > 0 && byte < 32 && ![9, 10, 12, 13].includes(byte) ? 1 : 0,
);

/** Tables as text, whatever separates them and whatever they are written in. Source: RFC 4180. */
export const csv = defineFormat({
  id: 'csv',
  title: 'Table as text',
  extensions: ['.csv', '.tsv', '.txt', '.data'],
  sniff: sniffText,
  read: (source, _reading, run) => withWorkFolder(folder => readText(source, folder, run)),
});

interface OpenedText {
  /** UTF-8. */
  readonly path: string;
  readonly encoding: string;
  readonly dialect: Dialect;
  readonly survey: Survey;
}

function sniffText(head: Uint8Array): number {
  const mark = Buffer.from(head.subarray(0, 2)).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return 0.7;
  const encoding = encodingFromZeros(head);
  if (encoding !== 'utf-8') return encoding === null ? 0 : 0.5;
  if (head.reduce((n, byte) => n + CONTROL[byte], 0) > head.length * 0.01) return 0;
  return isUtf8(head.subarray(0, Math.max(0, head.length - 3))) ? 0.6 : 0.5;
}

async function readText(source: Source, folder: string, run: Run): Promise<RawRead> {
  const text = await openText(source, folder, run);
  const { survey, dialect } = text;
  if (survey.nRecords * survey.nColumns > CSV_LIMITS.gridCells)
    throw new AppError('csv.unreadable', { name: source.name, reason: 'it has more than 200 million cells' });
  // DuckDB reads wildcards in a file's name.
  const isPlain = survey.isRegular && !/[*?[\]{}]/.test(text.path);
  const copyPath = `${folder}/clean.csv`;
  const copy = isPlain ? null : await writeCleanCopy(text.path, copyPath, source.name, dialect, survey, run);
  const plain = {
    path: copy ? copyPath : text.path,
    name: source.name,
    nColumns: survey.nColumns,
    separator: copy ? ',' : String.fromCharCode(dialect.separator),
    lineEnd: copy ? '\n' : survey.lineEnd,
  };
  const cells = new TextCells(copy?.records ?? null);
  const options = {
    threads: Math.max(1, run.pool.threads),
    memoryLimitMb: MEMORY_LIMIT_MB,
    // A clean copy may double the quotes of a record and adds its own.
    maxRecordBytes: CSV_LIMITS.recordBytes * 4,
    signal: run.signal,
  };
  const read = async (): Promise<void> => {
    const expected = copy?.records.length ?? survey.nRecords;
    const nRows = expected === 0 ? 0 : await readCsv(plain, options, cells.textColumns, cells.add);
    if (nRows !== expected)
      throw new AppError('csv.unreadable', {
        name: source.name,
        reason: `${expected} records were counted in it and ${nRows} were read`,
      });
  };
  await read();
  if (dialect.separator !== 44 && cells.findDecimalCommas()) await read();
  return describe(cells, text, copy);
}

async function openText(source: Source, folder: string, run: Run): Promise<OpenedText> {
  const start = await fileStart(source.path, SAMPLE_BYTES);
  let encoding = encodingFromHead(start.bytes, source.name);
  if (encoding.name === 'utf-8') {
    const dialect = detectDialect({ ...start, name: source.name });
    const survey = await surveyText(source.path, source.name, dialect, run);
    if (!survey.offending)
      return { path: source.path, encoding: 'UTF-8', dialect, survey: withoutHint(survey, start.bytes) };
    encoding = { name: guessCodePage(Buffer.concat([survey.offending, start.bytes])), markBytes: 0 };
  }
  const path = `${folder}/utf8.txt`;
  await transcode(source.path, path, encoding, source.name, run);
  const decoded = await fileStart(path, SAMPLE_BYTES);
  const dialect = detectDialect({ ...decoded, name: source.name });
  const survey = await surveyText(path, source.name, dialect, run);
  return { path, encoding: shownEncoding(encoding.name), dialect, survey: withoutHint(survey, decoded.bytes) };
}

/** The line "sep=;" is for Excel: it becomes an empty row. */
function withoutHint(survey: Survey, start: Uint8Array): Survey {
  if (excelHint(start) === null) return survey;
  return { ...survey, isRegular: false, widths: survey.widths.with(0, 0) };
}

function describe(cells: TextCells, text: OpenedText, copy: CleanCopy | null): RawRead {
  const { table, notes } = cells.finish();
  const rejected = copy?.rejected ?? [];
  const rejectedBelow = rejected.filter(record => record.row > table.nRows).length;
  return {
    table,
    format: 'csv',
    sheet: null,
    sheets: [],
    dateSystem: null,
    encoding: text.encoding,
    separator: text.dialect.separator === SPACE_RUNS ? 'spaces' : String.fromCharCode(text.dialect.separator),
    emptyRowsDropped: text.survey.nRecords - table.nRows - rejectedBelow,
    rejected,
    notes,
  };
}

function shownEncoding(name: string): string {
  return name.startsWith('utf') ? name.toUpperCase() : name;
}
