import type { MapArea, Selected } from '#shared/pictures';
import type { Run } from '../../jobs/Run.ts';
import type { Prepared } from '../../prepare/Prepared.ts';
import type { Segmented } from '../Segmented.ts';
import { mapRows, project } from './segmentMap.ts';

/** Customers that one selection can name one by one. */
const MAX_ROWS = 20_000;

/** How many customers are selected, in which segments, and which points of the map they are. @param labels from `selectedLabels` */
export function selectionOf({ segmentation }: Segmented, labels: Int32Array, run: Run): Selected {
  const nSegments = segmentation.segments.length;
  const bySegment = Array.from({ length: nSegments }, () => 0);
  let n = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] >= nSegments) continue;
    bySegment[labels[row]]++;
    n++;
  }
  const onMap: number[] = [];
  mapRows(labels.length, run).forEach((row, i) => {
    if (labels[row] < nSegments) onMap.push(i);
  });
  return { n, of: labels.length, bySegment, onMap };
}

/**
 * Customers inside a polygon on the map, whether their points are drawn or not.
 * @param polygon corners in map coordinates, closed by itself
 * Cost: two projections per customer, then one pass over the corners.
 */
export function areaOf(
  { matrix }: Prepared,
  { pca }: Segmented,
  polygon: readonly (readonly [number, number])[],
  run: Run,
): MapArea {
  const inside: number[] = [];
  for (let row = 0; row < matrix.nRows; row++) {
    if (row % 65_536 === 0) run.throwIfCancelled();
    if (isInside(project(pca, 0, matrix.values, row), project(pca, 1, matrix.values, row), polygon)) inside.push(row);
  }
  const kept = Math.min(inside.length, MAX_ROWS);
  const rows = Array.from({ length: kept }, (_none, i) => inside[Math.floor((i * inside.length) / kept)]);
  return { n: inside.length, rows };
}

/** By the number of edges that a ray to the right crosses; each edge holds its lower end. */
function isInside(x: number, y: number, polygon: readonly (readonly [number, number])[]): boolean {
  let crossings = 0;
  let [lastX, lastY] = polygon[polygon.length - 1];
  for (const [nextX, nextY] of polygon) {
    if (nextY > y !== lastY > y && x < nextX + ((y - nextY) * (lastX - nextX)) / (lastY - nextY)) crossings++;
    lastX = nextX;
    lastY = nextY;
  }
  return crossings % 2 === 1;
}
