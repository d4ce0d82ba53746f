import { formatFixed, formatNumber, formatPercent, formatThings } from '#shared/format';
import type { TierDriver, TierRule } from '#shared/recipe';
import { TIERS, type Tier, type TierSummary } from '#shared/results';
import type { Table } from '../../table/Column.ts';
import { exposureInSegment, exposureInTier, type Exposure } from './exposure.ts';
import { hasTiers, type Scored, type TierByHand } from './scoreCustomers.ts';
import { evidenceOf, evidencePhrase, type DriverEvidence } from './tierEvidence.ts';

export const NO_TIERS = 'No risk drivers were recognised; tiers are not assigned.';
/** Shares of a segment's customers that make it High, or Medium: by customers that are High, or at least Medium. */
const SEGMENT_RULE = { highIfHigh: 0.25, mediumIfHigh: 0.1, mediumIfMedium: 0.25 };
const MAX_NAMED = 3;

/** High, Medium and Low with the sentence that explains each from the data; None alone when the rule has no drivers. */
export function tierSummaries(
  scored: Scored,
  table: Table,
  rule: TierRule,
  { exposure, byHand }: { exposure: Exposure | null; byHand: readonly TierByHand[] },
): TierSummary[] {
  const shown: readonly Tier[] = hasTiers(rule) ? ['High', 'Medium', 'Low'] : ['None'];
  return shown.map(tier => {
    const size = countIn(scored, (_segment, own) => own === tier);
    const share = table.nRows > 0 ? size / table.nRows : 0;
    const setByHand = byHand.filter(({ to }) => TIERS[to] === tier).length;
    return {
      tier,
      size,
      share,
      sentence: tierSentence(tier, size, share, scored, rule),
      exposure: exposure && { column: exposure.column, sum: exposureInTier(exposure, TIERS.indexOf(tier)) },
      ...(setByHand > 0 && { setByHand }),
    };
  });
}

function tierSentence(tier: Tier, size: number, share: number, scored: Scored, rule: TierRule): string {
  if (tier === 'None') return NO_TIERS;
  if (size === 0) return `No customer is ${tier}.`;
  const verb = size === 1 ? 'is' : 'are';
  const head = `${formatThings(size, 'customer')} (${formatPercent(share)}) ${verb} ${tier}`;
  const evidence = evidenceOf(scored, rule, (_segment, own) => own === tier, tier === 'Low' ? -1 : 1);
  return `${head}${reasons(evidence)}.`;
}

function reasons(evidence: readonly DriverEvidence[], against = ' in the whole book'): string {
  if (evidence.length === 0) return ', with risk drivers much like those of the whole book';
  const [first, ...others] = evidence.slice(0, MAX_NAMED);
  return `: ${evidencePhrase(first, against)}${others.map(other => `; ${evidencePhrase(other)}`).join('')}`;
}

export interface SegmentTier {
  readonly tier: Tier;
  readonly meanScore: number;
  readonly tierCounts: Record<Tier, number>;
  readonly tierSentence: string;
  readonly tierExposure?: Record<Tier, number>;
}

export function segmentTiers(
  scored: Scored,
  nSegments: number,
  rule: TierRule,
  exposure: Exposure | null,
): SegmentTier[] {
  const bookScore = meanScoreIn(scored, () => true);
  return Array.from({ length: nSegments }, (_none, segment) => {
    const counts = Object.fromEntries(
      TIERS.map((tier, t) => [tier, scored.sizes[segment * TIERS.length + t]]),
    ) as Record<Tier, number>;
    const size = countIn(scored, own => own === segment);
    const tier = segmentTier(counts, size, rule);
    const meanScore = meanScoreIn(scored, own => own === segment);
    const evidence = evidenceOf(scored, rule, own => own === segment, meanScore < bookScore ? -1 : 1);
    const scores = `mean score ${formatFixed(meanScore, 1)} against ${formatFixed(bookScore, 1)} in the whole book`;
    return {
      tier,
      meanScore,
      tierCounts: counts,
      tierSentence: segmentTierSentence(tier, counts, size, scores, evidence),
      ...(exposure && { tierExposure: exposureInSegment(exposure, segment) }),
    };
  });
}

function meanScoreIn(scored: Scored, isIn: (segment: number) => boolean): number {
  const size = countIn(scored, isIn);
  let sum = 0;
  for (let cell = 0; cell < scored.scoreSums.length; cell++)
    if (isIn(Math.floor(cell / TIERS.length))) sum += scored.scoreSums[cell];
  return size > 0 ? sum / size : 0;
}

function segmentTier(counts: Record<Tier, number>, size: number, rule: TierRule): Tier {
  if (!hasTiers(rule)) return 'None';
  if (size === 0) return 'Low';
  const { highIfHigh, mediumIfHigh, mediumIfMedium } = SEGMENT_RULE;
  if (counts.High >= highIfHigh * size) return 'High';
  const isMedium = counts.High >= mediumIfHigh * size || counts.High + counts.Medium >= mediumIfMedium * size;
  return isMedium ? 'Medium' : 'Low';
}

function segmentTierSentence(
  tier: Tier,
  counts: Record<Tier, number>,
  size: number,
  scores: string,
  evidence: readonly DriverEvidence[],
): string {
  if (tier === 'None') return NO_TIERS;
  if (size === 0) return 'No customer is in it.';
  const shares = `${formatPercent(counts.High / size)} of its customers are High and ${formatPercent(counts.Medium / size)} Medium`;
  return `${tier}: ${shares} (${scores})${reasons(evidence, '')}.`;
}

/** The rule in words; a rule from thresholds, not a model. */
export function tierRuleText(rule: TierRule): string {
  if (!hasTiers(rule)) return `${NO_TIERS} Add drivers to the rule to assign them.`;
  const drivers = rule.drivers.map(
    driver => `${driver.title}, weight ${formatNumber(driver.weight)} (${measureText(driver)})`,
  );
  return (
    `Tiers are a rule, not a model. Each customer scores 100 × the weighted points over all weights: ${drivers.join('; ')}. ` +
    `High from ${formatNumber(rule.highFrom)}, Medium from ${formatNumber(rule.mediumFrom)}, else Low; a missing value gives no points. ` +
    `A segment is High when at least ${formatPercent(SEGMENT_RULE.highIfHigh, 0)} of its customers are, Medium when at least ` +
    `${formatPercent(SEGMENT_RULE.mediumIfHigh, 0)} are High or ${formatPercent(SEGMENT_RULE.mediumIfMedium, 0)} at least Medium, else Low.`
  );
}

function measureText({ measure, column, against, full, lowIsRisky }: TierRule['drivers'][number]): string {
  if (lowIsRisky) return lowText(measure, column, against, full);
  if (measure === 'flag') return `yes in ${column}`;
  if (measure === 'rank') return `share of the book with less ${column}`;
  if (measure === 'ratio') return `${column} over ${against}: from 1, all points at ${formatNumber(full)}`;
  return `${column}: all points at ${formatNumber(full)}`;
}

function lowText(measure: TierDriver['measure'], column: string, against: string | null, full: number): string {
  if (measure === 'flag') return `no in ${column}`;
  if (measure === 'rank') return `share of the book with as much ${column} or more`;
  if (measure === 'ratio') return `${against} over ${column}: from 1, all points at ${formatNumber(full)}`;
  return `${column}: all points at 0, none from ${formatNumber(full)}`;
}

export function countIn(scored: Scored, isIn: (segment: number, tier: Tier) => boolean): number {
  let size = 0;
  for (let cell = 0; cell < scored.sizes.length; cell++) {
    if (isIn(Math.floor(cell / TIERS.length), TIERS[cell % TIERS.length])) size += scored.sizes[cell];
  }
  return size;
}
