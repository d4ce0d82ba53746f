import { formatCount, formatThings } from '#shared/format';
import { outcomesByRow, type KnownOutcomes } from '../feedback/KnownOutcomes.ts';
import { layOutcomes, type LaidOutcomes } from '../feedback/layOutcomes.ts';
import type { Imported } from '../import/Imported.ts';
import type { LaterScores } from '../monitor/scoreDrift.ts';
import { observedDays } from '../scoring/outcomeWindow.ts';
import type { ScoringBase } from '../scoring/Scored.ts';
import { findColumn } from '../table/Column.ts';
import { planAt } from './planAt.ts';

type Asked = Pick<ScoringBase, 'plan' | 'target'>;

/** The outcomes of customers with what feedback knows of them; null where it knows nothing of any. */
export function fedOutcomes(
  y: ArrayLike<number>,
  known: KnownOutcomes,
  imported: Imported,
  { plan, target }: Asked,
  { referenceDay, fillsGaps }: { readonly referenceDay: number; readonly fillsGaps: boolean },
): LaidOutcomes | null {
  const { observed } = plan;
  const isKnown = observed && ('day' in observed || findColumn(imported.table, observed.column)?.kind === 'date');
  const window =
    target.window && isKnown
      ? { observed: observedDays(observed, imported.table), months: target.window.outcomeMonths }
      : null;
  const laid = layOutcomes(y, outcomesByRow(known, imported), { referenceDay, window, fillsGaps });
  return laid.n + laid.nBefore > 0 ? laid : null;
}

/**
 * Scores of a later file with what feedback knows of its customers, and that in words. Where a window begins on one day for all, it begins on the reference
 * day of that file.
 */
export function feedScores(
  scores: LaterScores,
  known: KnownOutcomes,
  imported: Imported,
  { plan, target }: Asked,
  referenceDay: number,
): { scores: LaterScores; words: string | null } {
  const asked = { plan: planAt(plan, referenceDay), target };
  const laid = fedOutcomes(scores.y, known, imported, asked, { referenceDay, fillsGaps: false });
  if (!laid) return { scores, words: null };
  return { scores: { ...scores, y: laid.y }, words: fedWords(laid, known.words) };
}

/** "Outcomes of 120 customers are from feedback of 2026-09-30: 100 were not known before, 3 were known otherwise." */
export function fedWords({ n, filled, changed, nBefore }: LaidOutcomes, words: string): string {
  const late =
    nBefore > 0
      ? ` ${formatThings(nBefore, 'outcome')} from before the file, or of a window that is not over, ${nBefore === 1 ? 'does' : 'do'} not count.`
      : '';
  return `Outcomes of ${formatThings(n, 'customer')} are from ${words}: ${formatCount(filled)} ${filled === 1 ? 'was' : 'were'} not known before, and ${formatCount(changed)} ${changed === 1 ? 'was' : 'were'} known otherwise.${late}`;
}
