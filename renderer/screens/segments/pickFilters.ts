import { SEGMENT_COLUMN, TIER_COLUMN, type Filter } from '#shared/contract/dataset';
import type { Segmentation, Tier } from '#shared/results';

/** The filter that leaves the customers of one segment. */
export function segmentFilter(segmentation: Segmentation, id: number): Filter {
  const name = segmentation.segments.find(segment => segment.id === id)?.name ?? '';
  return { op: 'is', column: SEGMENT_COLUMN, values: [name] };
}

export function tierFilter(tier: Tier): Filter {
  return { op: 'is', column: TIER_COLUMN, values: [tier] };
}

/** `null` is a missing value. */
export function levelFilter(column: string, level: string | null): Filter {
  return level === null ? { op: 'missing', column } : { op: 'is', column, values: [level] };
}
