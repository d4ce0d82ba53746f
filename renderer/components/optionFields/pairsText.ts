type Pair = readonly [string, string];

/** An arrow of signs stands between spaces, since "A->B" may be a level; one that is typed as an arrow needs none. */
const ARROW = /\s*→\s*|\s+(?:->|=>)\s+/;

/** Pairs as they are shown, one a line. */
export function pairsText(pairs: readonly Pair[]): string {
  return pairs.map(([from, to]) => `${from} → ${to}`).join('\n');
}

/** The pairs of such a text, or the first line, from 1, that has no arrow or several, or nothing on one side of it. */
export function readPairs(text: string): { readonly pairs: Pair[] } | { readonly line: number } {
  const pairs: Pair[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [from, to, ...more] = line.trim().split(ARROW);
    if (from === '' || (to ?? '') === '' || more.length > 0) return { line: i + 1 };
    pairs.push([from, to]);
  }
  return { pairs };
}
