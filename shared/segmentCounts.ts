import type { Segmentation } from './results.ts';

/** Segments on show; customers who are like no group are none. */
export function shownSegments({ segments }: Pick<Segmentation, 'segments'>): number {
  return segments.filter(({ isOutliers }) => !isOutliers).length;
}

/** Segments as they were found, before people changed them. */
export function foundSegments(segmentation: Pick<Segmentation, 'segments' | 'byHand'>): number {
  return segmentation.byHand?.nFound ?? shownSegments(segmentation);
}
