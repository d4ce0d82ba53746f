import { formatCount, formatFixed, formatPercent, joinWords } from '#shared/format';
import type { Challenger, SegmentChallenge } from '#shared/scoring/challenge';

/** What the comparison with one challenger says. */
export function challengerSentence(made: Omit<Challenger, 'sentence'>, modelTitle: string): string {
  const { title, auc, difference, agreement } = made;
  const figure = `AUC ${formatFixed(auc.value, 3)}, 95 % ${formatFixed(auc.low, 3)}–${formatFixed(auc.high, 3)}, n ${formatCount(auc.n)}`;
  if (!difference) return `${title}: ${figure}.`;
  const agreed = agreement
    ? ` The two rank customers with a correlation of ${formatFixed(agreement.spearman, 2)} and decide alike for ${formatPercent(agreement.sameDecisions.value)} (kappa ${formatFixed(agreement.kappa, 2)}).`
    : '';
  return `${title}: ${figure}; ${differenceWords(difference, modelTitle)}.${agreed}`;
}

function differenceWords({ value, low, high }: NonNullable<Challenger['difference']>, modelTitle: string): string {
  const size = `by ${formatFixed(Math.abs(value), 3)}, 95 % ${formatFixed(low, 3)} to ${formatFixed(high, 3)}`;
  if (low > 0) return `${modelTitle} ranks better ${size}`;
  if (high < 0) return `${modelTitle} ranks worse ${size}`;
  return `no difference from ${modelTitle} that these customers can show (${formatFixed(value, 3)}, 95 % ${formatFixed(low, 3)} to ${formatFixed(high, 3)})`;
}

/** Whether the model earns its place. */
export function conclusionOf(challengers: readonly Challenger[]): string {
  const others = challengers.filter(({ difference }) => difference !== null);
  const names = (wanted: (one: Challenger) => boolean) => others.filter(wanted).map(({ title }) => title);
  const better = names(({ difference }) => difference!.low > 0);
  const worse = names(({ difference }) => difference!.high < 0);
  const equal = names(({ difference }) => difference!.low <= 0 && difference!.high >= 0);
  return [
    ...(better.length > 0 ? [`The model ranks customers better than: ${joinWords(better)}.`] : []),
    ...(equal.length > 0
      ? [`No difference can be shown from: ${joinWords(equal)}; the simpler of two is to be preferred.`]
      : []),
    ...(worse.length > 0 ? [`It ranks worse than: ${joinWords(worse)}; find out why before it is used.`] : []),
  ].join(' ');
}

/** How far another program's segments are the same. */
export function segmentChallengeSentence({
  nClusters,
  n,
  seed,
  adjustedRand,
}: Omit<SegmentChallenge, 'sentence'>): string {
  const how =
    adjustedRand >= 0.9
      ? 'nearly the same'
      : adjustedRand >= 0.65
        ? 'largely the same'
        : adjustedRand >= 0.3
          ? 'partly the same'
          : 'hardly the same';
  return `k-means by ml-kmeans with ${nClusters} segments on ${formatCount(n)} customers drawn with seed ${seed} finds ${how} segments (adjusted Rand index ${formatFixed(adjustedRand, 2)}; 1 is the same, 0 no more alike than by chance).`;
}
