import { AppError } from '#shared/errors';
import type { Matrix } from '../../table/Matrix.ts';
import type { EditableGrouping, Edited } from './EditableGrouping.ts';
import { regroup, untouched } from './regroup.ts';

/**
 * Puts segments together; the centre of the new one is the mean of its customers. Cost: two passes over the rows.
 * @param segments ids as shown, from 1; twice the same counts once
 * @param number of the group that comes out
 * @throws AppError `segments.unknown`, `segments.mergeOne`, `segments.mergeAll`
 */
export function mergeSegments(
  x: Matrix,
  before: EditableGrouping,
  segments: readonly number[],
  number: number,
): Edited {
  const merged = [...new Set(segments)].map(id => positionOf(before, id)).sort((a, b) => a - b);
  if (merged.length < 2) throw new AppError('segments.mergeOne', {});
  if (merged.length === before.groups.length) throw new AppError('segments.mergeAll', {});
  const groups = [...untouched(before, merged), { keys: merged, number, isOutliers: false, center: null }];
  const { grouping, position } = regroup(x, before.labels, before.groups.length, groups);
  const from = merged.map(segment => before.groups[segment]);
  return { grouping, step: { split: null, position, from, made: [number] } };
}

/** @throws AppError `segments.unknown` */
export function positionOf({ groups }: Pick<EditableGrouping, 'groups'>, id: number): number {
  if (id >= 1 && id <= groups.length) return id - 1;
  throw new AppError('segments.unknown', { segment: String(id), most: groups.length });
}
