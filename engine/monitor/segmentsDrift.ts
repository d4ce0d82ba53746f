import { formatPercent } from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
import type { SegmentsReference } from '#shared/monitor/reference';
import type { SegmentsDrift } from '#shared/monitor/result';
import { isBeyondChance, shareChange } from './changes.ts';
import { indexWords } from './columnJudgement.ts';
import { countsTest } from './countsTest.ts';
import { lightOf } from './lights.ts';
import { stabilityIndex } from './stabilityIndex.ts';

/**
 * How large each segment is now beside development.
 * @param sizes customers of the later file by position of the segment; those in no segment are not among them
 */
export function segmentsDrift(
  { segments }: SegmentsReference,
  sizes: readonly number[],
  rule: Monitoring,
): SegmentsDrift {
  const before = segments.map(({ size }) => size);
  const n = before.reduce((sum, size) => sum + size, 0);
  const m = sizes.reduce((sum, size) => sum + size, 0);
  const index = stabilityIndex(before, sizes);
  const changes = segments.map(({ id, name, size }, i) => ({
    id,
    name,
    ...shareChange({ hits: size, n }, { hits: sizes[i], n: m }),
  }));
  const isChanged = index !== null && index.pValue < rule.significance;
  const light = isChanged ? lightOf(index.value, rule.psi) : 'green';
  const parts = { segments: changes, index, chiSquare: countsTest(before, sizes), light };
  return { ...parts, sentence: segmentsSentence(parts) };
}

function segmentsSentence({ segments, index, light }: Omit<SegmentsDrift, 'sentence'>): string {
  if (!index) return 'All customers are in one segment, as before.';
  const moved = segments
    .filter(({ change }) => isBeyondChance(change))
    .sort((a, b) => Math.abs(b.change.value) - Math.abs(a.change.value));
  const words = indexWords(index);
  if (moved.length === 0) return `The sizes of the segments have not changed clearly: ${words}.`;
  const [{ name, before, now, change }] = moved;
  const most = `“${name}” ${change.value > 0 ? 'grew' : 'shrank'} from ${formatPercent(before.value)} to ${formatPercent(now.value)} of customers`;
  if (light === 'green') return `The sizes of the segments have changed little: ${words}; ${most}.`;
  return `The sizes of the segments have changed${light === 'red' ? ' much' : ''}: ${words}; ${most}.`;
}
