import { formatCount, formatFixed, formatPercent, formatQuantity, formatThings } from '#shared/format';
import type { Difference, SegmentSummary } from '#shared/results';
import { effectWords } from '#shared/text/effectWords';
import type { Block, DataTable, Section } from '../document.ts';
import type { TypicalCustomer } from '#shared/explanation';
import { cutText, segmentCell, traitName, type ReportContext } from './ReportContext.ts';

/** Each segment on its own: its sentence, its differences with intervals, customers typical of it. */
export function segmentsSection(context: ReportContext): Section {
  const { segments } = context.input.segmentation;
  const blocks = segments.flatMap((segment, position) => segmentBlocks(context, segment, position));
  const largest = segments[0];
  const headline = `${formatThings(segments.length, 'segment')}, the largest first; ${largest.name} holds ${formatPercent(largest.share)} of the customers.`;
  return { id: 'segments', title: 'The segments one by one', headline, blocks };
}

function segmentBlocks(context: ReportContext, segment: SegmentSummary, position: number): Block[] {
  const blocks: Block[] = [
    { kind: 'heading', text: `${segment.id} ${segment.name}`, chip: segmentCell(context, segment).chip },
    { kind: 'paragraph', text: segment.sentence },
  ];
  if (segment.tier !== 'None') blocks.push({ kind: 'paragraph', text: segment.tierSentence });
  if (segment.differences.length > 0) blocks.push({ kind: 'table', table: differencesTable(segment) });
  const typical = context.input.typicalCustomers?.[position] ?? [];
  if (typical.length > 0) blocks.push({ kind: 'table', table: typicalTable(segment, typical) });
  return blocks;
}

function differencesTable(segment: SegmentSummary): DataTable {
  return {
    id: `differences-${segment.id}`,
    title: 'Largest differences from the whole book',
    n: `n = ${formatThings(segment.size, 'customer')}`,
    columns: [
      { header: 'Trait', align: 'left', grow: 3 },
      { header: 'Segment', align: 'right' },
      { header: '95 % interval', align: 'right', grow: 1.4 },
      { header: 'Whole book', align: 'right' },
      { header: 'Effect', align: 'right', grow: 1.6 },
    ],
    rows: segment.differences.map(difference => [
      traitName(difference),
      formatQuantity(difference.segmentValue, difference.unit),
      intervalWords(difference),
      formatQuantity(difference.bookValue, difference.unit),
      effectCell(difference),
    ]),
  };
}

/** Projects of earlier versions have no interval of the effect. */
function effectCell({ effect, effectLow: low, effectHigh: high }: Difference): string {
  return low === undefined || high === undefined ? signed(effect) : effectWords({ effect, low, high });
}

function intervalWords(difference: Difference): string {
  const { low, high, unit } = difference;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return '–';
  return `${formatQuantity(low, unit)} to ${formatQuantity(high, unit)}`;
}

export function signed(effect: number): string {
  if (!Number.isFinite(effect)) return '–';
  const text = formatFixed(Math.abs(effect), 2);
  if (text === '0.00') return text;
  return `${effect > 0 ? '+' : '−'}${text}`;
}

function typicalTable(segment: SegmentSummary, typical: readonly TypicalCustomer[]): DataTable {
  const columns = typical[0].values.map(value => value.column);
  return {
    id: `typical-${segment.id}`,
    title: 'Customers nearest to the centre',
    n: `n = ${formatCount(typical.length)} of ${formatThings(segment.size, 'customer')}`,
    columns: [
      { header: typical[0].idColumn ?? 'Customer', align: 'left' },
      ...columns.map(column => ({ header: column, align: 'left' as const })),
    ],
    rows: typical.map(customer => [customer.id, ...customer.values.map(value => cutText(value.text, 60))]),
  };
}
