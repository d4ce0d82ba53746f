import { fitGaussianNaiveBayes, GaussianNaiveBayes } from '../algorithms/gaussianNaiveBayes.ts';
import type { Run } from '../jobs/Run.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import type { Segmented } from './Segmented.ts';

const known = new WeakMap<Int32Array, Promise<GaussianNaiveBayes>>();

/**
 * The naive Bayes classifier that learned the segments of a finished segmentation; learned once, kept for as long as its labels are.
 * @throws Cancelled
 */
export async function classifierOf(
  { prepared, segmented }: { readonly prepared: Prepared; readonly segmented: Segmented },
  run: Run,
): Promise<GaussianNaiveBayes> {
  const { labels, segmentation } = segmented;
  const kept = known.get(labels);
  if (kept) return kept;
  const work = fitGaussianNaiveBayes(prepared.matrix, labels, segmentation.nClusters, run).then(
    model => new GaussianNaiveBayes(model),
  );
  known.set(labels, work);
  try {
    return await work;
  } catch (error) {
    known.delete(labels);
    throw error;
  }
}
