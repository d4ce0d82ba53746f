import type { FileHandle } from 'node:fs/promises';
import { note, type Note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';
import type { RawTable } from '../table/RawTable.ts';
import type { ExpectedSize } from './CellGrid.ts';
import { chooseSheet } from './xlsx/chooseSheet.ts';
import { GridSink } from './xlsx/GridSink.ts';
import { claimedSize } from './xlsx/claimedSize.ts';
import { XLSX_LIMITS } from './xlsx/limits.ts';
import { damaged } from './xlsx/problems.ts';
import { scanPart } from './xlsx/scanPart.ts';
import { newSheetSpace } from './xlsx/SheetSpace.ts';
import { readSharedStrings } from './xlsx/sharedStrings.ts';
import { SheetScanner } from './xlsx/SheetScanner.ts';
import { readWorkbook, type SheetPart, type Workbook } from './xlsx/workbook.ts';
import { readZipDirectory, type Zip } from './xlsx/zipDirectory.ts';
import { withOpenFile } from './withOpenFile.ts';

/** A cell with a value has no fewer: `<c><v>1</v></c>`. */
const CELL_BYTES = 16;

/** Office Open XML workbooks. Source: ECMA-376, fifth edition, part 1 (SpreadsheetML) and part 2 (packages). */
export const xlsx = defineFormat({
  ...TABLE_FORMATS.xlsx,
  sniff: head => (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4 ? 0.9 : 0),
  isReadByThreads: true,
  read: (source, reading, run) => withOpenFile(source.path, file => readFrom(file, source, reading, run)),
});

async function readFrom(file: FileHandle, source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  const zip = await readZipDirectory(file, source.sizeBytes, source.name, source.path);
  const workbook = await readWorkbook(zip);
  const sheet = await chooseSheet(zip, workbook, reading.sheet, run);
  const sink = await readSheet(zip, workbook, sheet, run);
  const { formulasWithoutValue, errorValues, emptyRowsBelow } = sink;
  const notes: Note[] = [];
  if (formulasWithoutValue > 0) notes.push(note('read.formulasWithoutValue', { n: formulasWithoutValue }));
  if (errorValues > 0) notes.push(note('read.errorValues', { n: errorValues }));
  const table = sink.grid.toTable();
  return {
    table,
    format: 'xlsx',
    sheet: sheet.name,
    sheets: await listSheets(zip, workbook, sheet, table),
    dateSystem: workbook.dateSystem,
    encoding: null,
    separator: null,
    columnStarts: null,
    emptyRowsDropped: emptyRowsBelow,
    rejected: [],
    notes,
  };
}

/** Sizes as the sheets claim them, except that of the one that was read. */
async function listSheets(zip: Zip, workbook: Workbook, read: SheetPart, table: RawTable): Promise<RawRead['sheets']> {
  const sheets: RawRead['sheets'][number][] = [];
  for (const { name, isHidden: hidden, entry } of workbook.sheets) {
    const size =
      entry === read.entry ? { rows: table.nRows, columns: table.columns.length } : await claimedSize(zip, entry);
    sheets.push({ name, ...size, hidden });
  }
  return sheets;
}

async function readSheet(zip: Zip, workbook: Workbook, sheet: SheetPart, run: Run): Promise<GridSink> {
  const texts = await readSharedStrings(zip, workbook.sharedStrings, run);
  const expected = await likelySize(zip, sheet.entry);
  const { arena, space } = newSheetSpace(run, workbook.styles, texts.length);
  try {
    const sink = new GridSink({ texts, workbook, name: zip.name, space, expected });
    const scanner = new SheetScanner(sink, space.bytes);
    await scanPart(zip, sheet.entry, scanner, run, 'Reading rows');
    if (!scanner.isDone) throw damaged(zip.name, sheet.entry.name, 'it ends before the last row does');
    sink.finish();
    return sink;
  } finally {
    arena.release();
  }
}

/** What the sheet claims, as far as it is long enough for so many cells and they are few enough to be read. */
async function likelySize(zip: Zip, entry: SheetPart['entry']): Promise<ExpectedSize> {
  const { rows, columns } = await claimedSize(zip, entry);
  const mostCells = Math.min(entry.plainBytes / CELL_BYTES, XLSX_LIMITS.gridCells);
  return rows === null || columns === null || rows * columns > mostCells ? { rows: 0, columns: 0 } : { rows, columns };
}
