import type { Recipe } from '#shared/recipe';
import type { SegmentSummary, Segmentation } from '#shared/results';
import type { Contrast } from '../explain/Contrast.ts';
import { allContrasts, toProfileTable } from '../explain/contrasts.ts';
import { rankDifferences } from '../explain/differences.ts';
import { proposeNames } from '../explain/segmentNames.ts';
import { segmentSentence } from '../explain/segmentSentence.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import { spreadAround } from './centreDistances.ts';
import type { Clustered } from './Clustered.ts';
import { changesByHand } from './edits/changesInWords.ts';
import { editable, type EditableGrouping } from './edits/EditableGrouping.ts';
import type { EditMemory } from './edits/EditMemory.ts';
import { measuredAgain } from './edits/measuredAgain.ts';
import { replayEdits, type Replayed } from './edits/replayEdits.ts';
import { findOverrides, type FoundOverrides } from './overrides/findOverrides.ts';
import type { Segmented } from './Segmented.ts';
import { pause } from './stageRun.ts';
import type { TierResult } from './tiers/applyTiers.ts';
import { rankCutsFor, type RankCuts } from './tiers/driverReader.ts';
import { proposeTierRule } from './tiers/proposeTierRule.ts';
import { inTiers, tiersOf } from './tiers/withTiers.ts';
import { withNames } from './withNames.ts';

/** What customers that are like no group are called. */
const OUTLIERS_NAME = 'Like no group';

export interface DescribeInput {
  readonly imported: Imported;
  readonly prepared: Prepared;
  readonly recipe: Recipe;
  /** Cuts of ranks of these customers, where they are known. */
  readonly ranks?: RankCuts;
  /** Changes by hand from here on must be possible; earlier ones are left out with a note where they are not. */
  readonly strictFrom?: number;
  /** What was made of this clustering before. */
  readonly memory?: EditMemory;
}

/**
 * Makes the changes by hand on a clustering and says what the segments are: names, differences, measures, tiers. Nothing is clustered
 * again. Cost: a few passes over the customer table.
 * @throws AppError `segments.*` for a change from `strictFrom` on, `data.unknownColumn` (tier rule), `option.invalid`
 */
export async function describeClustered(clustered: Clustered, input: DescribeInput, run: Run): Promise<Segmented> {
  const { imported, prepared, recipe, ranks } = input;
  const { model, pca, grouping: found } = clustered;
  const { edits } = recipe.segmenting;
  const x = prepared.matrix;
  const replayed = await replayEdits(x, editable(found, model), edits, run, input);
  const { grouping } = replayed;
  const overridden = findOverrides(imported, recipe.overrides, { ...grouping, steps: replayed.steps }, x);
  const { labels } = overridden;
  const sizes = labels === grouping.labels ? [...grouping.sizes] : countIn(labels, grouping.sizes.length);
  await pause(run);
  const { table, roles, referenceDay } = imported;
  const compared = { table, roles, referenceDay, labels, nSegments: sizes.length };
  const changes = changesOf(clustered, replayed, overridden);
  const parts = [
    allContrasts(compared, run, 'Describing the segments'),
    pause(run).then(() => spreadAround(x, labels, grouping.centroids, sizes, run)),
    tiersFor({ labels, ranks, byHand: changes.byHand }, sizes.length, input, run),
  ] as const;
  // Nothing goes on behind the back of whoever hears of a failure.
  await Promise.allSettled(parts);
  const [contrasts, { farFrom, typicalRows }, tiered] = await Promise.all(parts);
  const segmentation: Segmentation = {
    ...(await evidenceFor(clustered, replayed, overridden, input, run)),
    nClusters: sizes.length,
    sizes,
    nCustomers: x.nRows,
    segments: describeSegments(grouping, overridden, sizes, contrasts, typicalRows).map((segment, i) => ({
      ...segment,
      // A group that was merged or split is another than the one that came back on samples.
      stability: replayed.steps.length > 0 ? null : clustered.stability[i],
    })),
    features: [...prepared.features],
    ...TO_BE_TIERED,
  };
  const untiered: Segmented = {
    segmentation,
    labels,
    position: found.position,
    centroids: grouping.centroids,
    scores: new Float64Array(0),
    tiers: new Uint8Array(0),
    model,
    pca,
    farFrom,
    profile: toProfileTable(contrasts, sizes.length),
    ...changes,
  };
  return inTiers(withNames(untiered, recipe.segmenting), tiered);
}

/** Scores and tiers by the recipe's rule or the one proposed: the work of this thread while others look at the segments. */
async function tiersFor(
  segmented: Parameters<typeof tiersOf>[0],
  nSegments: number,
  { imported: { table, roles }, recipe }: DescribeInput,
  run: Run,
): Promise<TierResult> {
  await pause(run);
  const rule = recipe.tiers ?? proposeTierRule(table, roles);
  const ranks = rankCutsFor(table, rule.drivers, segmented.ranks);
  await pause(run);
  return tiersOf({ ...segmented, ranks }, nSegments, table, rule);
}

/** Filled in by `inTiers`. */
const TO_BE_TIERED = {
  headline: '',
  tiers: [],
  tierRule: { drivers: [], mediumFrom: 0, highFrom: 0 },
  tierRuleText: '',
};

/** What a segmentation holds beyond itself where people changed it. */
function changesOf(
  { grouping: { labels, centroids, sizes }, evidence, stability }: Clustered,
  { steps }: Replayed,
  { byHand }: FoundOverrides,
): Partial<Segmented> {
  const hasMoved = steps.length > 0 || byHand.some(({ what }) => what === 'segment');
  return {
    ...(hasMoved && { fitted: { labels, centroids, sizes, evidence, stability } }),
    ...(steps.length > 0 && { steps }),
    ...(byHand.length > 0 && { byHand }),
  };
}

async function evidenceFor(
  { evidence, grouping: found, model }: Clustered,
  { grouping, steps, notes: replayNotes }: Replayed,
  { notes: overrideNotes }: FoundOverrides,
  { prepared, recipe, memory }: DescribeInput,
  run: Run,
) {
  const { edits } = recipe.segmenting;
  const notes = [...replayNotes, ...overrideNotes];
  if (edits.length === 0) return { ...evidence, notes: [...evidence.notes, ...notes] };
  const known = memory?.get(edits.slice(0, steps.length));
  const measure = () => measuredAgain(prepared.matrix, grouping, evidence, run);
  const measured = steps.length === 0 ? evidence : known?.measured === undefined ? await measure() : known.measured;
  if (known) known.measured = measured;
  const [nFound, nNow] = [editable(found, model), grouping].map(
    ({ sizes, outliers }) => sizes.length - (outliers < 0 ? 0 : 1),
  );
  const numbers = { nFound, nNow, isMeasured: measured !== null };
  const own = measured ?? evidence;
  return { ...own, notes: [...own.notes, ...notes], byHand: changesByHand(edits, steps.length, numbers) };
}

function countIn(labels: Int32Array, nSegments: number): number[] {
  const sizes = Array.from({ length: nSegments }, () => 0);
  for (let row = 0; row < labels.length; row++) sizes[labels[row]]++;
  return sizes;
}

function describeSegments(
  { groups, outliers }: EditableGrouping,
  { labels, byHand }: FoundOverrides,
  sizes: readonly number[],
  contrasts: readonly Contrast[],
  typicalRows: readonly number[][],
): SegmentSummary[] {
  const nCustomers = labels.length;
  const ranked = sizes.map((_size, segment) => rankDifferences(contrasts, segment));
  const names = proposeNames(ranked.filter((_differences, segment) => segment !== outliers));
  if (outliers >= 0) names.splice(outliers, 0, OUTLIERS_NAME);
  return sizes.map((size, segment) => {
    const setByHand = byHand.filter(({ what, to }) => what === 'segment' && to === segment).length;
    return {
      id: segment + 1,
      ...(groups[segment] !== segment + 1 && { group: groups[segment] }),
      ...(setByHand > 0 && { setByHand }),
      ...(segment === outliers && { isOutliers: true }),
      name: names[segment],
      proposedName: names[segment],
      size,
      share: size / nCustomers,
      tier: 'None' as const,
      meanScore: 0,
      tierCounts: { High: 0, Medium: 0, Low: 0, None: size },
      sentence: segmentSentence(size, size / nCustomers, ranked[segment], segment === outliers),
      tierSentence: '',
      differences: ranked[segment].map(entry => entry.difference),
      typicalRows: typicalRows[segment],
    };
  });
}
