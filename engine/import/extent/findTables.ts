import type { RawTable } from '../../table/RawTable.ts';
import { rawText } from '../cells/rawText.ts';
import { tidyText } from '../cells/tidyText.ts';
import { headerVotes } from '../header/headerVotes.ts';
import { FilledCells } from './FilledCells.ts';
import type { SheetRange } from './SheetRange.ts';

/** One table of a sheet that holds several. */
export interface TableFound extends SheetRange {
  readonly filledCells: number;
  /** First names of its header. */
  readonly names: readonly string[];
}

/** Blocks between blank rows that are looked at; a sheet with more of them is one table with gaps. */
const MOST_BLOCKS = 200;
const MOST_TABLES = 50;
const COMPARED = 60;
const LONGEST_NAME = 60;
/** Rows from the top of a block among which its header is looked for. */
const MOST_ABOVE = 15;

/**
 * Tables of a sheet that stand below or beside one another with blank rows or columns between. A block is a table of its own only when it
 * begins with a header of its own: rows that go on after a gap belong to the table above, prose above a table to the table below.
 * @returns largest first where there are several; one range where the sheet is one table; none where it is empty
 */
export function findTables(
  table: RawTable,
  missingWords: ReadonlySet<string>,
  filled = new FilledCells(table),
): TableFound[] {
  const finder = new TableFinder(table, missingWords, filled);
  return finder.find().sort((a, b) => b.filledCells - a.filledCells || a.firstRow - b.firstRow);
}

interface HeaderLine {
  readonly row: number;
  readonly names: readonly string[];
  readonly textAboveValues: number;
}

class TableFinder {
  private readonly table: RawTable;
  private readonly missingWords: ReadonlySet<string>;
  private readonly filled: FilledCells;

  constructor(table: RawTable, missingWords: ReadonlySet<string>, filled: FilledCells) {
    this.table = table;
    this.missingWords = missingWords;
    this.filled = filled;
  }

  find(): TableFound[] {
    const used = this.filled.shrink(this.filled.whole);
    if (!used) return [];
    const ranges = this.split(used, 0);
    return ranges.map(range => ({
      ...range,
      filledCells: ranges.length === 1 ? 0 : this.filled.perRow(range).reduce((sum, count) => sum + count, 0),
      names: ranges.length === 1 ? [] : (this.headerOf(range)?.names ?? []).slice(0, 6),
    }));
  }

  private split(range: SheetRange, depth: number): SheetRange[] {
    if (depth > 6) return [range];
    const parts = this.splitRows(range) ?? this.splitColumns(range);
    if (!parts || parts.length > MOST_TABLES) return [range];
    return parts.flatMap(part => this.split(part, depth + 1));
  }

  /** Cut at blank rows, where what follows has a header of its own. */
  private splitRows(range: SheetRange): SheetRange[] | null {
    const blocks = runs(this.filled.perRow(range), MOST_BLOCKS).map(([from, to]) =>
      this.filled.shrink({ ...range, firstRow: range.firstRow + from, endRow: range.firstRow + to }),
    );
    if (blocks.length < 2) return null;
    const parts: SheetRange[] = [];
    let current: SheetRange | null = null;
    for (const block of blocks as SheetRange[]) {
      if (current && this.isTable(current) && this.startsAnother(block, current)) {
        parts.push(current);
        current = block;
      } else current = current ? union(current, block) : block;
    }
    if (current) parts.push(current);
    return parts.length > 1 ? parts : null;
  }

  /** Cut at blank columns, where both sides have a header of their own and do not go on row by row. */
  private splitColumns(range: SheetRange): SheetRange[] | null {
    const blocks = runs(this.filled.columns(range), MOST_BLOCKS).map(([from, to]) =>
      this.filled.shrink({ ...range, firstColumn: range.firstColumn + from, endColumn: range.firstColumn + to }),
    );
    if (blocks.length < 2) return null;
    const parts: SheetRange[] = [];
    let current: SheetRange | null = null;
    for (const block of blocks as SheetRange[]) {
      if (current && this.standsBeside(current, block)) {
        parts.push(current);
        current = block;
      } else current = current ? union(current, block) : block;
    }
    if (current) parts.push(current);
    return parts.length > 1 ? parts : null;
  }

  /** A header and two rows at least, with two cells or more in each. */
  private isTable(range: SheetRange): boolean {
    let wide = 0;
    for (const count of this.filled.perRow(range)) if (count >= 2 && ++wide >= 3) return true;
    return false;
  }

  private startsAnother(block: SheetRange, current: SheetRange): boolean {
    if (!this.isTable(block)) return false;
    const header = this.headerOf(block);
    if (!header) return false;
    const above = this.headerOf(current);
    const known = new Set((above?.names ?? []).map(name => name.toLowerCase()));
    const again = header.names.filter(name => known.has(name.toLowerCase())).length;
    const isOtherShape = block.firstColumn !== current.firstColumn || block.endColumn !== current.endColumn;
    // The header again above more rows of the same table.
    if (!isOtherShape && again >= 0.8 * header.names.length) return false;
    return isOtherShape || header.textAboveValues >= 2;
  }

  private standsBeside(left: SheetRange, right: SheetRange): boolean {
    if (!this.isTable(left) || !this.isTable(right)) return false;
    const [a, b] = [this.headerBelowProse(left), this.headerBelowProse(right)];
    if (!a || !b) return false;
    const names = new Set(a.names.map(name => name.toLowerCase()));
    const repeats = b.names.filter(name => names.has(name.toLowerCase())).length;
    if (repeats >= 2 || repeats === b.names.length) return true;
    const shorter = left.endRow < right.endRow ? left : right;
    const isUneven = a.row !== b.row || left.endRow !== right.endRow;
    return isUneven && this.filled.perRow(shorter).every(count => count > 0);
  }

  /** The same where a title, a note of two cells or a row of titles over groups of columns stands above the names. */
  private headerBelowProse(range: SheetRange): HeaderLine | null {
    const last = Math.min(range.endRow, range.firstRow + MOST_ABOVE);
    for (let firstRow = range.firstRow; firstRow < last; firstRow++) {
      const header = this.headerOf({ ...range, firstRow });
      if (header) return header;
    }
    return null;
  }

  /** The first row with two cells or more, where it names what stands below it. */
  private headerOf(range: SheetRange): HeaderLine | null {
    const seen = { ...range, endRow: Math.min(range.endRow, range.firstRow + 2 * COMPARED) };
    const counts = this.filled.perRow(seen);
    const at = counts.findIndex(count => count >= 2);
    if (at < 0) return null;
    const row = range.firstRow + at;
    const below: number[] = [];
    for (let i = at + 1; i < counts.length && below.length < COMPARED; i++)
      if (counts[i] > 0) below.push(range.firstRow + i);
    if (below.length === 0) return null;
    const columns = this.table.columns.slice(range.firstColumn, range.endColumn);
    const votes = headerVotes({ ...this.table, columns }, row, below, this.missingWords);
    const isNames = votes.values === 0 && votes.against === 0 && votes.filled >= 2;
    const isEvident =
      votes.textAboveValues >= Math.max(1, 0.5 * votes.valueColumns) || votes.recognised >= 0.6 * votes.filled;
    if (!isNames || !isEvident) return null;
    const names = columns.map((_column, i) => tidyText(rawText(this.table, range.firstColumn + i, row)));
    const given = names.filter(name => name !== '');
    return given.every(name => name.length <= LONGEST_NAME)
      ? { row, names: given, textAboveValues: votes.textAboveValues }
      : null;
  }
}

/** From and to (not included) of every run of counts above zero; none where there are more than `most`. */
function runs(counts: Uint8Array | Uint16Array, most: number): [number, number][] {
  if (counts.length > 0 && !counts.includes(0)) return [[0, counts.length]];
  const found: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= counts.length; i++) {
    const isOn = i < counts.length && counts[i] > 0;
    if (isOn && from < 0) from = i;
    if (isOn || from < 0) continue;
    found.push([from, i]);
    if (found.length > most) return [];
    from = -1;
  }
  return found;
}

function union(a: SheetRange, b: SheetRange): SheetRange {
  return {
    firstRow: Math.min(a.firstRow, b.firstRow),
    endRow: Math.max(a.endRow, b.endRow),
    firstColumn: Math.min(a.firstColumn, b.firstColumn),
    endColumn: Math.max(a.endColumn, b.endColumn),
  };
}
