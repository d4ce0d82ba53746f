import type { Run } from '../jobs/Run.ts';
import { CHUNK_ROWS } from '../workers/Pool.ts';
import { isoDate } from '../table/cellValue.ts';
import type { Column, Table } from '../table/Column.ts';
import { BOOLEAN_LEVELS, requireColumn } from '../table/selectRows.ts';

type Test = (row: number) => boolean;

export interface FoundCell {
  /** Position in the rows given. */
  readonly at: number;
  /** Index into the columns searched. */
  readonly column: number;
  /** 1-based place among all matches, in reading order. */
  readonly nth: number;
}

/** Where a text stands in a table: in any case, anywhere in the cell; numbers and days as plain text ("1234.5", "2024-12-31"). */
export class TextSearch {
  private readonly tests: readonly (Test | null)[];
  /** [nRows], matching cells in each row. */
  private readonly perRow: Uint16Array;

  private constructor(tests: readonly (Test | null)[], perRow: Uint16Array) {
    this.tests = tests;
    this.perRow = perRow;
  }

  /**
   * Looks at every cell once, chunk by chunk.
   * @throws AppError `data.unknownColumn`; Cancelled
   */
  static async over(table: Table, columns: readonly string[], text: string, run: Run): Promise<TextSearch> {
    const tests = columns.map(name => cellTest(requireColumn(table, name), text));
    const perRow = new Uint16Array(table.nRows);
    const used = tests.filter(test => test !== null);
    for (let from = 0; from < table.nRows; from += CHUNK_ROWS) {
      await new Promise<void>(resolve => setImmediate(resolve));
      run.throwIfCancelled();
      run.progress(from, table.nRows, 'Finding');
      const to = Math.min(from + CHUNK_ROWS, table.nRows);
      for (const test of used) for (let row = from; row < to; row++) if (test(row)) perRow[row]++;
    }
    return new TextSearch(tests, perRow);
  }

  count(rows: Int32Array): number {
    let total = 0;
    for (const row of rows) total += this.perRow[row];
    return total;
  }

  /** The first match after a cell (or before it), going round at the ends; null when nothing matches. */
  next(rows: Int32Array, from: { at: number; column: number } | null, isBackwards: boolean): FoundCell | null {
    const total = this.count(rows);
    if (total === 0) return null;
    const before = from ? this.countBefore(rows, from, !isBackwards) : isBackwards ? total : 0;
    const nth = isBackwards ? (before === 0 ? total : before) : before === total ? 1 : before + 1;
    return this.nth(rows, nth);
  }

  /** Matches in front of a cell, the cell itself counted where `isInclusive`. */
  private countBefore(rows: Int32Array, from: { at: number; column: number }, isInclusive: boolean): number {
    const at = Math.min(from.at, rows.length);
    let n = this.count(rows.subarray(0, at));
    if (at < rows.length) {
      const last = from.column + (isInclusive ? 1 : 0);
      for (let column = 0; column < last && column < this.tests.length; column++)
        if (this.tests[column]?.(rows[at])) n++;
    }
    return n;
  }

  private nth(rows: Int32Array, nth: number): FoundCell {
    let left = nth;
    let at = 0;
    while (this.perRow[rows[at]] < left) left -= this.perRow[rows[at++]];
    const column = this.tests.findIndex(test => test?.(rows[at]) && --left === 0);
    return { at, column, nth };
  }
}

/** null where no cell of the column can match. */
function cellTest(column: Column, text: string): Test | null {
  const needle = text.toLowerCase();
  const has = (cell: string) => cell.toLowerCase().includes(needle);
  switch (column.kind) {
    case 'number':
      return numberTest(column.values, needle);
    case 'date':
      return /^[\d:t-]+$/.test(needle) ? distinctTest(column.values, day => has(isoDate(day))) : null;
    case 'boolean': {
      const accepted = BOOLEAN_LEVELS.map(has);
      return accepted.includes(true) ? row => accepted[column.values[row]] === true : null;
    }
    case 'set': {
      const { offsets, codes } = column;
      const accepted = column.members.map(has);
      if (!accepted.includes(true)) return null;
      return row => {
        for (let i = offsets[row]; i < offsets[row + 1]; i++) if (accepted[codes[i]]) return true;
        return false;
      };
    }
    default: {
      const accepted = Uint8Array.from(column.levels, level => (has(level) ? 1 : 0));
      return accepted.includes(1) ? row => accepted[column.codes[row]] === 1 : null;
    }
  }
}

/** "1,234.5" finds 1234.5; what is no part of a number finds none. */
function numberTest(values: Float64Array, needle: string): Test | null {
  if (!/^[-+\d.,\s]*\d[-+\d.,e\s]*$/.test(needle)) return null;
  const plain = needle.replace(/[,\s]/g, '');
  return row => !Number.isNaN(values[row]) && String(values[row]).includes(plain);
}

/** Days repeat: each is looked at once. */
function distinctTest(values: Float64Array, accepts: (value: number) => boolean): Test {
  const known = new Map<number, boolean>();
  return row => {
    const value = values[row];
    if (Number.isNaN(value)) return false;
    let answer = known.get(value);
    if (answer === undefined) {
      answer = accepts(value);
      if (known.size < MOST_KEPT) known.set(value, answer);
    }
    return answer;
  };
}
const MOST_KEPT = 100_000;
