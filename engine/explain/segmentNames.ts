import { capitalized, columnWords, yearsWords } from './columnWords.ts';
import type { RankedDifference } from './differences.ts';
import { endsInNumber } from './measuredWords.ts';
import { namedDifferences } from './segmentSentence.ts';

const MAX_NAME = 60;
const MAX_LEVEL = 24;
/** A name is heard more often than its numbers are read, so it takes a clearer difference than a sentence does. */
const NAMING_EFFECT = 0.35;
/** Differences that may be drawn on to tell two segments apart. */
const MAX_PARTS = 4;
/** Differences looked at: what a group has names it better than what it lacks, even when that differs more. */
const MAX_CANDIDATES = 8;

const VAGUE_LEVELS = new Set(
  'yes no true false low medium high none other unknown missing nonexistent active inactive good bad'
    .split(' ')
    .concat('not given'),
);

/** Short, distinct names made of what sets each segment apart: "High annual income, low spending score". */
export function proposeNames(differences: readonly (readonly RankedDifference[])[]): string[] {
  const parts = differences.map(ranked => {
    const clear = namedDifferences(ranked, MAX_CANDIDATES).filter(
      ({ contrast, difference }) => contrast.role !== 'target' && Math.abs(difference.effect) >= NAMING_EFFECT,
    );
    const words = [...clear.filter(isPositive), ...clear.filter(entry => !isPositive(entry))].map(nameWords);
    return words.length > 0 ? words.slice(0, MAX_PARTS) : ['Near the average'];
  });
  const used = parts.map(words => Math.min(2, words.length));
  for (let round = 0; round < MAX_PARTS; round++) {
    const names = parts.map((words, s) => joinName(words, used[s]));
    names.forEach((name, s) => {
      if (names.some((other, t) => t !== s && other === name) && used[s] < parts[s].length) used[s]++;
    });
  }
  return numberDoubles(parts.map((words, s) => joinName(words, used[s])));
}

function isPositive({ contrast, difference }: RankedDifference): boolean {
  return contrast.measure !== 'share' || difference.effect > 0;
}

function joinName(words: readonly string[], count: number): string {
  const short = words.slice(0, count);
  while (short.length > 1 && short.join(', ').length > MAX_NAME) short.pop();
  return capitalized(
    short
      .map((part, i) =>
        i > 0 && /^(High|Low|Many|Few|Early|Late|Long-standing|New|Older|Younger|No|Not) /.test(`${part} `)
          ? lowerFirst(part)
          : part,
      )
      .join(', '),
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function nameWords({ contrast, difference }: RankedDifference): string {
  const isMore = difference.effect > 0;
  const words = columnWords(contrast.column).replace(/\s*\(.*?\)/g, '');
  if (contrast.kind === 'years') return yearsName(words, isMore);
  if (contrast.kind === 'number') return `${isMore ? 'High' : 'Low'} ${words.replace(/^average /, '')}`;
  if (contrast.level === null) return isMore ? words : `No ${words}`;
  const level = shortLevel(contrast.level);
  const quoted = endsInNumber(words) ? `"${level}"` : level;
  const name = saysLittle(level) ? `${words} ${quoted}` : level;
  return isMore ? name : `Not ${name}`;
}

function yearsName(words: string, isMore: boolean): string {
  if (words === 'age') return isMore ? 'Older' : 'Younger';
  if (words === 'years as a customer') return isMore ? 'Long-standing' : 'New';
  // However few the years are: "early transaction date".
  if (/\b(date|day|month)$/.test(words)) return `${isMore ? 'Early' : 'Late'} ${words}`;
  return `${isMore ? 'Many' : 'Few'} ${yearsWords(words)}`;
}

/** Codes, letters and degrees mean nothing without their column: "flag B", "purpose A43", "risk Low", "pay 0 "2"". */
function saysLittle(level: string): boolean {
  return level.length <= 2 || /^[a-z]{0,3}[\d .,+-]+$/i.test(level) || VAGUE_LEVELS.has(level.toLowerCase());
}

function shortLevel(level: string): string {
  const isShouted =
    level.length > 4 && !/\d/.test(level) && level === level.toUpperCase() && level !== level.toLowerCase();
  const text = isShouted ? capitalized(level.toLowerCase()) : level;
  return text.length > MAX_LEVEL ? `${text.slice(0, MAX_LEVEL - 1).trimEnd()}…` : text;
}

function numberDoubles(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map(name => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
