import type { TierRule } from '#shared/recipe';
import type { Table } from '../../table/Column.ts';
import { headline } from '../headline.ts';
import type { Segmented } from '../Segmented.ts';
import { applyTiers } from './applyTiers.ts';

/** The same segments with scores and tiers by this rule. @throws AppError `data.unknownColumn`, `option.invalid` */
export function withTiers(segmented: Segmented, table: Table, rule: TierRule): Segmented {
  const { segmentation, labels } = segmented;
  const tiered = applyTiers(table, labels, segmentation.nClusters, rule, segmented.ranks);
  const notes = segmentation.notes.filter(entry => !entry.code.startsWith('tiers.'));
  return {
    ...segmented,
    scores: tiered.scores,
    tiers: tiered.tiers,
    ranks: tiered.rankCuts,
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
    },
  };
}
