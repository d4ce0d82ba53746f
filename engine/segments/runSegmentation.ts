import { note, type Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import type { SegmentSummary, Segmentation } from '#shared/results';
import { elbow } from '../metrics/elbow.ts';
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
import { choiceReason } from './choiceReason.ts';
import { chooseNClusters, WEAK_SILHOUETTE } from './chooseNClusters.ts';
import { fitCandidates, type FittedCandidate } from './fitCandidates.ts';
import { groupInOrder, type Grouping } from './groupInOrder.ts';
import type { Segmented } from './Segmented.ts';
import { partOf, pause } from './stageRun.ts';
import { rankCutsFor } from './tiers/driverReader.ts';
import { proposeTierRule } from './tiers/proposeTierRule.ts';
import { withNames } from './withNames.ts';
import { withTiers } from './tiers/withTiers.ts';

/** Below this every interval is wide and fewer segments are tried. */
const FEW_CUSTOMERS = 50;
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
  const range = candidateRange(x, recipe.segmenting, columns);
  const candidates = await fitCandidates(x, { algorithm, range, options, features: prepared.features }, run);
  const found = decide(candidates, recipe, x.nRows);
  const { model } = found.chosen;
  const grouping = groupInOrder(x, model, found.chosen.labels);
  const { labels, sizes, centroids } = grouping;
  await pause(run);
  const { farFrom, typicalRows } = spreadAround(x, labels, centroids, sizes);
  const contrasts = await contrastAll({ ...imported, labels, nSegments: sizes.length }, run);
  const segmentation: Segmentation = {
    ...found.evidence,
    nClusters: sizes.length,
    iterations: 'iterations' in model ? (model.iterations as number) : 0,
    sizes,
    nCustomers: x.nRows,
    segments: describeSegments(grouping, found.chosen, contrasts, typicalRows),
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

function decide(candidates: readonly FittedCandidate[], recipe: Recipe, nRows: number) {
  const bend = elbow(
    candidates.map(c => c.inertia),
    candidates.map(c => c.nClusters),
  );
  const choice = chooseNClusters(candidates, bend, nRows);
  const { findsNumber } = clusteringOf(recipe.segmenting.algorithm).traits;
  const given = recipe.segmenting.chooseBy === 'given' && !findsNumber ? recipe.segmenting.nClusters : null;
  const chosen = candidates.find(c => c.nClusters === (given ?? choice.nClusters));
  if (!chosen) throw new Error('the chosen number of segments was not fitted');
  const { value, sampled, n, seed, low, high } = chosen.silhouetteResult;
  const evidence = {
    method: recipe.segmenting.algorithm,
    chosenBy: findsNumber ? ('itself' as const) : recipe.segmenting.chooseBy,
    reason: choiceReason(choice, candidates, given),
    candidates: candidates.map(plainCandidate),
    elbow: bend,
    silhouette: { value, sampled, n, seed, low, high },
    daviesBouldin: chosen.daviesBouldin,
    calinskiHarabasz: chosen.calinskiHarabasz,
    inertia: chosen.inertia,
    notes: evidenceNotes(chosen, nRows),
  };
  return { chosen, evidence };
}

function plainCandidate(candidate: FittedCandidate) {
  const { nClusters, inertia, silhouette, daviesBouldin, calinskiHarabasz, smallest } = candidate;
  return { nClusters, inertia, silhouette, daviesBouldin, calinskiHarabasz, smallest };
}

function evidenceNotes({ notes, silhouetteResult }: FittedCandidate, nRows: number): Note[] {
  const { value, sampled, n, seed } = silhouetteResult;
  const all = [...notes];
  if (sampled) all.push(note('metric.sampled', { metric: 'silhouette', n, of: nRows, seed }));
  if (value < WEAK_SILHOUETTE) all.push(note('segments.weakStructure', { silhouette: value }));
  if (nRows < FEW_CUSTOMERS) all.push(note('segments.fewCustomers', { n: nRows }));
  return all;
}

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
  { sizes, labels }: Grouping,
  { leftOut }: FittedCandidate,
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
    sentence: segmentSentence(size, size / nCustomers, ranked[segment]),
    tierSentence: '',
    differences: ranked[segment].map(entry => entry.difference),
    typicalRows: typicalRows[segment],
  }));
}

async function fitMap(x: Matrix, run: Run): Promise<PcaModel> {
  const nComponents = Math.min(MAP_COMPONENTS, x.nColumns, x.nRows);
  const { model } = await pca.fit(x, checkOptions(pca.options, { nComponents }), partOf(run, 0, 1, 'Drawing the map'));
  return model;
}
