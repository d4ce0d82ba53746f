import { note, type Note } from '#shared/notes';
import type { Segmentation } from '#shared/results';
import type { SilhouetteResult } from '../metrics/silhouette.ts';

/** Below this every interval is wide and fewer segments are tried. */
const FEW_CUSTOMERS = 50;

/** What has to be said beside the measures of a grouping. */
export function measureNotes(
  { value, sampled, n, seed }: SilhouetteResult,
  { structure, structureReason }: Pick<Segmentation, 'structure' | 'structureReason'>,
  nRows: number,
): Note[] {
  const all: Note[] = [];
  if (sampled) all.push(note('metric.sampled', { metric: 'silhouette', n, of: nRows, seed }));
  if (structure !== 'clear') all.push(note('segments.weakStructure', { silhouette: value, reason: structureReason }));
  if (nRows < FEW_CUSTOMERS) all.push(note('segments.fewCustomers', { n: nRows }));
  return all;
}
export const MEASURE_NOTES: readonly string[] = ['metric.sampled', 'segments.weakStructure', 'segments.fewCustomers'];
