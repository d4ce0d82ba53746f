import { isUtf8 } from 'node:buffer';
import { stat } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { SPACE_RUNS, type Dialect } from './csv/CsvScanner.ts';
import { detectDialect, excelHint } from './csv/dialect.ts';
import { FIXED_DIALECT, writeFixedAsCsv } from './csv/fixedWidth.ts';
import { CSV_LIMITS } from './csv/limits.ts';
import { HopefulCells, readRecords } from './csv/readRecords.ts';
import { surveyText, type Survey } from './csv/survey.ts';
import { TextCells } from './csv/TextCells.ts';
import {
  askedEncoding,
  encodingFromHead,
  encodingFromZeros,
  guessCodePage,
  type TextEncoding,
} from './csv/textEncoding.ts';
import { fileStart, transcode, withWorkFolder } from './csv/textFiles.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';

const SAMPLE_BYTES = 256 * 1024;
const COMMA = 44;
const LINE_FEED = 10;
/** Memory for more rows than this is taken as they come. */
const MOST_EXPECTED_ROWS = 2_000_000;
/** 1 for the control characters that no text has: all but tab, line feed, form feed and carriage return; zero is judged apart. */
const CONTROL = Uint8Array.from({ length: 256 }, (_unused, byte) =>
  byte > 0 && byte < 32 && ![9, 10, 12, 13].includes(byte) ? 1 : 0,
);

/** Tables as text, whatever separates them and whatever they are written in. Source: RFC 4180. */
export const csv = defineFormat({
  ...TABLE_FORMATS.csv,
  sniff: sniffText,
  read: (source, reading, run) => withWorkFolder(folder => readText(source, reading, folder, run)),
});

interface OpenedText {
  /** UTF-8. */
  readonly path: string;
  readonly encoding: string;
  readonly dialect: Dialect;
  /** Of a text of fixed width. */
  readonly columnStarts: readonly number[] | null;
  readonly survey: Survey;
  /** Filled during the survey; null when the text has to be read again. */
  readonly cells: TextCells | null;
  readonly notes: readonly Note[];
}

interface OpenRequest {
  readonly source: Source;
  /** What the text was written in before it became UTF-8. */
  readonly encoding: TextEncoding;
  readonly reading: FormatReading;
  readonly folder: string;
}

function sniffText(head: Uint8Array): number {
  const mark = Buffer.from(head.subarray(0, 2)).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return 0.7;
  const encoding = encodingFromZeros(head);
  if (encoding !== 'utf-8') return encoding === null ? 0 : 0.5;
  if (head.reduce((n, byte) => n + CONTROL[byte], 0) > head.length * 0.01) return 0;
  return isUtf8(head.subarray(0, Math.max(0, head.length - 3))) ? 0.6 : 0.5;
}

async function readText(source: Source, reading: FormatReading, folder: string, run: Run): Promise<RawRead> {
  const text = await openText(source, reading, folder, run);
  const { survey, dialect } = text;
  if (survey.nRecords * survey.nColumns > CSV_LIMITS.gridCells)
    throw new AppError('csv.unreadable', { name: source.name, reason: 'it has more than 200 million cells' });
  const cells = text.cells ?? new TextCells(dialect, survey.nRecords);
  const read = () => readRecords({ ...text, name: source.name }, cells, run);
  let rejected = text.cells ? [] : await read();
  if (dialect.separator !== COMMA && cells.findDecimalCommas()) rejected = await read();
  return describe(cells, text, rejected);
}

async function openText(source: Source, reading: FormatReading, folder: string, run: Run): Promise<OpenedText> {
  const { bytes } = await fileStart(source.path, SAMPLE_BYTES);
  const asked = reading.encoding === null ? null : askedEncoding(reading.encoding, bytes);
  let encoding = asked ?? encodingFromHead(bytes, source.name);
  const notes: Note[] = [];
  const open = (path: string): Promise<OpenedText> => openUtf8(path, { source, encoding, reading, folder }, run);
  if (encoding.name === 'utf-8') {
    const opened = await open(source.path);
    const { offending, endsInCharacter } = opened.survey;
    if (!offending && !endsInCharacter) return opened;
    if (endsInCharacter) notes.push(note('read.truncatedFile', { name: source.name }));
    else if (asked)
      throw new AppError('file.encoding', { name: source.name, reason: 'it was read as UTF-8 and is not' });
    else encoding = { name: guessCodePage(Buffer.concat([offending!, bytes])), markBytes: 0 };
  }
  const path = `${folder}/utf8.txt`;
  const nUnreadable = await transcode(source.path, path, encoding, source.name, run);
  if (nUnreadable > 0)
    notes.push(note('read.unreadableCharacters', { n: nUnreadable, encoding: shownEncoding(encoding.name) }));
  const opened = await open(path);
  return { ...opened, notes: [...notes, ...opened.notes] };
}

async function openUtf8(
  path: string,
  { source, encoding, reading, folder }: OpenRequest,
  run: Run,
): Promise<OpenedText> {
  const { name } = source;
  const sample = { ...(await fileStart(path, SAMPLE_BYTES)), name };
  const shown = { encoding: shownEncoding(encoding.name) };
  if (reading.separator === 'fixed') {
    const fixedPath = `${folder}/${path === source.path ? 'original' : 'utf8'}.csv`;
    const { starts, check } = await writeFixedAsCsv(path, fixedPath, sample, reading.columnStarts, run);
    const survey = await surveyText(fixedPath, name, FIXED_DIALECT, run);
    const utf8 = { offending: check.offending, endsInCharacter: check.isCutShort };
    return {
      ...shown,
      path: fixedPath,
      dialect: FIXED_DIALECT,
      columnStarts: starts,
      survey: { ...survey, ...utf8 },
      cells: null,
      notes: [],
    };
  }
  const dialect = detectDialect(sample, reading.separator);
  const hasHint = excelHint(sample.bytes) !== null;
  const hopeful = hasHint ? null : new HopefulCells(dialect, await expectedRows(path, sample.bytes));
  const surveyed = await surveyText(path, name, dialect, run, hopeful);
  const survey = hasHint ? withoutHint(surveyed) : surveyed;
  const notes = survey.isCutShort ? [note('read.truncatedFile', { name })] : [];
  return { ...shown, path, dialect, columnStarts: null, survey, cells: hopeful?.found ?? null, notes };
}

/** The line "sep=;" is for Excel: it becomes an empty row. */
function withoutHint(survey: Survey): Survey {
  return { ...survey, widths: survey.widths.with(0, 0) };
}

/** About how many records a text has, by the line ends of its first part. */
async function expectedRows(path: string, start: Uint8Array): Promise<number> {
  const { size } = await stat(path);
  if (size <= start.length) return 0;
  let lineEnds = 0;
  for (let at = 0; at < start.length; at++) if (start[at] === LINE_FEED) lineEnds++;
  return Math.min(MOST_EXPECTED_ROWS, Math.ceil((lineEnds / start.length) * size * 1.02));
}

function describe(cells: TextCells, text: OpenedText, rejected: RawRead['rejected']): RawRead {
  const { table, notes } = cells.finish();
  const rejectedBelow = rejected.filter(record => record.row > table.nRows).length;
  return {
    table,
    format: 'csv',
    sheet: null,
    sheets: [],
    dateSystem: null,
    encoding: text.encoding,
    separator: shownSeparator(text),
    columnStarts: text.columnStarts,
    emptyRowsDropped: text.survey.nRecords - table.nRows - rejectedBelow,
    rejected,
    notes: [...text.notes, ...notes],
  };
}

function shownSeparator({ columnStarts, dialect }: OpenedText): string {
  if (columnStarts) return 'fixed';
  return dialect.separator === SPACE_RUNS ? 'spaces' : String.fromCharCode(dialect.separator);
}

function shownEncoding(name: string): string {
  return name.startsWith('utf') ? name.toUpperCase() : name;
}
