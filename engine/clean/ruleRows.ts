import { AppError } from '#shared/errors';
import type { Note } from '#shared/notes';
import { tidyText } from '../import/cells/tidyText.ts';
import { isMissing, type Column } from '../table/Column.ts';
import { cellValue, dayNumber } from '../table/cellValue.ts';
import { needColumn } from './cleanTable.ts';
import { isTextColumn, textsOf } from './changeTexts.ts';
import type { CleanContext, CleanTable } from './defineCleanStep.ts';
import { readFormula, runFormula } from './formula/runFormula.ts';
import { groupEqualRows } from './groupEqualRows.ts';

/** A rule with its bounds as numbers (days for dates), plain as JSON. */
export type Rule =
  | {
      readonly kind: 'range';
      readonly column: string;
      readonly lower: number | null;
      readonly upper: number | null;
      readonly words: string;
    }
  | { readonly kind: 'allowed'; readonly column: string; readonly allowed: readonly string[] }
  | { readonly kind: 'unique'; readonly column: string }
  | { readonly kind: 'expression'; readonly column: string; readonly expression: string };

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const BOUNDS = {
  number: { allowed: 'a number such as 1000.5', read: numberOf },
  date: {
    allowed: 'a date such as 2024-12-31',
    read: (text: string) => (ISO_DAY.test(text) ? dayNumber(text) : Number.NaN),
  },
} as const;

/**
 * A bound as the column holds it: a number, or days since 1970-01-01; null where none is given.
 * @throws AppError `option.invalid` for what is no number or no date: 2020 among dates would be a day in 1975
 */
export function boundOf(given: string, option: string, kind: keyof typeof BOUNDS): number | null {
  const tidy = given.trim();
  if (tidy === '') return null;
  const { allowed, read } = BOUNDS[kind];
  const value = read(tidy);
  if (Number.isFinite(value)) return value;
  throw new AppError('option.invalid', { option, allowed, got: `"${given}"` });
}

/** Commas may stand before three digits; what a computer reads beside that, such as 0x10, is no number to a person. */
function numberOf(text: string): number {
  return /^[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?(e[-+]?\d+)?$/i.test(text)
    ? Number(text.replaceAll(',', ''))
    : Number.NaN;
}

/** [nRows], 1 for rows that break the rule; a missing value breaks none. */
export async function brokenRows(
  rule: Rule,
  table: CleanTable,
  context: CleanContext,
): Promise<{ isBroken: Uint8Array; notes: readonly Note[] }> {
  if (rule.kind === 'expression') {
    const typed = readFormula(rule.expression, table, context.step);
    const { column, notes } = await runFormula(typed, rule.expression, 'rule', table, context);
    const { values } = column as Column & { values: Uint8Array };
    return { isBroken: values.map(value => Number(value === 0)), notes };
  }
  const column = needColumn(table, rule.column, context);
  const isBroken = new Uint8Array(table.nRows);
  if (rule.kind === 'range') markOutside(column, rule, isBroken);
  else if (rule.kind === 'allowed') markOthers(column, rule.allowed, isBroken);
  else markRepeated(column, isBroken);
  return { isBroken, notes: [] };
}

function markOutside(column: Column, { lower, upper }: Rule & { kind: 'range' }, isBroken: Uint8Array): void {
  if (column.kind !== 'number' && column.kind !== 'date') return;
  const [least, most] = [lower ?? -Infinity, upper ?? Infinity];
  column.values.forEach((value, row) => (isBroken[row] = Number(value < least || value > most)));
}

const fold = (text: string) => tidyText(text).toLowerCase();

function markOthers(column: Column, allowed: readonly string[], isBroken: Uint8Array): void {
  const known = new Set(allowed.map(fold));
  if (isTextColumn(column)) {
    const isKnown = textsOf(column).map(text => known.has(fold(text)));
    if (column.kind !== 'set')
      return isBroken.forEach(
        (_old, row) => (isBroken[row] = Number(column.codes[row] >= 0 && !isKnown[column.codes[row]])),
      );
    for (let row = 0; row < isBroken.length; row++)
      for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++)
        if (!isKnown[column.codes[i]]) isBroken[row] = 1;
    return;
  }
  for (let row = 0; row < isBroken.length; row++) {
    const value = cellValue(column, row);
    const word = value === true ? 'yes' : value === false ? 'no' : String(value);
    isBroken[row] = Number(value !== null && !known.has(fold(word)));
  }
}

/** Every row but the first that has a value. */
function markRepeated(column: Column, isBroken: Uint8Array): void {
  const { groupOf, nGroups } = groupEqualRows([column], isBroken.length);
  const seen = new Uint8Array(nGroups);
  for (let row = 0; row < isBroken.length; row++) {
    if (isMissing(column, row)) continue;
    isBroken[row] = seen[groupOf[row]];
    seen[groupOf[row]] = 1;
  }
}

export function clipped(
  column: Column,
  { lower, upper }: { readonly lower: number | null; readonly upper: number | null },
): Column {
  if (column.kind !== 'number' && column.kind !== 'date') return column;
  const [least, most] = [lower ?? -Infinity, upper ?? Infinity];
  return { ...column, values: column.values.map(value => (value < least ? least : value > most ? most : value)) };
}

/** The column with these rows missing. */
export function withoutValues(column: Column, isGone: Uint8Array): Column {
  if (column.kind === 'number' || column.kind === 'date')
    return { ...column, values: column.values.map((value, row) => (isGone[row] === 1 ? Number.NaN : value)) };
  if (column.kind === 'boolean')
    return { ...column, values: column.values.map((value, row) => (isGone[row] === 1 ? 2 : value)) };
  if (column.kind !== 'set')
    return { ...column, codes: column.codes.map((code, row) => (isGone[row] === 1 ? -1 : code)) };
  const offsets = new Int32Array(column.offsets.length);
  const codes: number[] = [];
  for (let row = 0; row + 1 < offsets.length; row++) {
    if (isGone[row] === 0)
      for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) codes.push(column.codes[i]);
    offsets[row + 1] = codes.length;
  }
  return { ...column, offsets, codes: Int32Array.from(codes) };
}
