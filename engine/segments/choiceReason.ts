import { formatFixed, formatThings, joinWords } from '#shared/format';
import type { ClusterCandidate } from '#shared/evidence';
import type { Choice, Measure } from './chooseNClusters.ts';
import { judgeStructure } from './evidence/structure.ts';

/**
 * Why this many segments: the evidence, who agrees, who doubts, and whether there is structure at all.
 * @param given the number asked for, or null
 * @param structureReason the sentence about it; from the silhouette alone where none is given
 */
export function choiceReason(
  choice: Choice,
  candidates: readonly ClusterCandidate[],
  given: number | null,
  structureReason?: string,
): string {
  const shown = candidates.find(c => c.nClusters === (given ?? choice.nClusters));
  const sentence = structureReason ?? bySilhouette(shown);
  const weak = sentence === '' ? '' : ` ${sentence}`;
  if (given === null) return `${evidence(choice, candidates)}${doubts(choice)}${weak}`;
  const own = shown ? ` (silhouette ${formatFixed(shown.silhouette, 3)})` : '';
  if (given === choice.nClusters)
    return `${formatThings(given, 'segment')} as asked for${own}, and the evidence agrees: ${lowerFirst(evidence(choice, candidates))}${doubts(choice)}${weak}`;
  return `${formatThings(given, 'segment')} as asked for${own}. The evidence would have said ${choice.nClusters}: ${lowerFirst(evidence(choice, candidates))}${weak}`;
}

function evidence(choice: Choice, candidates: readonly ClusterCandidate[]): string {
  const value = (n: number) => formatFixed(candidates.find(c => c.nClusters === n)?.silhouette ?? Number.NaN, 3);
  const chosen = choice.nClusters;
  if (candidates.length === 1)
    return `${formatThings(chosen, 'segment')} was the only number tried (silhouette ${value(chosen)}).`;
  const tried = triedText(candidates.map(c => c.nClusters));
  if (choice.by !== 'evidence') {
    const best = choice.prefers.silhouette ?? chosen;
    const close = `The silhouettes do not decide (of ${tried}, the best is ${value(best)} at ${best}; ${value(chosen)} at ${chosen})`;
    if (choice.by === 'elbow')
      return `${close}, so the elbow does: beyond ${chosen}, further segments explain little more.`;
    const index = candidates.find(c => c.nClusters === chosen)?.daviesBouldin ?? Number.NaN;
    return `${close}, so Davies–Bouldin does: the segments overlap least at ${chosen} (${formatFixed(index, 3)}).`;
  }
  if (choice.tied.length === 1)
    return `The silhouette is highest at ${chosen} (${value(chosen)}, of ${tried})${agreement(choice)}.`;
  const tied = joinWords(choice.tied.map(n => `${n} (${value(n)})`));
  const votes = choice.votes.map(measureWords);
  const why =
    votes.length > 0
      ? `${joinWords(votes)} ${votes.length === 1 ? 'prefers' : 'prefer'} ${chosen}`
      : `${chosen} is the smallest`;
  return `The silhouettes of ${tied} lie within one standard error, of ${tried}; among these ${why}.`;
}

function triedText(numbers: readonly number[]): string {
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  const isWhole = last - first === numbers.length - 1 && numbers.length > 2;
  return `${isWhole ? `${first} to ${last}` : joinWords(numbers.map(String))} tried`;
}

/** A winner alone has every vote by default, so only measures that prefer it among all candidates count as agreeing. */
function agreement(choice: Choice): string {
  const others = (['Davies–Bouldin', 'Calinski–Harabasz', 'elbow', 'gap', 'BIC'] as const)
    .filter(measure => choice.prefers[measure] === choice.nClusters)
    .map(measureWords);
  return others.length > 0 ? `; ${joinWords(others)} ${others.length === 1 ? 'agrees' : 'agree'}` : '';
}

function doubts({ prefers, nClusters, setAside, least }: Choice): string {
  const others = new Map<number, string[]>();
  for (const measure of Object.keys(prefers) as Measure[]) {
    const preferred = prefers[measure];
    if (preferred === null || preferred === nClusters) continue;
    others.set(preferred, [...(others.get(preferred) ?? []), measureWords(measure)]);
  }
  const against = [...others].map(([preferred, measures]) => `${joinWords(measures)} would prefer ${preferred}`);
  const doubt = against.length > 0 ? ` In doubt: ${against.join('; ')}.` : '';
  if (setAside.length === 0) return doubt;
  const verb = setAside.length === 1 ? 'was' : 'were';
  return `${doubt} ${joinWords(setAside.map(String))} ${verb} set aside, with a segment of fewer than ${formatThings(least, 'customer')}.`;
}

function bySilhouette(shown: ClusterCandidate | undefined): string {
  if (!shown) return '';
  const found = judgeStructure({ silhouette: shown.silhouette, gapPrefers: null, stability: null });
  return found.structure === 'clear' ? '' : found.structureReason;
}

function measureWords(measure: Measure): string {
  if (measure === 'gap') return 'the gap statistic';
  return measure === 'silhouette' || measure === 'elbow' ? `the ${measure}` : measure;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
