const PAIRS: readonly (readonly [no: string, yes: string])[] = [
  ['no', 'yes'],
  ['n', 'y'],
  ['false', 'true'],
  ['f', 't'],
];
const WORDS: ReadonlyMap<string, 0 | 1> = new Map(PAIRS.flatMap(([no, yes]) => [[no, 0] as const, [yes, 1] as const]));

const LONGEST = 5;

/** 1 for yes, 0 for no, null for anything else; "F" and "T" only where `shortToo`, for F may stand for female. */
export function parseBoolean(text: string, shortToo: boolean): 0 | 1 | null {
  if (text.length > LONGEST) return null;
  const word = text.toLowerCase();
  if (!shortToo && (word === 'f' || word === 't')) return null;
  return WORDS.get(word) ?? null;
}
