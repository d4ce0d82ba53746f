import iconv from 'iconv-lite';
import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { fileStart } from './csv/textFiles.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';
import { JsonSplitter } from './json/JsonSplitter.ts';
import { isRecord, parseRecord } from './json/parseRecord.ts';
import { RecordCells } from './json/RecordCells.ts';
import { decodedPieces, inText, openDecoded, type DecodedText } from './markup/decodedPieces.ts';

const SAMPLE_BYTES = 256 * 1024;
/** One line of these that is JSON on its own makes a file of lines. */
const LINES_TRIED = 5;

/** Records as JSON: one object a line, or an array of objects. Source: RFC 8259; jsonlines.org. */
export const json = defineFormat({
  ...TABLE_FORMATS.json,
  sniff,
  read: readJson,
});

function sniff(head: Uint8Array, name: string): number {
  const start = startOf(head)
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart();
  if (/^(?:\[\s*)?\{\s*["}]/.test(start)) return 0.85;
  const isNamedSo = TABLE_FORMATS.json.extensions.some(extension => name.toLowerCase().endsWith(extension));
  return isNamedSo && /^[[{]/.test(start) ? 0.8 : 0;
}

function startOf(head: Uint8Array): string {
  return Buffer.from(head.subarray(0, 4096)).toString('latin1').replaceAll('\0', '');
}

async function readJson(source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  const text = await openDecoded(source.path, source.name, reading.encoding, () => undefined, run);
  const notes: Note[] = [];
  const cells = await readRecords(text, source.name, notes, run);
  if (cells.nRecords === 0) throw new AppError('file.damaged', { name: source.name, reason: cells.whyNothing });
  const table = cells.toTable();
  return {
    table,
    format: 'json',
    sheet: null,
    sheets: [],
    dateSystem: null,
    encoding: text.shownEncoding,
    separator: null,
    columnStarts: null,
    emptyRowsDropped: cells.emptyRowsBelow,
    rejected: cells.rejected,
    notes,
  };
}

async function readRecords(text: DecodedText, name: string, notes: Note[], run: Run): Promise<RecordCells> {
  const kind = await layout(text, name);
  const cells = new RecordCells(name);
  let nValues = 0;
  const splitter = new JsonSplitter(kind, (value, line) => {
    const inside = kind === 'values' && nValues === 0 ? wrappedRecords(value) : null;
    if (inside) for (const record of inside) cells.addRecord(++nValues, record);
    else cells.add(kind === 'lines' ? line : ++nValues, value, line);
  });
  try {
    for await (const piece of decodedPieces(text, notes, run)) splitter.feed(piece);
    const isWhole = splitter.finish();
    if (!isWhole) notes.push(note('read.truncatedFile', { name }));
  } catch (error) {
    throw inText(name, error);
  }
  return cells;
}

/** The records of an object that holds nothing but them, as services answer: {"data": [{…}, {…}]}. */
function wrappedRecords(text: string): readonly Readonly<Record<string, unknown>>[] | null {
  const value = parseRecord(text);
  if (!isRecord(value)) return null;
  const lists = Object.values(value).filter(inner => Array.isArray(inner));
  const [only] = lists;
  return lists.length === 1 && only.length > 0 && only.every(isRecord) ? only : null;
}

/** Reads as much of the beginning as tells how the records stand. */
async function layout({ path, encoding }: DecodedText, name: string): Promise<'lines' | 'array' | 'values'> {
  const { bytes, isWhole } = await fileStart(path, SAMPLE_BYTES);
  const start = iconv.decode(Buffer.from(bytes), encoding.name).trimStart();
  if (start.startsWith('[')) return 'array';
  const lines = start.split('\n');
  if (!isWhole && lines.length > 1) lines.pop();
  if (lines.slice(0, LINES_TRIED).some(line => isRecord(parseRecord(line)))) return 'lines';
  if (start.startsWith('{')) return 'values';
  throw new AppError('file.damaged', { name, reason: 'it holds no JSON objects' });
}
