import type { GaussianNaiveBayes } from '../algorithms/gaussianNaiveBayes.ts';
import type { FittedPipeline } from '../prepare/Prepared.ts';
import type { Segmented } from './Segmented.ts';

/** What places customers that are not of the book: states alone, and nothing of the customers that they were learned on. */
export interface Placer {
  readonly pipeline: FittedPipeline;
  readonly segmented: Pick<
    Segmented,
    'model' | 'position' | 'centroids' | 'fitted' | 'steps' | 'farFrom' | 'ranks' | 'segmentation'
  >;
  readonly classifier: GaussianNaiveBayes;
}
