import { calinskiHarabaszMetric } from './calinskiHarabasz.ts';
import { daviesBouldinMetric } from './daviesBouldin.ts';
import type { ClusterMetric } from './defineMetric.ts';
import { inertiaMetric } from './inertia.ts';
import { silhouetteMetric } from './silhouette.ts';

/** Every measure of a clustering. */
export const CLUSTER_METRICS: readonly ClusterMetric[] = [
  silhouetteMetric,
  daviesBouldinMetric,
  calinskiHarabaszMetric,
  inertiaMetric,
];
