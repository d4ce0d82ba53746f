import { note, type Note } from '#shared/notes';
import type { Override } from '#shared/recipe';
import { TIERS } from '#shared/results';
import type { Imported } from '../../import/Imported.ts';
import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { groupAfter } from '../edits/followSteps.ts';
import type { EditStep } from '../edits/EditableGrouping.ts';
import { rowsOfKeys } from './customerKey.ts';
import type { SetByHand } from './SetByHand.ts';

export interface FoundOverrides {
  /** [nRows] with the segments set by hand; the labels given where none is. */
  readonly labels: Int32Array;
  /** Ascending by row; of tiers `was` is what it was set to until the rule is applied. */
  readonly byHand: readonly SetByHand[];
  readonly notes: readonly Note[];
}
interface Groups {
  readonly labels: Int32Array;
  readonly groups: readonly number[];
  readonly steps: readonly EditStep[];
}

/**
 * Finds the customers that a person decided about, and lays their segments over the labels. A decision about a customer who is not in the
 * file, or for a group that is not there, is counted in a note.
 */
export function findOverrides(
  imported: Imported,
  overrides: readonly Override[],
  { labels, groups, steps }: Groups,
  x: Matrix,
): FoundOverrides {
  const rows = rowsOfKeys(imported, new Set(overrides.map(({ customer }) => customer)));
  const byHand: SetByHand[] = [];
  const counted = { missing: 0, shared: 0, sharedRows: 0, noGroup: 0 };
  for (const { customer, what, to, reason, by } of overrides) {
    const own = rows.get(customer) ?? [];
    if (own.length === 0) counted.missing++;
    if (own.length > 1) [counted.shared, counted.sharedRows] = [counted.shared + 1, counted.sharedRows + own.length];
    for (const row of own) {
      const wanted = what === 'tier' ? TIERS.indexOf(to) : groups.indexOf(groupAfter(Number(to), steps, x, row));
      if (wanted < 0) counted.noGroup++;
      else byHand.push({ row, customer, what, to: wanted, was: what === 'tier' ? wanted : labels[row], reason, by });
    }
  }
  byHand.sort((a, b) => a.row - b.row || (a.what < b.what ? -1 : 1));
  return { labels: laidOver(labels, byHand), byHand, notes: notesOf(counted, overrides.length) };
}

function laidOver(labels: Int32Array, byHand: readonly SetByHand[]): Int32Array {
  const segments = byHand.filter(({ what }) => what === 'segment');
  if (segments.length === 0) return labels;
  const changed = sharedInt32(labels.length);
  changed.set(labels);
  for (const { row, to } of segments) changed[row] = to;
  return changed;
}

function notesOf(
  { missing, shared, sharedRows, noGroup }: { missing: number; shared: number; sharedRows: number; noGroup: number },
  of: number,
): Note[] {
  const notes: Note[] = [];
  if (missing > 0) notes.push(note('overrides.notFound', { n: missing, of }));
  if (shared > 0) notes.push(note('overrides.shared', { n: shared, rows: sharedRows }));
  if (noGroup > 0) notes.push(note('overrides.noGroup', { n: noGroup }));
  return notes;
}
