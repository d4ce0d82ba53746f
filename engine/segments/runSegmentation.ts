import type { Recipe } from '#shared/recipe';
import type { SegmentSummary, Segmentation } from '#shared/results';
import { pca } from '../algorithms/pca.ts';
import type { PcaModel } from '../algorithms/PcaModel.ts';
import { checkOptions } from '#shared/option';
import type { Contrast } from '../explain/Contrast.ts';
import { contrastsByColumn, toProfileTable, type ContrastInput } from '../explain/contrasts.ts';
import { rankDifferences } from '../explain/differences.ts';
import { proposeNames } from '../explain/segmentNames.ts';
import { segmentSentence } from '../explain/segmentSentence.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import type { Matrix } from '../table/Matrix.ts';
import { clusteringOf } from '../algorithms/registry.ts';
import { candidateRange } from './candidateRange.ts';
import { spreadAround } from './centreDistances.ts';
import { decide } from './decide.ts';
import { gatherEvidence, type TestedCandidate } from './evidence/gatherEvidence.ts';
import { segmentStability } from './evidence/structure.ts';
import { fitCandidates } from './fitCandidates.ts';
import { groupInOrder, type Grouping } from './groupInOrder.ts';
import type { Segmented } from './Segmented.ts';
import { partOf, pause } from './stageRun.ts';
import { rankCutsFor } from './tiers/driverReader.ts';
import { proposeTierRule } from './tiers/proposeTierRule.ts';
import { withNames } from './withNames.ts';
import { withTiers } from './tiers/withTiers.ts';

const MAP_COMPONENTS = 2;
/** What customers that are like no group are called. */
const OUTLIERS_NAME = 'Like no group';

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
  const { imported, prepared, recipe } = input;
  const x = prepared.matrix;
  const columns = [...new Set(prepared.features.map(feature => feature.column))];
  const algorithm = clusteringOf(recipe.segmenting.algorithm);
  const { options } = recipe.segmenting;
  const tried = algorithm.traits.findsNumber
    ? { ...recipe.segmenting, chooseBy: 'evidence' as const }
    : recipe.segmenting;
  const range = candidateRange(x, tried, columns);
  const asked = { algorithm, range, options, features: prepared.features };
  const evidence = await gatherEvidence(x, await fitCandidates(x, asked, run), asked, run);
  const { chosen, decided } = decide(evidence, recipe, x.nRows);
  const { model } = chosen;
  const grouping = groupInOrder(x, model, chosen.labels);
  const { labels, sizes, centroids } = grouping;
  await pause(run);
  const { farFrom, typicalRows } = spreadAround(x, labels, centroids, sizes);
  const contrasts = await contrastAll({ ...imported, labels, nSegments: sizes.length }, run);
  const segmentation: Segmentation = {
    ...decided,
    nClusters: sizes.length,
    iterations: 'iterations' in model ? (model.iterations as number) : 0,
    sizes,
    nCustomers: x.nRows,
    segments: describeSegments(grouping, chosen, contrasts, typicalRows),
    features: [...prepared.features],
    ...TO_BE_TIERED,
  };
  const untiered: Segmented = {
    segmentation,
    labels,
    position: grouping.position,
    centroids,
    scores: new Float64Array(0),
    tiers: new Uint8Array(0),
    model,
    pca: await fitMap(x, run),
    farFrom,
    profile: toProfileTable(contrasts, sizes.length),
  };
  await pause(run);
  const rule = recipe.tiers ?? proposeTierRule(imported.table, imported.roles);
  const rankCuts = rankCutsFor(imported.table, rule.drivers);
  await pause(run);
  return withTiers({ ...withNames(untiered, recipe.segmenting.names), ranks: rankCuts }, imported.table, rule);
}

/** Filled in by `withTiers`. */
const TO_BE_TIERED = {
  headline: '',
  tiers: [],
  tierRule: { drivers: [], mediumFrom: 0, highFrom: 0 },
  tierRuleText: '',
};

async function contrastAll(input: ContrastInput, run: Run): Promise<Contrast[]> {
  const contrasts: Contrast[] = [];
  const total = input.table.columns.length;
  let done = 0;
  for (const found of contrastsByColumn(input)) {
    contrasts.push(...found);
    run.progress(++done, total, 'Describing the segments');
    await pause(run);
  }
  return contrasts;
}

function describeSegments(
  { sizes, labels, position }: Grouping,
  { leftOut, stabilityResult }: TestedCandidate,
  contrasts: readonly Contrast[],
  typicalRows: readonly number[][],
): SegmentSummary[] {
  const nCustomers = labels.length;
  const outliers = leftOut > 0 ? sizes.length - 1 : -1;
  const ranked = sizes.map((_size, segment) => rankDifferences(contrasts, segment));
  const names = proposeNames(ranked.filter((_differences, segment) => segment !== outliers));
  if (outliers >= 0) names.push(OUTLIERS_NAME);
  return sizes.map((size, segment) => ({
    id: segment + 1,
    ...(segment === outliers && { isOutliers: true }),
    name: names[segment],
    proposedName: names[segment],
    size,
    share: size / nCustomers,
    tier: 'None',
    meanScore: 0,
    tierCounts: { High: 0, Medium: 0, Low: 0, None: size },
    sentence: segmentSentence(size, size / nCustomers, ranked[segment], segment === outliers),
    tierSentence: '',
    differences: ranked[segment].map(entry => entry.difference),
    typicalRows: typicalRows[segment],
    stability: stabilityResult && segmentStability(stabilityResult.jaccard[position.indexOf(segment)]),
  }));
}

async function fitMap(x: Matrix, run: Run): Promise<PcaModel> {
  const nComponents = Math.min(MAP_COMPONENTS, x.nColumns, x.nRows);
  const { model } = await pca.fit(x, checkOptions(pca.options, { nComponents }), partOf(run, 0, 1, 'Drawing the map'));
  return model;
}
