import type { SegmentCurve } from '#shared/pictures';
import { AppError } from '#shared/errors';
import { quantile, sortedKnown } from '../../explain/quantile.ts';
import type { CategoryColumn, Column, DateColumn, NumberColumn } from '../../table/Column.ts';
import { BOOLEAN_LEVELS } from '../../table/selectRows.ts';
import { DAYS_PER_YEAR } from '../../explain/measuredWords.ts';

/** The ordered places of an axis, and the place of each row. */
export interface Axis extends Pick<SegmentCurve, 'kind' | 'isDate' | 'bins'> {
  /** -1: no value. */
  placeOf(row: number): number;
}
/** More places than this are no curve. */
const MAX_LEVELS = 60;
/** A column whose values lie this unevenly is cut into parts with as many customers each. */
const UNEVEN = 8;
const MONTHS_PER_YEAR = 12;
const DAY_MS = 86_400_000;

/**
 * Cuts an ordered column into places: numbers into even steps with round edges (each value on its own where there are few; parts of equal size
 * where the values lie very unevenly), dates into whole months or years, ordered categories into their levels.
 * @throws AppError `option.invalid` for a column without an order
 */
export function axisBins(column: Column, bins: number): Axis {
  if (column.kind === 'boolean')
    return levelAxis(BOOLEAN_LEVELS, row => (column.values[row] < 2 ? column.values[row] : -1));
  const order = orderOf(column);
  if (order) {
    const { codes } = column as CategoryColumn;
    const place = (column as CategoryColumn).levels.map(level => order.indexOf(level));
    return levelAxis(order, row => (codes[row] < 0 ? -1 : place[codes[row]]));
  }
  if (column.kind === 'number' || column.kind === 'date') return valueAxis(column, bins);
  throw new AppError('option.invalid', { option: column.name, allowed: 'a column with an order', got: column.kind });
}

/** The levels of a category lowest first: as a person ordered them, or by the number each of them begins with ("18–25", "26–35"). */
export function orderOf(column: Column): readonly string[] | null {
  if (column.kind !== 'category' && column.kind !== 'text') return null;
  if (column.levels.length < 2 || column.levels.length > MAX_LEVELS) return null;
  if (column.order) return column.levels.toSorted((a, b) => placeIn(column.order!, a) - placeIn(column.order!, b));
  const numbers = column.levels.map(level => Number.parseFloat(/\d+(?:\.\d+)?/.exec(level)?.[0] ?? ''));
  if (numbers.some(Number.isNaN) || new Set(numbers).size < numbers.length) return null;
  return column.levels.toSorted((a, b) => numbers[column.levels.indexOf(a)] - numbers[column.levels.indexOf(b)]);
}

function placeIn(order: readonly string[], level: string): number {
  const at = order.indexOf(level);
  return at < 0 ? order.length : at;
}

function levelAxis(levels: readonly string[], placeOf: (row: number) => number): Axis {
  return { kind: 'level', isDate: false, bins: levels.map((label, i) => ({ from: i, to: i, label })), placeOf };
}

function valueAxis(column: NumberColumn | DateColumn, bins: number): Axis {
  const { values } = column;
  const isDate = column.kind === 'date';
  const sorted = sortedKnown(values);
  const own = isDate ? null : fewValues(sorted, bins);
  const edges = own ? [...own, own[own.length - 1]] : isDate ? dateEdges(sorted, bins) : numberEdges(sorted, bins);
  const n = Math.max(0, edges.length - 1);
  return {
    kind: own ? 'value' : 'bin',
    isDate,
    bins: Array.from({ length: n }, (_none, i) => ({ from: edges[i], to: edges[i + 1], label: null })),
    placeOf: row => (Number.isFinite(values[row]) ? placeAmong(edges, values[row]) : -1),
  };
}

/** Index of the last edge at or below the value, the uppermost edge belonging to the last place. */
function placeAmong(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value >= edges[middle]) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The different values where there are no more than places. @param sorted ascending */
function fewValues(sorted: Float64Array, most: number): number[] | null {
  const own: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    if (own.length === most) return null;
    own.push(sorted[i]);
  }
  return own;
}

function numberEdges(sorted: Float64Array, bins: number): number[] {
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  const middle = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  if (max - min > UNEVEN * Math.max(middle, 0)) return equalParts(sorted, bins);
  const step = roundStep((max - min) / bins);
  const first = Math.floor(min / step);
  const last = Math.max(first + 1, Math.ceil(max / step));
  return Array.from({ length: last - first + 1 }, (_none, i) => (first + i) * step);
}

/** Cuts that leave as many customers in each part; equal cuts are one. */
function equalParts(sorted: Float64Array, bins: number): number[] {
  const cuts = Array.from({ length: bins + 1 }, (_none, i) => quantile(sorted, i / bins));
  return cuts.filter((cut, i) => i === 0 || cut > cuts[i - 1]);
}

/** The next of 1, 2, 5 times a power of ten. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const factor = [1, 2, 5, 10].find(times => times * power >= width * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** First days of months or years, so many apart that there are about as many places as asked for. */
function dateEdges(sorted: Float64Array, bins: number): number[] {
  if (sorted.length === 0) return [];
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  const months = Math.max(1, Math.ceil(((max - min) / DAYS_PER_YEAR) * MONTHS_PER_YEAR) / bins);
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find(size => size >= months) ?? 1200;
  const start = new Date(Math.floor(min) * DAY_MS);
  const from = Math.floor((start.getUTCFullYear() * MONTHS_PER_YEAR + start.getUTCMonth()) / step) * step;
  const edges: number[] = [];
  for (let month = from; edges.length === 0 || edges[edges.length - 1] <= max; month += step)
    edges.push(Date.UTC(Math.floor(month / MONTHS_PER_YEAR), month % MONTHS_PER_YEAR, 1) / DAY_MS);
  return edges;
}
