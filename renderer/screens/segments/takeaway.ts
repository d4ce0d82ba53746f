import { formatPercent, formatQuantity } from '#shared/format';
import type { ProfileTable, Segmentation } from '#shared/results';

/** The largest difference the engine found for a column, as the title of its chart. */
export function takeaway(column: string, profile: ProfileTable | undefined, segmentation: Segmentation): string {
  let best: { row: ProfileTable['rows'][number]; index: number } | null = null;
  for (const row of profile?.rows ?? []) {
    if (row.column !== column) continue;
    row.effects.forEach((effect, index) => {
      if (!best || Math.abs(effect) > Math.abs(best.row.effects[best.index])) best = { row, index };
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
