import { formatCount, formatNumber, formatThings } from '#shared/format';
import type { TierTransitions } from '#shared/contract/tiers';
import type { Block, DataTable } from '../document.ts';
import { tierCell, type ReportContext } from './ReportContext.ts';

/** Who moved between tiers, where that was asked for. */
export function transitionBlocks({ input: { transitions } }: ReportContext): Block[] {
  if (!transitions) return [];
  const { onlyBefore, onlyNow, repeated } = transitions;
  const account = `Matched by identifier: ${formatCount(onlyNow)} only now, ${formatCount(onlyBefore)} only before, ${formatThings(repeated, 'row')} with a repeated identifier left aside.`;
  return [
    { kind: 'heading', text: 'Movement between tiers (a rule, not a model)' },
    { kind: 'paragraph', text: `${transitions.sentence} ${account}` },
    { kind: 'table', table: fromToTable(transitions) },
    { kind: 'table', table: movesTable(transitions) },
  ];
}

function inBoth({ up, down, same }: TierTransitions): string {
  return `n = ${formatThings(up + down + same, 'customer')}`;
}

function fromToTable(found: TierTransitions): DataTable {
  const { tiers, counts, exposure } = found;
  return {
    id: 'tier-transitions',
    title: `From the tier before (rows) to the tier of now${exposure ? `, with the sum of ${exposure.column}` : ''}`,
    n: inBoth(found),
    columns: [
      { header: 'Before', align: 'left' },
      ...tiers.map(tier => ({ header: `${tier} now`, align: 'right' as const })),
    ],
    rows: tiers.map((from, i) => [
      tierCell(from),
      ...tiers.map((_to, j) => {
        const count = formatCount(counts[i][j]);
        return exposure ? `${count} (${formatNumber(exposure.sums[i][j], 4)})` : count;
      }),
    ]),
  };
}

function movesTable(found: TierTransitions): DataTable {
  return {
    id: 'tier-moves',
    title: 'Movement by segment of now',
    n: inBoth(found),
    columns: [
      { header: 'Segment', align: 'left', grow: 3 },
      { header: 'Moved up', align: 'right' },
      { header: 'Moved down', align: 'right' },
      { header: 'Unchanged', align: 'right' },
    ],
    rows: found.segments.map(({ id, name, up, down, same }) => [
      `${id} ${name}`,
      formatCount(up),
      formatCount(down),
      formatCount(same),
    ]),
  };
}
