import { AppError } from '#shared/errors';
import type { CurvePoint, SegmentCurve } from '#shared/pictures';
import { meanInterval, wilsonInterval } from '../../explain/intervals.ts';
import type { Column, Table } from '../../table/Column.ts';
import { requireColumn } from '../../table/selectRows.ts';
import type { Segmented } from '../Segmented.ts';
import { axisBins } from './axisBins.ts';

/**
 * The mean of a number, or the share of yes, over an ordered column, by segment, each with its n and 95 % interval.
 * @param bins about as many places along the axis
 * @param labels those of a selection (see `selectedLabels`): the places stay those of the whole book
 * @throws AppError `data.unknownColumn`, `option.invalid` for an axis without order or a measure that is no number
 * Cost: two passes over the rows.
 */
export function curve(
  table: Table,
  segmented: Segmented,
  { x, y, bins }: { x: string; y: string; bins: number },
  labels = segmented.labels,
): SegmentCurve {
  const axis = axisBins(requireColumn(table, x), bins);
  const measure = measureOf(requireColumn(table, y));
  const { segments } = segmented.segmentation;
  const width = axis.bins.length;
  const [n, sum, squares] = [0, 1, 2].map(() => new Float64Array((segments.length + 1) * width));
  const places = new Int32Array(table.nRows);
  let missing = 0;
  for (let row = 0; row < table.nRows; row++) {
    const place = axis.placeOf(row);
    const value = measure.at(row);
    const isKnown = place >= 0 && Number.isFinite(value);
    if (!isKnown && labels[row] < segments.length) missing++;
    places[row] = isKnown ? labels[row] * width + place : -1;
    if (!isKnown) continue;
    n[places[row]]++;
    sum[places[row]] += value;
  }
  for (let row = 0; row < table.nRows; row++)
    if (places[row] >= 0) squares[places[row]] += (measure.at(row) - sum[places[row]] / n[places[row]]) ** 2;
  const cells = Array.from({ length: segments.length * width }, (_none, i): Cell => ({
    n: n[i],
    sum: sum[i],
    squares: squares[i],
  }));
  const byBin = Array.from({ length: width }, (_none, bin) => pooled(cells.filter((_cell, i) => i % width === bin)));
  const bookSd = deviation(pooled(byBin));
  const point = (cell: Cell) => pointOf(cell, measure.isShare, bookSd);
  return {
    x,
    y,
    measure: measure.isShare ? 'share' : 'mean',
    kind: axis.kind,
    isDate: axis.isDate,
    bins: axis.bins,
    segmentIds: segments.map(segment => segment.id),
    points: segments.map((_segment, s) => cells.slice(s * width, (s + 1) * width).map(point)),
    book: byBin.map(point),
    missing,
  };
}

/** Count, sum, and squares around the own mean. */
interface Cell {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

function measureOf(column: Column): { isShare: boolean; at(row: number): number } {
  if (column.kind === 'boolean') {
    const { values } = column;
    return { isShare: true, at: row => (values[row] < 2 ? values[row] : Number.NaN) };
  }
  if (column.kind === 'number') {
    const { values } = column;
    return { isShare: false, at: row => values[row] };
  }
  throw new AppError('option.invalid', {
    option: column.name,
    allowed: 'a column of numbers, or of yes and no',
    got: column.kind,
  });
}

/** Source of the pooled squares: Chan, Golub, LeVeque (1983). */
function pooled(cells: readonly Cell[]): Cell {
  return cells.reduce(
    (all, cell) => {
      if (cell.n === 0) return all;
      if (all.n === 0) return cell;
      const gap = cell.sum / cell.n - all.sum / all.n;
      const n = all.n + cell.n;
      return { n, sum: all.sum + cell.sum, squares: all.squares + cell.squares + (gap * gap * all.n * cell.n) / n };
    },
    { n: 0, sum: 0, squares: 0 },
  );
}

function deviation({ n, squares }: Cell): number {
  return n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
}

function pointOf(cell: Cell, isShare: boolean, bookSd: number): CurvePoint {
  const mean = cell.sum / cell.n;
  const { low, high } = isShare
    ? wilsonInterval(cell.sum, cell.n)
    : meanInterval(mean, deviation(cell), cell.n, bookSd);
  return { n: cell.n, mean, low, high };
}
