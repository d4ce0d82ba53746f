import type { TreeEnsemble } from '#engine/algorithms/TreeEnsemble';
import type { FeatureTable } from '#engine/table/FeatureTable';
import { lcgBlobs, type BlobShape } from '../../golden/lcgBlobs.ts';

/** Trees as the scripts of the golden files write them. */
export type GoldenTrees = Record<
  'feature' | 'threshold' | 'missingLeft' | 'left' | 'right' | 'value' | 'cover' | 'roots',
  number[]
> & { nFeatures: number; baseline: number };

export function goldenEnsemble(trees: GoldenTrees): TreeEnsemble {
  const n = trees.feature.length;
  return {
    nFeatures: trees.nFeatures,
    nTrees: trees.roots.length - 1,
    roots: Int32Array.from(trees.roots),
    feature: Int32Array.from(trees.feature),
    threshold: Float64Array.from(trees.threshold),
    levelSet: new Int32Array(n).fill(-1),
    levelBits: new Uint32Array(0),
    missingLeft: Uint8Array.from(trees.missingLeft),
    left: Int32Array.from(trees.left),
    right: Int32Array.from(trees.right),
    value: Float64Array.from(trees.value),
    cover: Float64Array.from(trees.cover),
    gain: new Float64Array(n),
    baseline: trees.baseline,
  };
}

/** The rows of the blobs in sixty-fourths. */
export function goldenRows(shape: BlobShape): FeatureTable {
  const { nRows, nColumns, values } = lcgBlobs(shape);
  const features = Array.from({ length: nColumns }, (_none, j) => ({
    kind: 'number' as const,
    name: `f${j}`,
    values: Float64Array.from({ length: nRows }, (_nothing, row) => Math.round(values[row * nColumns + j] * 64) / 64),
  }));
  return { nRows, features };
}
