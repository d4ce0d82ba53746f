import { formatCount, formatPercent } from '#shared/format';
import { BANDS } from '#shared/scoring/bands';
import type { Block, Cell, DataTable } from '../../document.ts';
import { asMoney, asShare, intervalText, nCustomers } from '../../scores/measureWords.ts';
import { cutText, segmentCell } from '../ReportContext.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** Which segments the events are expected in and what that costs. */
export function segmentBlocks(context: ScoreContext): Block[] {
  const { segments, sentence } = context.segmentScores;
  if (segments.length === 0) return [];
  return [
    { kind: 'heading', text: 'Scores by segment' },
    { kind: 'paragraph', text: cutText(sentence, 600) },
    { kind: 'table', table: expectedTable(context) },
    { kind: 'table', table: costTable(context) },
    { kind: 'table', table: bandsBySegmentTable(context) },
  ];
}

function nameCell(context: ScoreContext, segment: { readonly id: number; readonly name: string }): Cell {
  return segmentCell(context, { ...segment, position: 0, size: 0 });
}

function expectedTable(context: ScoreContext): DataTable {
  return {
    id: 'score-segments',
    title: 'Expected and observed events by segment',
    n: nCustomers(context.result.nCustomers),
    columns: [
      left('Segment', 2),
      right('Customers'),
      right('Mean probability'),
      right('Expected events'),
      right('Had the event'),
      right('95 % interval'),
      right('n'),
    ],
    rows: context.segmentScores.segments.map(segment => [
      nameCell(context, segment),
      formatCount(segment.n),
      formatPercent(segment.meanScore),
      formatCount(segment.expectedEvents),
      segment.rate ? formatPercent(segment.rate.value) : '–',
      segment.rate ? intervalText(segment.rate, asShare) : '–',
      formatCount(segment.known),
    ]),
  };
}

/** Sums of probabilities times money; they are of these customers and have no interval. */
function costTable(context: ScoreContext): DataTable {
  const { segments, exposure } = context.segmentScores;
  const loss = (value: number | null) => (value === null ? '–' : asMoney(value));
  const of = exposure === null ? '' : `; the loss is the sum of probability × ${cutText(exposure, 80)}`;
  return {
    id: 'score-segment-costs',
    title: `What it costs and what acting would bring, as expected from the scores${of}`,
    n: nCustomers(context.result.nCustomers),
    columns: [
      left('Segment', 2),
      right('Customers'),
      right('At or above the threshold'),
      ...(exposure === null ? [] : [right('Expected loss')]),
      right('Expected net of acting'),
    ],
    rows: segments.map(segment => [
      nameCell(context, segment),
      formatCount(segment.n),
      formatCount(segment.nAbove),
      ...(exposure === null ? [] : [loss(segment.expectedLoss)]),
      asMoney(segment.expectedNet),
    ]),
  };
}

function bandsBySegmentTable(context: ScoreContext): DataTable {
  return {
    id: 'score-segment-bands',
    title: 'Customers by segment and band of the score',
    n: nCustomers(context.result.nCustomers),
    columns: [left('Segment', 2), ...BANDS.map(band => right(band)), right('Customers')],
    rows: context.segmentScores.segments.map(segment => [
      nameCell(context, segment),
      ...segment.bands.map(count => `${formatCount(count)} (${formatPercent(count / segment.n, 0)})`),
      formatCount(segment.n),
    ]),
  };
}
