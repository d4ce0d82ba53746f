import { AppError } from '#shared/errors';
import type { Distribution, NumberSummary } from '#shared/results';
import { meanInterval } from '../../explain/intervals.ts';
import { summarizeSorted } from '../../explain/numberSummary.ts';
import { quantile } from '../../explain/quantile.ts';
import { countBins } from '../../profile/histogram.ts';
import {
  finitePart,
  groupsInOrder,
  sortedByGroup,
  sortedColumn,
  type SortedColumn,
} from '../../profile/sortedColumns.ts';
import type { DateColumn, NumberColumn, Table } from '../../table/Column.ts';
import { requireColumn } from '../../table/selectRows.ts';
import type { Segmented } from '../Segmented.ts';

/** A column whose mean lies this many times above its median, or more, is drawn on a log scale. */
const HEAVY_RATIO = 2;
/** Tukey's: values farther from the quartiles than this many interquartile ranges are outliers. */
const FENCE = 1.5;

/**
 * A column of numbers or dates by segment: one histogram per segment over common edges, with summaries and the interval of each mean.
 * A bin holds low ≤ value < high, the last one its upper edge too. Heavy-tailed amounts get edges that grow by a factor.
 * Whiskers reach to the last value within 1.5 interquartile ranges of the quartiles; what lies beyond is counted.
 * @param labels those of a selection (see `selectedLabels`): the edges stay those of the whole book
 * Source: Tukey (1977).
 * @throws AppError `data.unknownColumn`, `option.invalid` for a column without numbers
 */
export function distribution(
  table: Table,
  segmented: Segmented,
  columnName: string,
  bins: number,
  labels = segmented.labels,
): Distribution {
  const column = requireColumn(table, columnName);
  if (column.kind !== 'number' && column.kind !== 'date')
    throw new AppError('option.invalid', {
      option: columnName,
      allowed: 'a column of numbers or dates',
      got: column.kind,
    });
  const segmentIds = segmented.segmentation.segments.map(segment => segment.id);
  return distributionOf(column, { labels, segmentIds, bins });
}

/** @param labels [nRows] position of the segment, or the number of segments where a row is left out */
export function distributionOf(
  column: NumberColumn | DateColumn,
  { labels, segmentIds, bins }: { labels: Int32Array; segmentIds: readonly number[]; bins: number },
): Distribution {
  const inOrder = finitePart(sortedColumn(column.values));
  const sorted = inOrder.values;
  const book = summarizeSorted(sorted, column.values.length - sorted.length);
  const isLog = column.kind === 'number' && isHeavyTailed(book);
  const edges = isLog ? logEdges(sorted, bins) : linearEdges(book, bins);
  const bySegment = splitBySegment(inOrder, labels, segmentIds.length);
  const summaries = bySegment.map(({ known, missing }) => summarizeSorted(known, missing));
  return {
    column: column.name,
    scale: isLog ? 'log' : 'linear',
    edges,
    counts: bySegment.map(({ known }) => countBins(known, edges)),
    segmentIds: [...segmentIds],
    summaries,
    boxes: bySegment.map(({ known }, s) => boxOf(known, summaries[s])),
    book,
    meanIntervals: summaries.map(({ mean, sd, n }) => {
      const { low, high } = meanInterval(mean, sd, n, book.sd);
      return { low, high };
    }),
  };
}

/** @param sorted ascending */
function boxOf(sorted: Float64Array, { n, q1, q3 }: NumberSummary): Distribution['boxes'][number] {
  const reach = FENCE * (q3 - q1);
  let below = 0;
  while (below < n && sorted[below] < q1 - reach) below++;
  let above = 0;
  while (above < n - below && sorted[n - 1 - above] > q3 + reach) above++;
  return { low: sorted[below] ?? Number.NaN, high: sorted[n - 1 - above] ?? Number.NaN, below, above };
}

function isHeavyTailed({ min, median, mean }: NumberSummary): boolean {
  return min >= 0 && median > 0 && mean >= HEAVY_RATIO * median;
}

function splitBySegment(inOrder: SortedColumn, labels: Int32Array, nSegments: number) {
  const all = new Int32Array(nSegments + 1);
  for (let row = 0; row < labels.length; row++) all[labels[row]]++;
  const split = sortedByGroup(inOrder, groupsInOrder(inOrder, labels, nSegments + 1), nSegments + 1);
  return split.slice(0, nSegments).map((known, s) => ({ known, missing: all[s] - known.length }));
}

function linearEdges({ n, min, max }: NumberSummary, bins: number): number[] {
  if (n === 0) return [0, 1];
  if (min === max) return [min - 0.5, max + 0.5];
  const width = (max - min) / bins;
  return Array.from({ length: bins + 1 }, (_none, i) => (i === bins ? max : min + i * width));
}

/** From 0 when there are zeros, then by a constant factor from the 1 % point to the maximum. */
function logEdges(sorted: Float64Array, bins: number): number[] {
  const max = sorted[sorted.length - 1];
  const from = sorted.findIndex(value => value > 0);
  const start = quantile(sorted.subarray(from), 0.01);
  const hasBelow = sorted[0] < start;
  const steps = hasBelow ? bins - 1 : bins;
  const factor = Math.log(max / start) / steps;
  const edges = Array.from({ length: steps + 1 }, (_none, i) => (i === steps ? max : start * Math.exp(i * factor)));
  return hasBelow ? [Math.min(0, sorted[0]), ...edges] : edges;
}
