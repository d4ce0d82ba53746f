import type { CellValue } from '#shared/columns';
import { sourceColumns, type FormField } from '#shared/results';
import { madeFrom } from '../clean/madeFrom.ts';
import { countLevels, levelsByCount } from '../explain/levelCounts.ts';
import { quantile, sortedSpread } from '../explain/quantile.ts';
import { isoDate } from '../table/cellValue.ts';
import type { Column } from '../table/Column.ts';
import type { AnalysisParts } from './AnalysisParts.ts';

/** Levels offered for one field, most frequent first. */
const MAX_LEVELS = 500;

/** The columns that decide a customer's segment or tier, with what they may be and what is typical of the book. What a cleaning step computes is not asked. */
export function formFields({ imported, prepared, segmented }: AnalysisParts): FormField[] {
  const wanted = sourceColumns(prepared.features);
  for (const driver of segmented.segmentation.tierRule.drivers) {
    wanted.add(driver.column);
    if (driver.against !== null) wanted.add(driver.against);
  }
  const asked = madeFrom(wanted, imported.cleaning?.fitted);
  return imported.table.columns.filter(column => asked.has(column.name)).map(formField);
}

/** What one column may be, and what is typical of the book. */
export function formField(column: Column): FormField {
  const { name, kind } = column;
  if (column.kind === 'number' || column.kind === 'date') {
    const [min, max] = rangeOf(column.values);
    if (min === null) return { name, kind, levels: [], min, max, typical: null };
    const middle = quantile(sortedSpread(column.values), 0.5);
    if (Number.isNaN(middle)) return { name, kind, levels: [], min, max, typical: null };
    const typical = column.kind === 'date' ? isoDate(Math.floor(middle)) : middle;
    return { name, kind, levels: [], min, max, typical };
  }
  return { name, kind, ...levelField(column) };
}

function rangeOf(values: Float64Array): [number, number] | [null, null] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    if (values[row] < min) min = values[row];
    if (values[row] > max) max = values[row];
  }
  return max >= min ? [min, max] : [null, null];
}

function levelField(column: Column): Pick<FormField, 'levels' | 'min' | 'max' | 'typical'> {
  const counted = countLevels(column, new Int32Array(rowCount(column)), 1);
  if (!counted) return { levels: [], min: null, max: null, typical: null };
  const order = levelsByCount(counted).filter(code => counted.counts[code] > 0);
  const levels = order.slice(0, MAX_LEVELS).map(code => counted.levels[code]);
  return {
    levels: column.kind === 'boolean' ? [] : levels,
    min: null,
    max: null,
    typical: typicalLevel(column, order),
  };
}

function rowCount(column: Column): number {
  if (column.kind === 'set') return column.offsets.length - 1;
  return 'codes' in column ? column.codes.length : column.values.length;
}

/** The most frequent level; for sets the members that at least half of the customers with any have. */
function typicalLevel(column: Column, order: readonly number[]): CellValue {
  if (order.length === 0) return null;
  if (column.kind === 'boolean') return order[0] === 1;
  if (column.kind === 'set') return typicalMembers(column, order);
  return column.kind === 'category' || column.kind === 'text' ? column.levels[order[0]] : null;
}

function typicalMembers(column: Extract<Column, { kind: 'set' }>, order: readonly number[]): string {
  const counts = new Float64Array(column.members.length);
  for (let i = 0; i < column.codes.length; i++) counts[column.codes[i]]++;
  let known = 0;
  for (let row = 0; row + 1 < column.offsets.length; row++) if (column.offsets[row + 1] > column.offsets[row]) known++;
  const usual = order.filter(code => counts[code] * 2 >= known);
  return (usual.length > 0 ? usual : order.slice(0, 1)).map(code => column.members[code]).join('; ');
}
