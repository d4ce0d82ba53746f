import { formatCount, formatFixed, formatPercent, formatThings, joinWords } from '#shared/format';
import type { FairnessColumn, FairnessGroup, FairnessReport } from '#shared/scoring/fairness';
import type { Measure } from '#shared/scoring/evaluation';

/** Below this share of the reference group's rate, the four-fifths rule of thumb of US agencies asks for a closer look. */
const FOUR_FIFTHS = 0.8;
/** How well the features tell the groups apart: hardly below the first, largely from the second. */
const WEAK = 0.6;
const STRONG = 0.75;

/** What the figures are of, and what they are not. */
export function preambleOf(favourable: FairnessReport['favourable'], threshold: number): string {
  const side = favourable === 'above' ? 'a score at or above' : 'a score below';
  return `Protected columns are not in the score; they are used here only to look at what it does. The favourable outcome is taken to be ${side} ${formatFixed(threshold, 3)}. Differences between groups are a diagnosis and not a verdict: they may come from the score, from the data, or from what differs between the groups, and whether they are justified is for people to judge.`;
}

/** What stands out in one column, in words. */
export function columnSentences(made: Omit<FairnessColumn, 'sentences'>, isAboveFavourable: boolean): string[] {
  const { groups, reference, proxy, column } = made;
  const shown = groups.filter(group => group.figures !== null);
  if (shown.length < 2)
    return [
      `Fewer than two groups of ${column} are large enough to be compared (at least 30 customers, 5 with the event and 5 without).`,
      ...hidden(groups),
    ];
  const others = shown.filter(group => !group.isReference);
  const outcome = isAboveFavourable ? 'are selected' : 'are not selected';
  return [
    ...others.flatMap(group => impactSentence(group, reference, outcome)),
    ...others.flatMap(group => gapSentences(group, reference)),
    ...shown.flatMap(group => calibrationSentence(group)),
    ...(proxy ? [proxySentence(proxy, column)] : []),
    ...hidden(groups),
  ];
}

function impactSentence({ name, figures }: FairnessGroup, reference: string, outcome: string): string[] {
  const ratio = figures?.impactRatio;
  if (!ratio || Number.isNaN(ratio.value)) return [];
  const said = `${name} ${outcome} ${formatFixed(ratio.value, 2)} times as often as ${reference} (95 % ${formatFixed(ratio.low, 2)}–${Number.isFinite(ratio.high) ? formatFixed(ratio.high, 2) : '∞'}, n ${formatCount(figures.favourableRate.n)})`;
  if (ratio.high < FOUR_FIFTHS)
    return [`${said}: below 0.80, where the four-fifths rule of thumb asks for a closer look.`];
  if (ratio.value < FOUR_FIFTHS)
    return [`${said}: below 0.80, though with so few customers it may be above; a closer look is advised.`];
  return ratio.low > 1 / FOUR_FIFTHS ? [`${said}: the difference is as large the other way round.`] : [];
}

function gapSentences({ name, figures }: FairnessGroup, reference: string): string[] {
  const said = (gap: Measure | null | undefined, whom: string) =>
    gap && (gap.low > 0 || gap.high < 0)
      ? [
          `Of ${whom}, the score marks ${signedPoints(gap)} among ${name} than among ${reference} (95 % ${points(gap.low)} to ${points(gap.high)}, n ${formatCount(gap.n)}).`,
        ]
      : [];
  return [
    ...said(figures?.truePositiveGap, 'those with the event'),
    ...said(figures?.falsePositiveGap, 'those without the event'),
  ];
}

function signedPoints({ value }: Measure): string {
  return `${formatFixed(Math.abs(value) * 100, 1)} percentage points ${value > 0 ? 'more' : 'fewer'}`;
}
function points(share: number): string {
  return formatFixed(share * 100, 1);
}

function calibrationSentence({ name, figures }: FairnessGroup): string[] {
  if (!figures) return [];
  const { calibrationGap: gap, meanScore, eventRate } = figures;
  if (!(gap.low > 0 || gap.high < 0)) return [];
  const way = gap.value > 0 ? 'too high' : 'too low';
  return [
    `For ${name} the score is ${way} on average: ${formatPercent(meanScore)} expected, ${formatPercent(eventRate.value)} seen (difference 95 % ${points(gap.low)} to ${points(gap.high)} percentage points, n ${formatCount(gap.n)}).`,
  ];
}

function proxySentence({ auc, strongest, n }: NonNullable<FairnessColumn['proxy']>, column: string): string {
  const how = auc.value < WEAK ? 'hardly tell' : auc.value < STRONG ? 'partly tell' : 'largely tell';
  const first =
    strongest.length > 0
      ? `; the strongest alone is ${strongest[0].feature} (${formatFixed(strongest[0].auc, 2)})`
      : '';
  return `The features of the score ${how} ${column} (AUC ${formatFixed(auc.value, 2)}, 95 % ${formatFixed(auc.low, 2)}–${formatFixed(auc.high, 2)}, n ${formatCount(n)})${first}.`;
}

function hidden(groups: readonly FairnessGroup[]): string[] {
  const names = groups.filter(group => group.isSuppressed).map(({ name }) => name);
  if (names.length === 0) return [];
  return [`${formatThings(names.length, 'group is', 'groups are')} too small to be shown: ${joinWords(names)}.`];
}
