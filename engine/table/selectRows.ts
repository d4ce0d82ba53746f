import type { Filter } from '#shared/contract/dataset';
import { AppError } from '#shared/errors';
import { findColumn, isMissing, type CategoryColumn, type Column, type Table } from './Column.ts';
import { sortedRows } from './sortNumbers.ts';

type Test = (row: number) => boolean;

/**
 * Rows that pass every filter, in the order asked for.
 * @returns Int32Array of row indices; without a sort they ascend, missing values sort last either way, ties keep row order
 * @throws AppError `data.unknownColumn`
 */
export function selectRows(
  table: Table,
  filters: readonly Filter[],
  sort: { column: string; descending: boolean } | null,
): Int32Array {
  const tests = filters.map(filter => testFor(table, filter));
  const rows = new Int32Array(table.nRows);
  let n = 0;
  for (let row = 0; row < table.nRows; row++) {
    if (tests.every(test => test(row))) rows[n++] = row;
  }
  const selected = rows.subarray(0, n);
  return sort ? sortedRows(sortKeys(requireColumn(table, sort.column)), selected, sort.descending) : selected;
}

export function requireColumn(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column) return column;
  const names = table.columns.map(c => c.name);
  const shown = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  throw new AppError('data.unknownColumn', { column: name, columns: shown });
}

function testFor(table: Table, filter: Filter): Test {
  if (filter.op === 'rows') {
    const wanted = new Set(filter.rows);
    return row => wanted.has(row);
  }
  const column = requireColumn(table, filter.column);
  if (filter.op === 'missing') return row => isMissing(column, row);
  if (filter.op === 'between')
    return betweenTest(column, filter.low ?? -Infinity, filter.high ?? Infinity, filter.lastBin);
  if (filter.op === 'contains') return textTest(column, containsText(filter.text));
  const wanted = new Set(filter.values);
  return textTest(column, text => wanted.has(text));
}

function containsText(needle: string): (text: string) => boolean {
  const folded = needle.toLowerCase();
  return text => text.toLowerCase().includes(folded);
}

/** low ≤ value < high, and value = high too in the last bin of a histogram; a missing value lies in no range. */
function betweenTest(column: Column, low: number, high: number, lastBin: boolean): Test {
  if (column.kind !== 'number' && column.kind !== 'date' && column.kind !== 'boolean')
    throw new AppError('option.invalid', {
      option: column.name,
      allowed: 'a column of numbers or dates',
      got: column.kind,
    });
  const values = column.values;
  const holds: Test = row => values[row] >= low && (values[row] < high || (lastBin && values[row] === high));
  return column.kind === 'boolean' ? row => holds(row) && !isMissing(column, row) : holds;
}

export const BOOLEAN_LEVELS = ['No', 'Yes'] as const;

function textTest(column: Column, accepts: (text: string) => boolean): Test {
  if (column.kind === 'number' || column.kind === 'date')
    return row => !Number.isNaN(column.values[row]) && accepts(String(column.values[row]));
  if (column.kind === 'set') {
    const accepted = column.members.map(accepts);
    return row => {
      for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) if (accepted[column.codes[i]]) return true;
      return false;
    };
  }
  if (column.kind === 'boolean') {
    const accepted = BOOLEAN_LEVELS.map(accepts);
    return row => column.values[row] < 2 && accepted[column.values[row]];
  }
  const accepted = column.levels.map(accepts);
  return row => column.codes[row] >= 0 && accepted[column.codes[row]];
}

/** One number per row that orders like the column does; NaN is missing. */
function sortKeys(column: Column): Float64Array {
  if (column.kind === 'number' || column.kind === 'date') return column.values;
  if (column.kind === 'boolean') return Float64Array.from(column.values, value => (value === 2 ? NaN : value));
  if (column.kind === 'set') {
    const keys = new Float64Array(column.offsets.length - 1);
    for (let row = 0; row < keys.length; row++) keys[row] = column.offsets[row + 1] - column.offsets[row] || NaN;
    return keys;
  }
  const rank = levelRanks(column);
  return Float64Array.from(column.codes, code => (code < 0 ? NaN : rank[code]));
}

/** By the order that a person gave, what it does not name after that; else by the text. */
function levelRanks({ levels, order: given }: CategoryColumn): Float64Array {
  const place = new Map(given?.map((level, i) => [level, i]));
  const placeOf = given ? (code: number) => place.get(levels[code]) ?? given.length : () => 0;
  const order = levels
    .map((_level, code) => code)
    .sort((a, b) => placeOf(a) - placeOf(b) || (levels[a] < levels[b] ? -1 : levels[a] > levels[b] ? 1 : a - b));
  const rank = new Float64Array(levels.length);
  order.forEach((code, position) => (rank[code] = position));
  return rank;
}
