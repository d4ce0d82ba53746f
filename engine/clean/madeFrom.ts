import type { FittedCleaning } from '../import/Cleaning.ts';

/** The columns of the file that these are or are made from by cleaning steps. */
export function madeFrom(names: ReadonlySet<string>, cleaning: FittedCleaning | undefined): Set<string> {
  let wanted = new Set(names);
  // The last step first: what it is made from may itself be made by a step before it.
  for (const { name, from } of [...(cleaning?.made ?? [])].reverse()) {
    if (!wanted.has(name)) continue;
    wanted = new Set([...wanted].filter(known => known !== name));
    for (const source of from) wanted.add(source);
  }
  return wanted;
}
