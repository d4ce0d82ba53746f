import type { Segmented } from '#engine/segments/Segmented';

/** A small finished segmentation: six customers, two segments, two features. */
export function someSegmented(): Segmented {
  return {
    labels: Int32Array.of(0, 0, 0, 0, 1, 1),
    scores: Float64Array.of(0, -0, 12.5, 100, 0.1 + 0.2, 5e-324),
    tiers: Uint8Array.of(2, 2, 2, 0, 2, 2),
    farFrom: Float64Array.of(1.25, 2.5),
    model: {
      algorithm: 'kmeans',
      version: 1,
      nClusters: 2,
      nColumns: 2,
      centers: Float64Array.of(-1.5, 1e-300, 0.1, 0.2),
    },
    position: Int32Array.of(1, 0, -1),
    centroids: { nClusters: 2, nColumns: 2, centers: Float64Array.of(0.1, 0.2, -1.5, 1e-300) },
    pca: {
      algorithm: 'pca',
      version: 1,
      nComponents: 2,
      nColumns: 2,
      mean: Float64Array.of(0, 0),
      components: Float64Array.of(1, 0, 0, 1),
      explainedVariance: Float64Array.of(2, 1),
      explainedVarianceRatio: Float64Array.of(2 / 3, 1 / 3),
    },
    segmentation: {
      method: 'kmeans',
      nClusters: 2,
      chosenBy: 'given',
      reason: 'Two were asked for.',
      candidates: [],
      elbow: null,
      silhouette: { value: 0.5, sampled: false, n: 6, seed: 42, low: NaN, high: NaN },
      daviesBouldin: 0.7,
      calinskiHarabasz: 12,
      inertia: 3.75,
      iterations: 4,
      sizes: [4, 2],
      nCustomers: 6,
      headline: 'Six customers in two segments.',
      segments: [],
      tiers: [],
      tierRule: { drivers: [], mediumFrom: 30, highFrom: 60 },
      tierRuleText: '',
      features: [{ name: 'age', column: 'DateofBirth', level: null, transform: 'age' }],
      notes: [],
    },
  };
}
