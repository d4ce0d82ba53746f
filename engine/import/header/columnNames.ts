import type { RenamedColumn } from '#shared/results';

const LONGEST_NAME = 400;

/** A, B … Z, AA: the letter of a sheet's column, from 0. */
export function columnLetter(position: number): string {
  let letters = '';
  for (let rest = position + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/**
 * Names that are neither blank nor twice there. The person's own header is kept in every other case.
 * @param positions the columns of the sheet that are used, from 0
 * @param headers one text per column of the sheet, tidied
 * @param originals the texts as they stand in the sheet
 */
export function columnNames(
  positions: readonly number[],
  headers: readonly string[],
  originals: readonly string[],
  joined: ReadonlySet<number>,
  hasHeader: boolean,
): { names: string[]; renamed: RenamedColumn[] } {
  const renamed: RenamedColumn[] = [];
  const names: string[] = [];
  const taken = new Map<string, number>();
  for (const position of positions) {
    const header = headers[position];
    const wanted = header.slice(0, LONGEST_NAME) || `Column ${columnLetter(position)}`;
    const name = freeName(wanted, taken);
    names.push(name);
    const original = originals[position].slice(0, LONGEST_NAME);
    if (!hasHeader) continue;
    if (header === '') renamed.push({ original, name, reason: 'blank' });
    else if (name !== wanted) renamed.push({ original, name, reason: 'duplicate' });
    else if (joined.has(position)) renamed.push({ original, name, reason: 'joinedHeader' });
    else if (original !== name) renamed.push({ original, name, reason: 'spaces' });
  }
  return { names, renamed };
}

/** @param taken names in lower case, with the last number given to repeats of them */
function freeName(wanted: string, taken: Map<string, number>): string {
  const key = wanted.toLowerCase();
  let name = wanted;
  for (let i = (taken.get(key) ?? 0) + 1; taken.has(name.toLowerCase()); i++) {
    const suffix = ` (${i})`;
    name = wanted.slice(0, LONGEST_NAME - suffix.length) + suffix;
    taken.set(key, i);
  }
  taken.set(name.toLowerCase(), 1);
  return name;
}
