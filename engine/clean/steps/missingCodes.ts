import { formatCount, formatThings, listSome } from '#shared/format';
import { columns, words } from '#shared/option';
import { tidyText } from '../../import/cells/tidyText.ts';
import type { Column } from '../../table/Column.ts';
import { dayNumber } from '../../table/cellValue.ts';
import { chosenColumns, mapColumns } from '../cleanTable.ts';
import { isTextColumn, textCounts, textsOf, withTexts } from '../changeTexts.ts';
import { defineCleanStep, type CleanContext, type CleanTable } from '../defineCleanStep.ts';

interface MissingState {
  readonly columns: readonly string[];
  /** In small letters. */
  readonly words: readonly string[];
}

const KINDS = ['number', 'category', 'text', 'date', 'set'] as const;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Words and codes that stand for "no value" in the columns chosen: 999 in an age, 9999-12-31 in a date, "unknown" in a city. */
export const missingCodes = defineCleanStep({
  id: 'missingCodes',
  title: 'Missing words and codes',
  help: 'Reads words and codes such as 999, 9999-12-31 or "unknown" as missing in the columns chosen.',
  sources: [],
  options: {
    columns: columns({
      title: 'Columns',
      help: 'Only in these columns: 999 may be a code in one and an amount in another.',
      columnKinds: KINDS,
      maxItems: 1000,
      emptyMeans: 'none',
      default: [],
    }),
    words: words({
      title: 'Words and codes',
      help: 'What stands for missing. Words are compared without case; numbers by value; dates as 9999-12-31.',
      maxItems: 100,
      default: [],
    }),
  },
  async fit(table, options, context) {
    const folded = [...new Set(options.words.map(fold).filter(word => word !== ''))];
    const chosen = columnsNamed(table, options.columns, context);
    const state: MissingState = { columns: chosen.map(column => column.name), words: folded };
    const found = chosen.flatMap(column => codesIn(column, folded).map(code => ({ column: column.name, ...code })));
    return { state, effect: effectOf(state, found), notes: [] };
  },
  async apply(table, state: MissingState, context) {
    const chosen = new Set(columnsNamed(table, state.columns, context));
    return mapColumns(table, column => (chosen.has(column) ? withoutCodes(column, state.words) : column));
  },
});

/** None chosen is none. */
function columnsNamed(table: CleanTable, names: readonly string[], context: CleanContext): Column[] {
  return names.length === 0 ? [] : chosenColumns(table, names, KINDS, context);
}

function fold(word: string): string {
  return tidyText(word).toLowerCase();
}

function numbersOf(kind: 'number' | 'date', codes: readonly string[]): Set<number> {
  if (kind === 'date') return new Set(codes.filter(code => ISO_DAY.test(code)).map(dayNumber));
  return new Set(codes.map(Number).filter(Number.isFinite));
}

function codesIn(column: Column, codes: readonly string[]): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  const add = (code: string, count: number) => counts.set(code, (counts.get(code) ?? 0) + count);
  if (isTextColumn(column)) {
    const cells = textCounts(column);
    textsOf(column).forEach((text, i) => codes.includes(fold(text)) && add(text, cells[i]));
  } else if (column.kind === 'number' || column.kind === 'date') {
    for (const code of codes) {
      const wanted = numbersOf(column.kind, [code]);
      if (wanted.size === 0) continue;
      let count = 0;
      for (const value of column.values) if (wanted.has(value)) count++;
      if (count > 0) add(code, count);
    }
  }
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}

function withoutCodes(column: Column, codes: readonly string[]): Column {
  if (isTextColumn(column)) {
    const wanted = new Set(codes);
    const isCode = textsOf(column).map(text => wanted.has(fold(text)));
    return isCode.includes(true)
      ? withTexts(
          column,
          textsOf(column).map((text, i) => (isCode[i] ? null : text)),
        )
      : column;
  }
  if (column.kind !== 'number' && column.kind !== 'date') return column;
  const wanted = numbersOf(column.kind, codes);
  if (wanted.size === 0 || !column.values.some(value => wanted.has(value))) return column;
  return { ...column, values: column.values.map(value => (wanted.has(value) ? Number.NaN : value)) };
}

function effectOf(state: MissingState, found: readonly { column: string; code: string; count: number }[]): string {
  if (state.columns.length === 0) return 'No column is chosen, so nothing was read as missing.';
  if (state.words.length === 0) return 'No word or code is given, so nothing was read as missing.';
  const total = found.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return `None of the words and codes stands in ${listSome(state.columns, 6)}.`;
  const parts = found.map(({ column, code, count }) => `${code} in ${column} (${formatCount(count)})`);
  return `${formatThings(total, 'cell')} read as missing: ${listSome(parts, 6)}.`;
}
