import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import type { Column } from '../../table/Column.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_EMPTY, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { addRow, type TextRows } from '../cells/TextRows.ts';
import { parseBoolean } from '../cells/parseBoolean.ts';
import { scalarText } from '../cells/rawText.ts';
import type { KindDecision } from './decideKind.ts';
import { buildLevels, countCodes, mergeSpellings } from './levels.ts';
import { rowTexts } from './rowTexts.ts';
import type { SplitTexts } from './splitSets.ts';

const CHUNK_ROWS = 8_192;

export interface BuiltColumn {
  readonly column: Column;
  /** Values that could not be read as the kind of the column and became missing, by their text. */
  readonly unread: ReadonlyMap<string, TextRows>;
  /** Spellings merged because they differ only in case or spaces. */
  readonly merged: number;
}

/** Turns the cells of a column into typed values of the kind decided. */
export function buildColumn(cells: ColumnCells, decision: KindDecision, name: string): BuiltColumn {
  switch (decision.kind) {
    case 'number': {
      const { parsed, cellValue } = decision.numbers;
      return numeric(cells, name, 'number', {
        text: code => parsed[code],
        number: cellValue ?? (value => value),
        keepsNumbers: cellValue === null,
        date: () => NaN,
        truth: value => value,
      });
    }
    case 'date': {
      const { dates, numbers, numberDates, earliest } = decision;
      const known = (day: number) => (day >= earliest ? day : NaN);
      const toDay = (value: number) => known(numberDates ? numberDates.toDay(value) : NaN);
      const text = (code: number) =>
        Number.isNaN(dates.parsed[code]) ? toDay(numbers.parsed[code]) : known(dates.parsed[code]);
      return numeric(cells, name, 'date', { text, number: toDay, keepsNumbers: false, date: known, truth: () => NaN });
    }
    case 'boolean':
      return boolean(cells, name);
    case 'set': {
      const built = setColumn(decision.rows.codes, decision.split, name);
      return { column: built, unread: new Map(), merged: 0 };
    }
    default: {
      const { codes, texts } = rowTexts(cells, 'tidy');
      const levels = buildLevels(codes, texts, decision.kind === 'category');
      return {
        column: { kind: decision.kind, name, codes: levels.codes, levels: levels.levels },
        unread: new Map(),
        merged: levels.merged,
      };
    }
  }
}

interface Readers {
  text(code: number): number;
  number(value: number): number;
  /** Numbers stay as they are. */
  readonly keepsNumbers: boolean;
  date(value: number): number;
  truth(value: number): number;
}

function numeric(cells: ColumnCells, name: string, kind: 'number' | 'date', read: Readers): BuiltColumn {
  const values = sharedFloat64(cells.n);
  const unread = new Unread(cells);
  const ofText = Float64Array.from(cells.texts.tidy, (_text, code) =>
    cells.texts.isMissing[code] ? NaN : read.text(code),
  );
  const { kindCounts } = cells;
  const isMissing = Uint8Array.from(cells.texts.isMissing, missing => (missing ? 1 : 0));
  const nKept = kindCounts[CELL_TEXT] + (read.keepsNumbers ? kindCounts[CELL_NUMBER] : 0);
  const areOthers = nKept + kindCounts[CELL_EMPTY] + kindCounts[CELL_ERROR] < cells.n;
  for (let from = 0; from < cells.n; from += CHUNK_ROWS) {
    const to = Math.min(cells.n, from + CHUNK_ROWS);
    const chunk: Chunk = {
      kinds: cells.kinds.subarray(from, to),
      codes: cells.texts.codes.subarray(from, to),
      cells: cells.values.subarray(from, to),
      values: values.subarray(from, to),
    };
    textsAndNumbers(chunk, ofText);
    if (areOthers) otherCells(chunk, read);
    noteUnread(chunk, isMissing, from, unread);
  }
  return { column: { kind, name, values }, unread: unread.counts, merged: 0 };
}

/** Some rows of a column; loops over them are functions of their own, so that they are compiled once and not again for every column. */
interface Chunk {
  readonly kinds: Uint8Array;
  readonly codes: Int32Array;
  readonly cells: Float64Array;
  /** What is made of them. */
  readonly values: Float64Array;
}

/** Numbers as they are, texts as read before, NaN for every other cell. */
function textsAndNumbers({ kinds, codes, cells, values }: Chunk, ofText: Float64Array): void {
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    if (kind === CELL_NUMBER) values[i] = cells[i];
    else values[i] = kind === CELL_TEXT ? ofText[codes[i]] : NaN;
  }
}

function otherCells({ kinds, cells, values }: Chunk, read: Readers): void {
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    if (kind === CELL_TEXT || (kind === CELL_NUMBER && read.keepsNumbers)) continue;
    values[i] = ofCell(kind, cells[i], read);
  }
}

/** What is not finite becomes missing, and is noted unless the cell was a gap. */
function noteUnread({ kinds, codes, values }: Chunk, isMissing: Uint8Array, from: number, unread: Unread): void {
  for (let i = 0; i < kinds.length; i++) {
    // What is not finite is not equal to itself less itself.
    if (values[i] - values[i] === 0) continue;
    values[i] = NaN;
    const kind = kinds[i];
    const isGap = kind === CELL_EMPTY || kind === CELL_ERROR || (kind === CELL_TEXT && isMissing[codes[i]] === 1);
    if (!isGap) unread.add(from + i);
  }
}

function ofCell(kind: number, value: number, read: Readers): number {
  if (kind === CELL_NUMBER) return read.number(value);
  if (kind === CELL_DATE) return read.date(value);
  return kind === CELL_BOOLEAN ? read.truth(value) : NaN;
}

function boolean(cells: ColumnCells, name: string): BuiltColumn {
  const values = new Uint8Array(cells.n).fill(2);
  const unread = new Unread(cells);
  const ofText = cells.texts.tidy.map((text, code) =>
    cells.texts.isMissing[code] ? null : (parseBoolean(text, true) ?? digit(Number(text))),
  );
  for (let i = 0; i < cells.n; i++) {
    const kind = cells.kinds[i];
    let value: number | null = null;
    if (kind === CELL_TEXT) value = ofText[cells.texts.codes[i]];
    else if (kind === CELL_NUMBER || kind === CELL_BOOLEAN) value = digit(cells.values[i]);
    if (value === null) unread.add(i);
    else values[i] = value;
  }
  return { column: { kind: 'boolean', name, values }, unread: unread.counts, merged: 0 };
}

function digit(value: number): 0 | 1 | null {
  if (value === 0) return 0;
  return value === 1 ? 1 : null;
}

/** Counts values (not gaps) that were not understood. */
class Unread {
  readonly counts = new Map<string, TextRows>();
  private readonly cells: ColumnCells;

  constructor(cells: ColumnCells) {
    this.cells = cells;
  }

  add(i: number): void {
    const { kinds, values, texts } = this.cells;
    if (kinds[i] === CELL_EMPTY || kinds[i] === CELL_ERROR) return;
    const code = texts.codes[i];
    if (kinds[i] === CELL_TEXT && texts.isMissing[code]) return;
    const token = kinds[i] === CELL_TEXT ? texts.tidy[code] : scalarText(kinds[i], values[i], []);
    addRow(this.counts, token, i);
  }
}

function setColumn(codes: Int32Array, split: SplitTexts, name: string): Column {
  const textCounts = countCodes(codes, split.members.length);
  const flat = split.members.flat();
  const flatCounts = split.members.flatMap((parts, text) => parts.map(() => textCounts[text]));
  const { levelOfText, levels } = mergeSpellings(flat, flatCounts, true);
  let next = 0;
  const ofText = split.members.map(parts => {
    const own = [...new Set(parts.map(() => levelOfText[next++]))];
    return own.sort((a, b) => a - b);
  });
  return { kind: 'set', name, members: levels, ...membersByRow(codes, ofText) };
}

function membersByRow(
  codes: Int32Array,
  ofText: readonly (readonly number[])[],
): { offsets: Int32Array; codes: Int32Array } {
  const starts = new Int32Array(ofText.length + 1);
  ofText.forEach((own, text) => (starts[text + 1] = starts[text] + own.length));
  const flat = Int32Array.from(ofText.flat());
  const offsets = sharedInt32(codes.length + 1);
  for (let row = 0; row < codes.length; row++)
    offsets[row + 1] = offsets[row] + (codes[row] < 0 ? 0 : starts[codes[row] + 1] - starts[codes[row]]);
  const members = new Int32Array(offsets[codes.length]);
  for (let row = 0, to = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue;
    for (let at = starts[codes[row]]; at < starts[codes[row] + 1]; at++) members[to++] = flat[at];
  }
  return { offsets, codes: members };
}
