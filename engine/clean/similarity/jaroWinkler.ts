/** Weight of a common beginning, and how many of its characters count. */
const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;
const LONGEST_TEXT = 200;
/** Characters whose places fit into one whole number. */
const LONGEST_IN_BITS = 31;

/**
 * Likeness of two texts from 0 (nothing in common) to 1 (equal): Jaro's measure, raised for a common beginning. Texts are compared up to 200
 * characters.
 * Source: Winkler (1990), String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage.
 */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroSimilarity(a.slice(0, LONGEST_TEXT), b.slice(0, LONGEST_TEXT));
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  return Math.max(a.length, b.length) <= LONGEST_IN_BITS ? jaroInBits(a, b) : jaroInLists(a, b);
}

function jaroInLists(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const isTaken = new Uint8Array(b.length);
  const common: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const last = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (isTaken[j] === 1 || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      isTaken[j] = 1;
      common.push(a.charCodeAt(i));
      break;
    }
  }
  if (common.length === 0) return 0;
  let [at, moved] = [0, 0];
  for (let j = 0; j < b.length; j++) if (isTaken[j] === 1 && b.charCodeAt(j) !== common[at++]) moved++;
  const m = common.length;
  return (m / a.length + m / b.length + (m - moved / 2) / m) / 3;
}

/** The same for short texts, with the places of common characters as bits: nothing is allocated where millions of names are compared. */
function jaroInBits(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  let [inA, inB, m] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const last = Math.min(b.length - 1, i + reach);
    const character = a.charCodeAt(i);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if ((inB >>> j) & 1 || b.charCodeAt(j) !== character) continue;
      inA |= 1 << i;
      inB |= 1 << j;
      m++;
      break;
    }
  }
  if (m === 0) return 0;
  let [i, moved] = [0, 0];
  for (let j = 0; j < b.length; j++) {
    if (((inB >>> j) & 1) === 0) continue;
    while (((inA >>> i) & 1) === 0) i++;
    if (a.charCodeAt(i++) !== b.charCodeAt(j)) moved++;
  }
  return (m / a.length + m / b.length + (m - moved / 2) / m) / 3;
}
