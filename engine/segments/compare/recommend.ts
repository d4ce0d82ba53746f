import { formatFixed, formatPercent, joinWords } from '#shared/format';
import type { ComparedClustering, Comparison } from '#shared/evidence';
import { STEADY_AGREEMENT, WEAK_SILHOUETTE } from '../evidence/structure.ts';

/** A method that leaves out more than this share of the customers is not recommended for a whole book. */
const MOST_LEFT_OUT = 0.1;

/**
 * The method to take, and what speaks against it: the highest silhouette; among those whose intervals reach it, the one that comes back best on samples,
 * then the lowest Davies–Bouldin. Methods that leave out more than 10 % of the customers, or whose segments do not come back (below 0.65), only count
 * where there is no other.
 */
export function recommend(
  entries: readonly ComparedClustering[],
  nCustomers: number,
): Pick<Comparison, 'recommended' | 'recommendation'> {
  const known = entries.filter(({ error, silhouette }) => error === null && Number.isFinite(silhouette.value));
  if (known.length === 0)
    return { recommended: null, recommendation: 'None of these methods could be measured on this data.' };
  const sound = known.filter(entry => isSound(entry, nCustomers));
  const eligible = sound.length > 0 ? sound : known;
  const highest = eligible.reduce((best, entry) => (entry.silhouette.value > best.silhouette.value ? entry : best));
  const tied = eligible.filter(({ silhouette }) => silhouette.high >= highest.silhouette.value);
  const best = tied.reduce((kept, entry) => (isSteadier(entry, kept) ? entry : kept));
  return {
    recommended: best.algorithm,
    recommendation: `${because(best, known, tied)}${doubts(best, known, tied, nCustomers)}`,
  };
}

function isSound({ leftOut, stability }: ComparedClustering, nCustomers: number): boolean {
  return leftOut <= MOST_LEFT_OUT * nCustomers && (stability === null || stability.value >= STEADY_AGREEMENT);
}

function isSteadier(one: ComparedClustering, other: ComparedClustering): boolean {
  const difference = (one.stability?.value ?? -1) - (other.stability?.value ?? -1);
  return difference !== 0 ? difference > 0 : one.daviesBouldin < other.daviesBouldin;
}

function because(
  best: ComparedClustering,
  known: readonly ComparedClustering[],
  tied: readonly ComparedClustering[],
): string {
  const value = formatFixed(best.silhouette.value, 3);
  if (known.length === 1) return `${best.title} is the only method measured (silhouette ${value}).`;
  if (tied.length === 1) return `${best.title} separates these customers best (silhouette ${value}).`;
  const steady = best.stability
    ? `, and its segments come back best on samples (${formatFixed(best.stability.value, 2)} of 1)`
    : '';
  const together = joinWords(tied.map(({ title }) => title));
  return `${together} separate these customers equally well within the error; ${best.title} is among them (silhouette ${value})${steady}.`;
}

function doubts(
  best: ComparedClustering,
  known: readonly ComparedClustering[],
  tied: readonly ComparedClustering[],
  nCustomers: number,
): string {
  const found: string[] = [];
  if (best.silhouette.value < WEAK_SILHOUETTE)
    found.push(`no method finds clear groups: the best silhouette is below ${formatFixed(WEAK_SILHOUETTE, 2)}`);
  if (best.stability && best.stability.value < STEADY_AGREEMENT)
    found.push(`its segments do not come back well on samples (${formatFixed(best.stability.value, 2)} of 1)`);
  if (best.leftOut > 0)
    found.push(`it leaves ${formatPercent(best.leftOut / nCustomers)} of the customers in no segment`);
  const lower = known.reduce((kept, entry) => (entry.daviesBouldin < kept.daviesBouldin ? entry : kept), best);
  if (lower !== best && tied.length === 1) found.push(`${lower.title} has the lower Davies–Bouldin`);
  if (known.length > 1)
    found.push('these measures favour round groups of customers, so look at what the segments say before you decide');
  return found.length > 0 ? ` In doubt: ${found.join('; ')}.` : '';
}
