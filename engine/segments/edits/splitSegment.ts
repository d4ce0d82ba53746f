import { AppError } from '#shared/errors';
import { checkOptions } from '#shared/option';
import { MOST_SEGMENTS } from '#shared/mostSegments';
import { kmeans } from '../../algorithms/kmeans.ts';
import { countDistinctRows } from '../../algorithms/kmeans/countDistinctRows.ts';
import type { Run } from '../../jobs/Run.ts';
import { newMatrix, type Matrix } from '../../table/Matrix.ts';
import { partOf } from '../stageRun.ts';
import type { EditableGrouping, Edited } from './EditableGrouping.ts';
import { positionOf } from './mergeSegments.ts';
import { regroup, untouched } from './regroup.ts';

export interface Split {
  /** Id as shown, from 1. */
  readonly segment: number;
  readonly into: number;
  readonly name: string;
}

/**
 * Takes a segment apart by k-means on its own customers, in the prepared space of the whole book and with the seed of the run.
 * Cost: that of k-means on the customers of the segment.
 * @param numberOf the number of the group of each part
 * @throws AppError `segments.unknown`, `segments.tooMany`, `segments.splitTooFew`
 */
export async function splitSegment(
  x: Matrix,
  before: EditableGrouping,
  { segment, into, name }: Split,
  numberOf: (part: number) => number,
  run: Run,
): Promise<Edited> {
  const own = positionOf(before, segment);
  const nBefore = before.groups.length;
  if (nBefore - 1 + into > MOST_SEGMENTS)
    throw new AppError('segments.tooMany', { most: MOST_SEGMENTS, got: nBefore - 1 + into });
  const inside = rowsOf(x, before.labels, own);
  const distinct = countDistinctRows(inside, into);
  if (distinct < into) throw new AppError('segments.splitTooFew', { segment: name, parts: into, distinct });
  const options = checkOptions(kmeans.options, { nClusters: into });
  const { model, labels: parts } = await kmeans.fit(inside, options, partOf(run, 0, 2, 'Splitting the segment'));
  const keys = before.labels.slice();
  for (let row = 0, i = 0; row < keys.length; row++) if (keys[row] === own) keys[row] = nBefore + parts[i++];
  const made = Array.from({ length: into }, (_none, part) => numberOf(part));
  const groups = [
    ...untouched(before, [own]),
    ...made.map((number, part) => ({
      keys: [nBefore + part],
      number,
      isOutliers: false,
      center: model.centers.slice(part * x.nColumns, (part + 1) * x.nColumns),
    })),
  ];
  const { grouping, position } = regroup(x, keys, nBefore + into, groups);
  return { grouping, step: { split: { segment: own, model }, position, from: [before.groups[own]], made } };
}

/** The rows of one segment, in their order. */
export function rowsOf(x: Matrix, labels: Int32Array, segment: number): Matrix {
  let n = 0;
  for (let row = 0; row < labels.length; row++) if (labels[row] === segment) n++;
  const rows = newMatrix(n, x.columnNames);
  let at = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] !== segment) continue;
    rows.values.set(x.values.subarray(row * x.nColumns, (row + 1) * x.nColumns), at);
    at += x.nColumns;
  }
  return rows;
}
