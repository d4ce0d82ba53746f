import { editDistance } from './editDistance.ts';
import { digitsOf, foldText } from './foldText.ts';
import { jaroWinkler } from './jaroWinkler.ts';

/** A level that is perhaps another one, spelled differently. */
export interface SimilarLevel {
  readonly from: string;
  readonly to: string;
  readonly nFrom: number;
  readonly nTo: number;
  /** 1 where only case, spaces, punctuation or accents differ. */
  readonly similarity: number;
}

/** A slip is rarer than the right spelling by at least so much. */
const RARER_BY = 0.2;
/** Shorter words may differ in one letter and mean another thing. */
const SHORTEST = 4;
/** Rarer levels than these are not compared with one another; the most frequent ones are what is merged into. */
const MOST_TARGETS = 2000;
const MOST_COMPARED = 20_000;

/**
 * Proposes which levels are one: those that are equal once case, spaces, punctuation and accents are set aside, and those with a likeness of at
 * least `threshold` to a level that is at least five times as frequent. Two frequent levels are never put together, and digits must agree.
 * @param counts rows of each level
 * @param threshold Jaro-Winkler similarity, or one edit in words from five letters on
 */
export function similarLevels(levels: readonly string[], counts: ArrayLike<number>, threshold: number): SimilarLevel[] {
  const order = Array.from(levels.keys())
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, MOST_COMPARED);
  const folded = new Map(order.map(i => [i, foldText(levels[i])]));
  const found: SimilarLevel[] = [];
  const targets: number[] = [];
  const byFold = new Map<string, number>();
  for (const i of order) {
    const text = folded.get(i)!;
    const same = byFold.get(text);
    const to = same ?? targets.find(target => isSlip(text, folded.get(target)!, counts[i], counts[target], threshold));
    if (to === undefined) {
      byFold.set(text, i);
      if (targets.length < MOST_TARGETS) targets.push(i);
      continue;
    }
    const similarity = same === undefined ? jaroWinkler(text, folded.get(to)!) : 1;
    found.push({ from: levels[i], to: levels[to], nFrom: counts[i], nTo: counts[to], similarity });
  }
  return found;
}

function isSlip(rare: string, frequent: string, nRare: number, nFrequent: number, threshold: number): boolean {
  if (nRare > RARER_BY * nFrequent || Math.min(rare.length, frequent.length) < SHORTEST) return false;
  if (digitsOf(rare) !== digitsOf(frequent)) return false;
  if (rare.length >= SHORTEST + 1 && editDistance(rare, frequent, 2) === 1 && rare[0] === frequent[0]) return true;
  return jaroWinkler(rare, frequent) >= threshold;
}
