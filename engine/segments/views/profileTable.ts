import type { ProfileTable } from '#shared/results';
import { contrastsByColumn, toProfileTable } from '../../explain/contrasts.ts';
import type { Imported } from '../../import/Imported.ts';
import type { Segmented } from '../Segmented.ts';

/** Every column of every segment beside the whole book, as found by the run, or found again. */
export function profileTable({ imported, segmented }: { imported: Imported; segmented: Segmented }): ProfileTable {
  if (segmented.profile) return segmented.profile;
  const nSegments = segmented.segmentation.nClusters;
  const contrasts = [...contrastsByColumn({ ...imported, labels: segmented.labels, nSegments })].flat();
  return toProfileTable(contrasts, nSegments);
}
