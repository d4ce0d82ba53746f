import type { Segmented } from '../Segmented.ts';

/**
 * The segment of each customer that is selected, and one past the last segment for all others, so that whatever counts by segment can count a
 * selection.
 * @param rows indices of the selected customers
 */
export function selectedLabels({ labels, segmentation }: Segmented, rows: Int32Array): Int32Array {
  const selected = new Int32Array(labels.length).fill(segmentation.segments.length);
  for (let i = 0; i < rows.length; i++) selected[rows[i]] = labels[rows[i]];
  return selected;
}
