import type { MonitorReference, SegmentsReference } from '#shared/monitor/reference';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { makeReference } from '../monitor/makeReference.ts';
import { scoreReference } from '../monitor/scoreReference.ts';
import type { Analysis } from './mainJob.ts';

/** What later files are held against; segments, scores or both. */
export type Development = Pick<Analysis, 'imported' | 'scored'> & Partial<Pick<Analysis, 'prepared' | 'segmented'>>;

/**
 * The development customers as counts: the columns that its segments and scores rest on, the score, and the sizes of the segments.
 * @throws Cancelled
 */
export async function referenceOf(
  { imported, prepared, segmented, scored }: Development,
  run: Run,
): Promise<MonitorReference> {
  return makeReference(
    {
      table: imported.table,
      columns: watchedColumns(imported, { prepared, scored }),
      referenceDay: imported.referenceDay,
      scores: scored ? [await scoreReference(scored, run)] : [],
      segments: segmented ? segmentsOf(segmented) : null,
    },
    run,
  );
}

/** In the order of the file. */
function watchedColumns({ table }: Imported, { prepared, scored }: Pick<Development, 'prepared' | 'scored'>): string[] {
  const used = new Set([
    ...(prepared?.pipeline.inputs ?? []),
    ...(scored?.plan.features.map(({ column }) => column) ?? []),
  ]);
  return table.columns.flatMap(({ name }) => (used.has(name) ? [name] : []));
}

function segmentsOf({ segmentation }: NonNullable<Development['segmented']>): SegmentsReference {
  return { segments: segmentation.segments.map(({ id, name, size }) => ({ id, name, size })) };
}
