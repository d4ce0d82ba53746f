import { groupWidth } from '../../kernels/typescript/assignRows.ts';

/**
 * Centres as `assignRows` reads them: −|c|²/2 of each, then the centres in groups, of a group column by column.
 *
 * @param packed32  out [nClusters × (nColumns + 1)]
 * @returns the largest |c|²
 */
export function packCenters(centers: Float64Array, nColumns: number, packed32: Float32Array): number {
  const nClusters = centers.length / nColumns;
  let longest = 0;
  for (let group = 0, width = 0; group < nClusters; group += width) {
    width = groupWidth(nClusters - group);
    for (let c = group; c < group + width; c++) {
      let norm = 0;
      for (let j = 0; j < nColumns; j++) {
        const value = centers[c * nColumns + j];
        norm += value * value;
        packed32[nClusters + group * nColumns + j * width + (c - group)] = value;
      }
      packed32[c] = -norm / 2;
      longest = Math.max(longest, norm);
    }
  }
  return longest;
}
