import type { Recipe } from '#shared/recipe';
import { pca } from '../algorithms/pca.ts';
import type { PcaModel } from '../algorithms/PcaModel.ts';
import { checkOptions } from '#shared/option';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import type { Matrix } from '../table/Matrix.ts';
import { clusteringOf } from '../algorithms/registry.ts';
import { candidateRange } from './candidateRange.ts';
import type { Clustered } from './Clustered.ts';
import { describeClustered } from './describeClustered.ts';
import { decide } from './decide.ts';
import { gatherEvidence } from './evidence/gatherEvidence.ts';
import { segmentStability } from './evidence/structure.ts';
import { fitCandidates } from './fitCandidates.ts';
import { groupInOrder } from './groupInOrder.ts';
import type { Segmented } from './Segmented.ts';
import { partOf, pause } from './stageRun.ts';

const MAP_COMPONENTS = 2;

export interface SegmentationInput {
  readonly imported: Imported;
  readonly prepared: Prepared;
  readonly recipe: Recipe;
}

/**
 * Groups the customers and says why: by the recipe's algorithm with the number of segments given or chosen, segments in order of size, the differences
 * of each from the whole book, risk tiers by the rule. The same input and seed give the same bits for any number of threads.
 * @throws AppError `data.noFeatures`, `data.tooFewRows`, `data.tooFewDistinct`, `data.allIdentical`, `data.unknownColumn` (tier rule), `option.invalid`
 */
export async function runSegmentation(input: SegmentationInput, run: Run): Promise<Segmented> {
  return describeClustered(await clusterCustomers(input, run), input, run);
}

/** Clusters the customers, tries several numbers of segments and says why one was chosen. @throws AppError as `runSegmentation` */
export async function clusterCustomers({ prepared, recipe }: SegmentationInput, run: Run): Promise<Clustered> {
  const x = prepared.matrix;
  const columns = [...new Set(prepared.features.map(feature => feature.column))];
  const algorithm = clusteringOf(recipe.segmenting.algorithm);
  const { options } = recipe.segmenting;
  const tried = algorithm.traits.findsNumber
    ? { ...recipe.segmenting, chooseBy: 'evidence' as const }
    : recipe.segmenting;
  const range = candidateRange(x, tried, columns);
  const asked = { algorithm, range, options, features: prepared.features };
  const found = await gatherEvidence(x, await fitCandidates(x, asked, run), asked, run);
  const { chosen, decided } = decide(found, recipe, x.nRows);
  const { model, stabilityResult } = chosen;
  const grouping = groupInOrder(x, model, chosen.labels);
  const evidence = { ...decided, iterations: 'iterations' in model ? (model.iterations as number) : 0 };
  const stability = grouping.sizes.map(
    (_size, segment) =>
      stabilityResult && segmentStability(stabilityResult.jaccard[grouping.position.indexOf(segment)]),
  );
  await pause(run);
  return { model, grouping, pca: await fitMap(x, run), evidence, stability };
}

async function fitMap(x: Matrix, run: Run): Promise<PcaModel> {
  const nComponents = Math.min(MAP_COMPONENTS, x.nColumns, x.nRows);
  const { model } = await pca.fit(x, checkOptions(pca.options, { nComponents }), partOf(run, 0, 1, 'Drawing the map'));
  return model;
}
