import { formatPercent, formatQuantity } from '#shared/format';
import type { Distribution, ProfileTable, Segmentation } from '#shared/results';
import { effectSize } from '#shared/separation';

/** The largest difference the engine found for a column, as the title of its chart. */
export function takeaway(column: string, profile: ProfileTable | undefined, segmentation: Segmentation): string {
  let best: { row: ProfileTable['rows'][number]; index: number } | null = null;
  for (const row of profile?.rows ?? []) {
    if (row.column !== column) continue;
    row.effects.forEach((effect, index) => {
      if (effectSize(effect) > (best ? effectSize(best.row.effects[best.index]) : 0)) best = { row, index };
    });
  }
  if (!best) return `${column} by segment`;
  const { row, index } = best as { row: ProfileTable['rows'][number]; index: number };
  const id = profile!.segmentIds[index];
  const name = segmentation.segments.find(segment => segment.id === id)?.name ?? `Segment ${id}`;
  if (row.measure === 'share')
    return `${column}${row.level === null ? '' : ` “${row.level}”`}: ${formatPercent(row.values[index])} of “${name}”, ${formatPercent(row.book)} of the book`;
  return `${column}: ${row.measure} ${formatQuantity(row.values[index], row.unit)} in “${name}”, ${formatQuantity(row.book, row.unit)} in the book`;
}

/** The segment whose mean lies farthest from the mean of the book, as the title of the chart of means. */
export function meanTakeaway(
  { column, segmentIds, summaries, book }: Distribution,
  segmentation: Segmentation,
  text: (mean: number) => string,
): string {
  const distance = (index: number) => (summaries[index].n > 0 ? Math.abs(summaries[index].mean - book.mean) : -1);
  const farthest = summaries.reduce((best, _, index) => (distance(index) > distance(best) ? index : best), 0);
  const name = segmentation.segments.find(segment => segment.id === segmentIds[farthest])?.name;
  return `${column} averages ${text(summaries[farthest].mean)} in “${name}”, ${text(book.mean)} in the book`;
}
