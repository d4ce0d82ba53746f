import { isUtf8 } from 'node:buffer';
import { stat } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { guessCodePage } from './csv/codePage.ts';
import { SPACE_RUNS } from './csv/CsvScanner.ts';
import { detectDialect, excelHint, type Sample } from './csv/dialect.ts';
import { FIXED_DIALECT, writeFixedAsCsv } from './csv/fixedWidth.ts';
import { CSV_LIMITS } from './csv/limits.ts';
import { decimalCommaColumns, decimalCommaNotes } from './csv/decimalCommas.ts';
import { PIECE_BYTES } from './csvPieces/Piece.ts';
import { readByGuess, type GuessedRead } from './csvPieces/readByGuess.ts';
import { readInPieces } from './csvPieces/readInPieces.ts';
import { columnsAsWritten, writingOf, type Writing } from './csv/asWritten.ts';
import { readRecords, type SurveyedText } from './csv/readRecords.ts';
import { NO_SPECIAL, type SpecialColumns } from './csv/SpecialColumns.ts';
import { surveyText, type Survey } from './csv/survey.ts';
import type { TextRead } from './csv/TextRead.ts';
import { askedEncoding, encodingFromHead, encodingFromZeros, type TextEncoding } from './csv/textEncoding.ts';
import { fileStart, transcode, withWorkFolder, type FileStart } from './csv/textFiles.ts';
import type { RawTable } from '../table/RawTable.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';

const SAMPLE_BYTES = 256 * 1024;
/** A smaller text is read before a thread has started. */
const LEAST_BYTES_IN_PIECES = 2 * 2 ** 20;
const IS_UTF8 = { offending: null, endsInCharacter: false };
/** 1 for the control characters that no text has: all but tab, line feed, form feed and carriage return; zero is judged apart. */
const CONTROL = Uint8Array.from({ length: 256 }, (_unused, byte) =>
  byte > 0 && byte < 32 && ![9, 10, 12, 13].includes(byte) ? 1 : 0,
);

/** Tables as text, whatever separates them and whatever they are written in. Source: RFC 4180. */
export const csv = defineFormat({
  ...TABLE_FORMATS.csv,
  sniff: sniffText,
  isReadByThreads: true,
  read: (source, reading, run) => withWorkFolder(folder => readText(source, reading, folder, run)),
});

interface OpenedText {
  readonly encoding: string;
  readonly separator: string;
  /** Of a text of fixed width. */
  readonly columnStarts: readonly number[] | null;
  readonly utf8: Pick<Survey, 'offending' | 'endsInCharacter'>;
  readonly notes: readonly Note[];
  /** The cells; worth nothing where the text is not UTF-8. */
  read(special: SpecialColumns): Promise<TextRead>;
  /** What its first part shows. */
  readonly writing: Writing;
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
  const read = await text.read(NO_SPECIAL);
  const special = specialColumns(read.table, text, reading.decimalMark);
  const isPlain = special.commas.length + special.asWritten.length === 0;
  return describe(text, isPlain ? read : await text.read(special), special);
}

function specialColumns(table: RawTable, text: OpenedText, asked: FormatReading['decimalMark']): SpecialColumns {
  const commas = commaColumnsOf(table, text.separator, asked);
  const hasCommas = text.writing.hasCommas || commas.length > 0 || asked === ',';
  return { commas, asWritten: columnsAsWritten(table, { ...text.writing, hasCommas }, commas) };
}

/** Columns to be read with a decimal comma: where the numbers of a column show it, unless a point is asked for. */
function commaColumnsOf(table: RawTable, separator: string, asked: FormatReading['decimalMark']): number[] {
  if (asked === '.') return [];
  if (asked === null && separator === ',') return [];
  return decimalCommaColumns(table, asked === ',');
}

async function openText(source: Source, reading: FormatReading, folder: string, run: Run): Promise<OpenedText> {
  const start = await fileStart(source.path, SAMPLE_BYTES);
  const { bytes } = start;
  const asked = reading.encoding === null ? null : askedEncoding(reading.encoding, bytes);
  let encoding = asked ?? encodingFromHead(bytes, source.name);
  const notes: Note[] = [];
  const open = (path: string, from: FileStart): Promise<OpenedText> =>
    openUtf8(path, from, { source, encoding, reading, folder }, run);
  if (encoding.name === 'utf-8') {
    const opened = await open(source.path, start);
    const { offending, endsInCharacter } = opened.utf8;
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
  const opened = await open(path, await fileStart(path, SAMPLE_BYTES));
  return { ...opened, notes: [...notes, ...opened.notes] };
}

async function openUtf8(path: string, start: FileStart, request: OpenRequest, run: Run): Promise<OpenedText> {
  const { source, encoding, reading } = request;
  const { name } = source;
  const sample = { ...start, name };
  const shown = { encoding: shownEncoding(encoding.name), columnStarts: null };
  if (reading.separator === 'fixed') return { ...shown, ...(await openFixed(path, sample, request, run)) };
  const hasHint = excelHint(sample.bytes) !== null;
  const { size } = await stat(path);
  const canCut = size >= LEAST_BYTES_IN_PIECES && !hasHint;
  const regular = { path, sizeBytes: size, pieceBytes: PIECE_BYTES };
  const { detected, writing, first } = canCut
    ? await readByGuess(regular, sample, reading.separator, run)
    : readNothing(sample, reading.separator);
  const { dialect } = detected;
  const separator = dialect.separator === SPACE_RUNS ? 'spaces' : String.fromCharCode(dialect.separator);
  const cutShort = note('read.truncatedFile', { name });
  const fromStart = (special: SpecialColumns, survey: Survey) =>
    readSurveyed({ path, name, dialect, survey }, special, run);
  if (first) {
    const again = async (special: SpecialColumns) =>
      (await readInPieces({ ...regular, ...detected }, special, run)) ??
      (await fromStart(special, await surveyText(path, name, dialect, run)));
    const read = (special: SpecialColumns) => (special === NO_SPECIAL ? Promise.resolve(first) : again(special));
    return { ...shown, separator, writing, utf8: IS_UTF8, notes: first.isCutShort ? [cutShort] : [], read };
  }
  const surveyed = await surveyText(path, name, dialect, run);
  const survey = hasHint ? withoutHint(surveyed) : surveyed;
  const notes = survey.isCutShort ? [cutShort] : [];
  return { ...shown, separator, writing, utf8: survey, notes, read: special => fromStart(special, survey) };
}

function readNothing(sample: Sample, asked: string | null): GuessedRead {
  const detected = detectDialect(sample, asked);
  return { detected, writing: writingOf(sample, detected.dialect), first: null };
}

async function openFixed(
  path: string,
  sample: Sample,
  { source: { path: original, name }, reading, folder }: OpenRequest,
  run: Run,
): Promise<Omit<OpenedText, 'encoding'>> {
  const fixedPath = `${folder}/${path === original ? 'original' : 'utf8'}.csv`;
  const { starts, check } = await writeFixedAsCsv(path, fixedPath, sample, reading.columnStarts, run);
  const survey = await surveyText(fixedPath, name, FIXED_DIALECT, run);
  const text = { path: fixedPath, name, dialect: FIXED_DIALECT, survey };
  return {
    separator: 'fixed',
    columnStarts: starts,
    utf8: { offending: check.offending, endsInCharacter: check.isCutShort },
    notes: [],
    writing: writingOf({ ...(await fileStart(fixedPath, SAMPLE_BYTES)), name }, FIXED_DIALECT),
    read: special => readSurveyed(text, special, run),
  };
}

function readSurveyed(text: SurveyedText, special: SpecialColumns, run: Run): Promise<TextRead> {
  const { survey, name } = text;
  if (survey.nRecords * survey.nColumns > CSV_LIMITS.gridCells)
    throw new AppError('csv.unreadable', { name, reason: 'it has more than 200 million cells' });
  return readRecords(text, special, run);
}

/** The line "sep=;" is for Excel: it becomes an empty row. */
function withoutHint(survey: Survey): Survey {
  return { ...survey, widths: survey.widths.with(0, 0) };
}

function describe(
  { encoding, separator, columnStarts, notes }: OpenedText,
  { table, nRecords, rejected, commas }: TextRead,
  { asWritten }: SpecialColumns,
): RawRead {
  const rejectedBelow = rejected.filter(record => record.row > table.nRows).length;
  return {
    table,
    format: 'csv',
    sheet: null,
    sheets: [],
    dateSystem: null,
    encoding,
    separator,
    columnStarts,
    ...(commas.size > 0 ? { decimalCommaColumns: [...commas.keys()] } : {}),
    ...(asWritten.length > 0 ? { columnsAsWritten: asWritten } : {}),
    emptyRowsDropped: nRecords - table.nRows - rejectedBelow,
    rejected,
    notes: [...notes, ...decimalCommaNotes(table, commas)],
  };
}

function shownEncoding(name: string): string {
  return name.startsWith('utf') ? name.toUpperCase() : name;
}
