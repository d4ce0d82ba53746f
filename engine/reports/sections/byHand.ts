import { formatCount, formatThings } from '#shared/format';
import type { HandDecision } from '#shared/results';
import type { Block, DataTable, Section } from '../document.ts';
import { cutText, type ReportContext } from './ReportContext.ts';

/** Decisions printed; all of them are in the exported customers. */
const MOST_PRINTED = 200;

/** What people changed about segments and tiers, with their reasons; no section where they changed nothing. */
export function byHandSection({ input: { segmentation, decisions = [] } }: ReportContext): Section | null {
  const { byHand } = segmentation;
  if (!byHand && decisions.length === 0) return null;
  const blocks: Block[] = [];
  if (byHand) {
    blocks.push({ kind: 'paragraph', text: byHand.text });
    blocks.push({ kind: 'table', table: changesTable(byHand.changes) });
  }
  if (decisions.length > 0) blocks.push({ kind: 'table', table: decisionsTable(decisions) });
  if (decisions.length > MOST_PRINTED)
    blocks.push({
      kind: 'paragraph',
      text: `The first ${formatCount(MOST_PRINTED)} of ${formatCount(decisions.length)}; all are in the exported customers.`,
    });
  const counted = [
    byHand ? formatThings(byHand.changes.length, 'merge or split', 'merges and splits') : '',
    decisions.length > 0
      ? `${formatThings(decisions.length, 'segment or tier', 'segments and tiers')} of customers`
      : '',
  ];
  const headline = `Changed by hand: ${counted.filter(Boolean).join('; ')}.`;
  return { id: 'by-hand', title: 'What was changed by hand', headline, blocks };
}

function changesTable(changes: NonNullable<ReportContext['input']['segmentation']['byHand']>['changes']): DataTable {
  return {
    id: 'segment-changes',
    title: 'Segments merged and split',
    n: `n = ${formatThings(changes.length, 'change')}`,
    columns: [
      { header: 'Change', align: 'left', grow: 3 },
      { header: 'Reason', align: 'left', grow: 3 },
      { header: 'By', align: 'left' },
    ],
    rows: changes.map(({ text, reason, by, isMade }) => [
      isMade ? text : `${text} (not possible on this data)`,
      cutText(reason),
      by,
    ]),
  };
}

function decisionsTable(decisions: readonly HandDecision[]): DataTable {
  const shown = decisions.slice(0, MOST_PRINTED);
  return {
    id: 'hand-decisions',
    title: 'Customers set by hand',
    n: `n = ${formatThings(decisions.length, 'decision')}`,
    columns: [
      { header: 'Customer', align: 'left' },
      { header: 'What', align: 'left' },
      { header: 'Set to', align: 'left' },
      { header: 'Otherwise', align: 'left' },
      { header: 'Reason', align: 'left', grow: 2 },
      { header: 'By', align: 'left' },
    ],
    rows: shown.map(one => [
      one.customer,
      one.what === 'tier' ? 'Tier' : 'Segment',
      one.to,
      one.was,
      cutText(one.reason),
      one.by,
    ]),
  };
}
