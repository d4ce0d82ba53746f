import type { ClassifierModel } from '../../algorithms/ClassifierModel.ts';
import type { Run } from '../../jobs/Run.ts';
import type { KernelMemory } from '../../kernels/KernelMemory.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { ScoreContributions } from './Contributions.ts';
import { contributionsOf, treesOf } from './contributionsOf.ts';
import { LaidForest } from './LaidForest.ts';

/** Explains the first row of a table. */
export type RowExplainer = (x: FeatureTable) => Promise<ScoreContributions>;

/** The same as `contributionsOf` for one row after the other, with what can be made beforehand made once. @throws Cancelled */
export async function rowExplainer(model: ClassifierModel, memory: KernelMemory, run: Run): Promise<RowExplainer> {
  const trees = treesOf(model);
  const laid = trees && (await LaidForest.of(trees, memory, run));
  if (!laid) return x => contributionsOf(model, x, null, run);
  const scale = model.algorithm === 'randomForest' ? 'probability' : 'logOdds';
  return async x => ({ ...laid.explain(x), scale, eventSign: 1 });
}
