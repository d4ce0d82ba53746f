import type { TierRule } from '#shared/recipe';
import { TIERS } from '#shared/results';
import type { Table } from '../../table/Column.ts';
import { headline } from '../headline.ts';
import type { Segmented } from '../Segmented.ts';
import { applyTiers, type TierResult } from './applyTiers.ts';
import { hasTiers, tierOf } from './scoreCustomers.ts';
import type { SetByHand } from '../overrides/SetByHand.ts';

/** The same segments with scores and tiers by this rule; tiers set by hand stand. @throws AppError `data.unknownColumn`, `option.invalid` */
export function withTiers(segmented: Segmented, table: Table, rule: TierRule): Segmented {
  return inTiers(segmented, tiersOf(segmented, segmented.segmentation.nClusters, table, rule));
}

/** What a rule says about segments, tiers set by hand among it. @throws AppError as `withTiers` */
export function tiersOf(
  { labels, ranks, byHand }: Pick<Segmented, 'labels' | 'ranks' | 'byHand'>,
  nSegments: number,
  table: Table,
  rule: TierRule,
): TierResult {
  const decided = byHand?.filter(({ what }) => what === 'tier');
  return applyTiers(table, labels, nSegments, rule, ranks, decided);
}

/** The same segments with what `tiersOf` found. */
export function inTiers(segmented: Segmented, tiered: TierResult): Segmented {
  const { byHand } = segmented;
  const { rule } = tiered;
  const { nSetByHand: _before, ...segmentation } = segmented.segmentation;
  const notes = segmentation.notes.filter(({ code }) => !code.startsWith('tiers.') && code !== 'overrides.noTiers');
  return {
    ...segmented,
    scores: tiered.scores,
    tiers: tiered.tiers,
    ranks: tiered.rankCuts,
    ...(byHand && { byHand: withRuledTiers(byHand, tiered.scores, rule) }),
    segmentation: {
      ...segmentation,
      segments: segmentation.segments.map((segment, i) => ({ ...segment, ...tiered.segments[i] })),
      tiers: tiered.summaries,
      tierRule: rule,
      tierRuleText: tiered.ruleText,
      headline: headline(
        segmentation.nCustomers,
        segmentation.segments,
        tiered.summaries,
        tiered.highDrivers,
        segmentation.structure,
      ),
      notes: [...notes, ...tiered.notes],
      ...countsByHand(byHand, hasTiers(rule)),
    },
  };
}

/** With what the rule says of each customer whose tier was set. */
function withRuledTiers(byHand: readonly SetByHand[], scores: Float64Array, rule: TierRule): SetByHand[] {
  return byHand.map(one => (one.what === 'tier' ? { ...one, was: TIERS.indexOf(tierOf(scores[one.row], rule)) } : one));
}

function countsByHand(byHand: readonly SetByHand[] = [], areTiersGiven: boolean) {
  const segments = byHand.filter(({ what }) => what === 'segment').length;
  const tiers = areTiersGiven ? byHand.length - segments : 0;
  return segments + tiers > 0 ? { nSetByHand: { segments, tiers } } : {};
}
