import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';

/** One measure of a clustering. `value` is NaN where the measure is not defined; `undefinedWhen` says when that is. */
export interface ClusterMetric {
  readonly id: string;
  readonly title: string;
  readonly range: readonly [number, number];
  readonly better: 'higher' | 'lower';
  readonly sources: readonly string[];
  readonly undefinedWhen: string;
  compute(x: Matrix, labels: Int32Array, nClusters: number, run: Run): Promise<number>;
}
export function defineMetric(metric: ClusterMetric): ClusterMetric {
  return metric;
}
