import type { Finding } from '#shared/profile';
import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { Prediction } from '../associations/predictions.ts';
import { finding, leaveOut, type FindingContext } from './FindingContext.ts';

/** Alone as good as a model is in truth almost never: the column was filled in afterwards, or is the target in other words. */
const LEAK = 0.95;
/**
 * In the public tables of banks and lenders that thresholds were tried on, no column that is known beforehand reaches 0.8 alone, and the length of
 * the sales call, which is known only afterwards, has 0.82.
 */
const STRONG = 0.8;
const RARE = 0.1;
const VERY_RARE = 0.05;

const MEASURE_WORDS: Readonly<Record<Prediction['measure'], string>> = {
  auc: 'AUC',
  cramersV: "Cramér's V",
  gaps: "Cramér's V of being missing",
};

/** Columns that say too much about the target. */
export function leaks({ predictions }: FindingContext): Finding[] {
  const best = new Map<string, Prediction>();
  for (const one of predictions) {
    const key = `${one.target}\n${one.column}`;
    if (one.value > (best.get(key)?.value ?? 0)) best.set(key, one);
  }
  return Array.from(best.values())
    .filter(({ value }) => value >= STRONG)
    .sort((a, b) => b.value - a.value)
    .map(({ target, column, measure, value, n }) => {
      const number = `${MEASURE_WORDS[measure]} ${formatFixed(Math.floor(value * 1000) / 1000, 3)}, n ${formatCount(n)}`;
      const isLeak = value >= LEAK;
      const how = measure === 'gaps' ? `Whether ${column} is missing` : column;
      const sentence = isLeak
        ? `${how} alone predicts ${target} almost perfectly (${number}): it was probably filled in after the outcome was known, and a score that uses it is worthless.`
        : `${how} alone predicts ${target} unusually well (${number}): make sure that it is known before the outcome, such as the length of a call is not.`;
      return finding(isLeak ? 'leak' : 'strongPredictor', isLeak ? 'decide' : 'watch', [column], {
        sentence,
        action: leaveOut(column),
        about: target,
      });
    });
}

/** Targets of which there are too few to learn from easily. */
export function rareTargets({ columns, nRows }: FindingContext): Finding[] {
  return columns.flatMap(({ detail, role }) => {
    if (role !== 'target' || detail.distinct !== 2) return [];
    const present = nRows - detail.missing;
    const rare = rarerValue(detail);
    const share = rare.count / present;
    if (!(share < RARE)) return [];
    const severity = share < VERY_RARE || rare.count < 50 ? ('watch' as const) : ('note' as const);
    return [
      finding('rareTarget', severity, [detail.name], {
        sentence: `${detail.name} is ${rare.level} for ${formatCount(rare.count)} of ${formatCount(present)} customers (${formatPercent(share)}): judge a score by how it ranks customers, not by the share it gets right.`,
        action: null,
      }),
    ];
  });
}

function rarerValue(detail: FindingContext['columns'][number]['detail']): { level: string; count: number } {
  const { levels, summary } = detail;
  if (levels.length === 2) return levels[1];
  const { min, max, mean, n } = summary!;
  const high = Math.round(((mean - min) / (max - min)) * n);
  return high <= n - high ? { level: String(max), count: high } : { level: String(min), count: n - high };
}
