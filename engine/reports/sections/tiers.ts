import { formatCount, formatNumber, formatPercent, formatThings } from '#shared/format';
import type { TierOutcomes } from '#shared/contract/tiers';
import type { TierDriver } from '#shared/recipe';
import type { TierSummary } from '#shared/results';
import type { Block, DataTable, Section } from '../document.ts';
import { customers, segmentCell, tierCell, type ReportContext } from './ReportContext.ts';
import { transitionBlocks } from './transitions.ts';

const NATURE =
  'The rule was written down and weighed by people. It was not fitted to outcomes, and its score is not a probability.';

/** How a customer gets a risk tier, and how many have which. */
export function tiersSection(context: ReportContext): Section {
  const { tiers, tierRule, tierRuleText } = context.input.segmentation;
  const { tierOutcomes } = context.input;
  const hasRule = tierRule.drivers.length > 0;
  const blocks: Block[] = [];
  if (hasRule) blocks.push({ kind: 'paragraph', text: NATURE });
  blocks.push({ kind: 'paragraph', text: tierRuleText }, { kind: 'table', table: tiersTable(context) });
  if (tierOutcomes)
    blocks.push(
      { kind: 'paragraph', text: tierOutcomes.sentence },
      { kind: 'table', table: outcomesTable(tierOutcomes) },
    );
  if (hasRule) blocks.push({ kind: 'table', table: driversTable(context) });
  if (hasRule && tiers.some(({ exposure }) => exposure))
    blocks.push({ kind: 'table', table: tiersBySegmentTable(context) });
  blocks.push(...transitionBlocks(context));
  const high = tiers.find(tier => tier.tier === 'High');
  const headline = high
    ? highWords(high, tierRule.highFrom)
    : 'No risk drivers were recognised in the columns, so no tier is assigned.';
  return { id: 'tiers', title: 'Risk tiers: a rule, not a model', headline, blocks };
}

function highWords({ size, share, setByHand = 0 }: TierSummary, from: number): string {
  const who = size === 1 ? 'is High: its score' : 'are High: their score';
  const byHand = setByHand > 0 ? `, or a person put them there (${formatCount(setByHand)})` : '';
  return `${formatThings(size, 'customer')} (${formatPercent(share)}) ${who} is ${formatNumber(from)} or more of 100${byHand}.`;
}

function tiersTable(context: ReportContext): DataTable {
  const { tiers } = context.input.segmentation;
  const exposure = tiers.find(tier => tier.exposure !== null)?.exposure?.column ?? null;
  return {
    id: 'tiers',
    title: 'Tiers',
    n: customers(context),
    columns: [
      { header: 'Tier', align: 'left' },
      { header: 'Customers', align: 'right' },
      { header: 'Share', align: 'right' },
      ...(exposure === null ? [] : [{ header: `Sum of ${exposure}`, align: 'right' as const }]),
      { header: 'Why', align: 'left', grow: 4 },
    ],
    rows: tiers.map(tier => [
      tierCell(tier.tier),
      tier.setByHand === undefined
        ? formatCount(tier.size)
        : `${formatCount(tier.size)} (${formatCount(tier.setByHand)} by hand)`,
      formatPercent(tier.share),
      ...(exposure === null ? [] : [tier.exposure ? formatNumber(tier.exposure.sum, 4) : '–']),
      tier.sentence,
    ]),
  };
}

/** The rule held against what happened. */
function outcomesTable({ eventWords, tiers, nUnknown }: TierOutcomes): DataTable {
  const known = tiers.reduce((all, tier) => all + tier.known, 0);
  const unknown = nUnknown > 0 ? `; of ${formatThings(nUnknown, 'more', 'more')} it is not known` : '';
  return {
    id: 'tier-outcomes',
    title: `What happened, by tier: ${eventWords}`,
    n: `n = ${formatThings(known, 'customer')} with a known outcome${unknown}`,
    columns: [
      { header: 'Tier', align: 'left' },
      { header: 'Outcome known', align: 'right' },
      { header: eventWords, align: 'right' },
      { header: 'Share', align: 'right' },
      { header: '95 % interval', align: 'right' },
    ],
    rows: tiers.map(one => [
      tierCell(one.tier),
      formatCount(one.known),
      formatCount(one.events),
      formatPercent(one.share),
      `${formatPercent(one.low)} to ${formatPercent(one.high)}`,
    ]),
  };
}

function tiersBySegmentTable(context: ReportContext): DataTable {
  const { segments, tiers } = context.input.segmentation;
  const exposure = tiers.find(tier => tier.exposure !== null)?.exposure?.column ?? null;
  return {
    id: 'tiers-by-segment',
    title: `Tiers by segment (a rule, not a model)${exposure === null ? '' : `, with the sum of ${exposure}`}`,
    n: customers(context),
    columns: [
      { header: 'Segment', align: 'left', grow: 3 },
      ...tiers.map(({ tier }) => ({ header: tier, align: 'right' as const, grow: 2 })),
    ],
    rows: segments.map(segment => [
      segmentCell(context, segment),
      ...tiers.map(({ tier }) => {
        const count = formatCount(segment.tierCounts[tier]);
        return segment.tierExposure ? `${count} (${formatNumber(segment.tierExposure[tier], 4)})` : count;
      }),
    ]),
  };
}

function driversTable(context: ReportContext): DataTable {
  const { drivers } = context.input.segmentation.tierRule;
  const total = drivers.reduce((all, driver) => all + driver.weight, 0);
  return {
    id: 'drivers',
    title: 'Risk drivers and their weights',
    n: `n = ${formatThings(drivers.length, 'driver')}`,
    columns: [
      { header: 'Driver', align: 'left', grow: 2 },
      { header: 'Column', align: 'left', grow: 2 },
      { header: 'Points from 0 to 1', align: 'left', grow: 3 },
      { header: 'Weight', align: 'right' },
      { header: 'Of the score', align: 'right' },
    ],
    rows: drivers.map(driver => [
      driver.title,
      driver.against === null ? driver.column : `${driver.column} over ${driver.against}`,
      pointsWords(driver),
      formatNumber(driver.weight),
      formatPercent(total === 0 ? Number.NaN : driver.weight / total),
    ]),
  };
}

function pointsWords(driver: TierDriver): string {
  if (driver.lowIsRisky) return lowPointsWords(driver);
  switch (driver.measure) {
    case 'flag':
      return '1 when yes, 0 when no';
    case 'rank':
      return 'the share of the book that is lower';
    case 'ratio':
      return `0 at 1 and below, 1 at ${formatNumber(driver.full)} times and above, even between`;
    case 'count':
      return `the value over ${formatNumber(driver.full)}, at most 1`;
  }
}

/** Where a low value is what counts. */
function lowPointsWords({ measure, full }: TierDriver): string {
  switch (measure) {
    case 'flag':
      return '1 when no, 0 when yes';
    case 'rank':
      return 'the share of the book that is as high or higher';
    case 'ratio':
      return `0 at 1 and above, 1 where what it is divided by is ${formatNumber(full)} times it or more`;
    case 'count':
      return `1 at 0, none from ${formatNumber(full)}, even between`;
  }
}
