import { editDistance } from './similarity/editDistance.ts';

/** The name that was perhaps meant: the nearest in spelling, when it is near; null otherwise. */
export function similarName(wanted: string, names: readonly string[]): string | null {
  const folded = foldName(wanted);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(folded, foldName(name), least);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

function foldName(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');
}
