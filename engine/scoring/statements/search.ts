import type { Run } from '../../jobs/Run.ts';
import { pause } from '../../jobs/pause.ts';
import { shareRatio, shareZ, twoSidedP, type Share } from '../rates.ts';
import type { Candidate } from './conditions.ts';

/** Customers that meet one condition or two, as they were found. */
export interface Group {
  readonly parts: readonly Candidate[];
  readonly direction: 'more' | 'less';
}
interface Found extends Group {
  readonly bits: Uint32Array;
  readonly share: Share;
  readonly z: number;
}

const ALPHA = 0.05;
/** Single conditions that pairs are made of, the most telling first. */
const MOST_PAIRED = 300;
/** A group that most customers belong to is better spoken of by who does not. */
const MOST_OF_ALL = 0.5;
/** Groups of each direction that are tried again. */
const MOST_KEPT = 10;
/** Groups whose interval is computed, most telling first. */
const MOST_RANKED = 400;
/** Customers in both of two groups over those in either, from which they are the same group. */
const SAME = 0.5;
/** A second condition must be worth it: so many standard deviations within each of the two alone. */
const WORTH = 3;

/**
 * The strongest groups, no two of them mostly the same customers and no two on the same columns in one direction.
 * @param y [nRows] 1 event
 * @returns `nTried`: all groups that were compared. Cost: O(conditions² · rows / 32).
 */
export async function searchGroups(
  candidates: readonly Candidate[],
  y: Uint8Array,
  minRows: number,
  run: Run,
): Promise<{ groups: Group[]; nTried: number }> {
  const events = toBits(y);
  const all: Share = { n: y.length, hits: countBits(events) };
  const singles = candidates.map(candidate => measured([candidate], toBits(candidate.meets), events, all));
  const paired = [...singles.keys()].sort((a, b) => Math.abs(singles[b].z) - Math.abs(singles[a].z) || a - b);
  const used = paired.slice(0, MOST_PAIRED).map(i => singles[i]);
  const most = MOST_OF_ALL * y.length;
  const found = singles.filter(({ share }) => share.n <= most);
  const bits = new Uint32Array(events.length);
  let nPairs = 0;
  for (const [i, a] of used.entries()) {
    run.progress(i, used.length, 'Looking for statements');
    await pause(run);
    for (const b of used.slice(i + 1)) {
      if (a.parts[0].column === b.parts[0].column) continue;
      const share = intersect(a.bits, b.bits, events, bits);
      if (share.n < minRows || share.n > most) continue;
      nPairs++;
      if (isWorthIt(share, a.share, b.share)) found.push(measured([a.parts[0], b.parts[0]], bits.slice(), events, all));
    }
  }
  const nTried = candidates.length + nPairs;
  return { groups: chosen(passing(found, nTried), all), nTried };
}

function measured(parts: readonly Candidate[], bits: Uint32Array, events: Uint32Array, all: Share): Found {
  const share = intersect(bits, bits, events, null);
  const z = shareZ(share, rest(share, all));
  return { parts, bits, share, z, direction: z > 0 ? 'more' : 'less' };
}

function rest(part: Share, whole: Share): Share {
  return { n: whole.n - part.n, hits: whole.hits - part.hits };
}

/** Both together against what is left of each alone, in the same direction. */
function isWorthIt(both: Share, a: Share, b: Share): boolean {
  if (a.n === both.n || b.n === both.n) return false;
  const againstA = shareZ(both, rest(both, a));
  const againstB = shareZ(both, rest(both, b));
  return (againstA >= WORTH && againstB >= WORTH) || (againstA <= -WORTH && againstB <= -WORTH);
}

/** Benjamini and Hochberg: the largest set of which at most so large a share is expected to be chance, of all that were tried. */
function passing(found: readonly Found[], nTried: number): Found[] {
  const order = [...found].sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  let last = 0;
  for (const [i, { z }] of order.entries()) if (twoSidedP(z) <= (ALPHA * (i + 1)) / nTried) last = i + 1;
  return order.slice(0, last);
}

function chosen(found: readonly Found[], all: Share): Group[] {
  return (['more', 'less'] as const).flatMap(direction => {
    const ranked = found
      .filter(group => group.direction === direction)
      .slice(0, MOST_RANKED)
      .map(group => {
        const { low, high } = shareRatio(group.share, rest(group.share, all));
        return { group, strength: direction === 'more' ? low : 1 / high };
      })
      .sort((a, b) => b.strength - a.strength);
    const kept: Found[] = [];
    for (const { group } of ranked)
      if (kept.length < MOST_KEPT && !kept.some(other => isRepeat(group, other))) kept.push(group);
    return kept.map(({ parts }) => ({ parts, direction }));
  });
}

function isRepeat(a: Found, b: Found): boolean {
  const columns = (group: Found) =>
    group.parts
      .map(({ column }) => column)
      .sort()
      .join('\n');
  if (columns(a) === columns(b)) return true;
  let both = 0;
  for (let i = 0; i < a.bits.length; i++) both += bitCount(a.bits[i] & b.bits[i]);
  return both / (a.share.n + b.share.n - both) >= SAME;
}

function toBits(flags: Uint8Array): Uint32Array {
  const bits = new Uint32Array(Math.ceil(flags.length / 32));
  for (let i = 0; i < flags.length; i++) if (flags[i] === 1) bits[i >>> 5] |= 1 << (i & 31);
  return bits;
}

/** @param into what both have, where it is wanted */
function intersect(a: Uint32Array, b: Uint32Array, events: Uint32Array, into: Uint32Array | null): Share {
  let [n, hits] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const both = a[i] & b[i];
    if (into) into[i] = both;
    n += bitCount(both);
    hits += bitCount(both & events[i]);
  }
  return { n, hits };
}

function countBits(bits: Uint32Array): number {
  return bits.reduce((sum, word) => sum + bitCount(word), 0);
}

function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
