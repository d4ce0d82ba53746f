import type { ClassifierReport, Drift, RuleList, SegmentPair } from '#shared/explanation';
import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import { effectWords } from '#shared/text/effectWords';
import type { Block, DataTable, Section } from '../document.ts';
import { cutText, segmentCell, traitName, type ReportContext } from './ReportContext.ts';

/** With more segments, only the pair that is hardest to tell apart is printed for each. */
const MOST_ALL_PAIRS = 8;
const MOST_PRINTED_SEPARATORS = 3;

/** How to recognise a segment: rules, what separates pairs, how well the segments are found again, their sizes over time. */
export function recogniseSection(context: ReportContext): Section | null {
  const { explanation } = context.input;
  if (!explanation) return null;
  const { rules, pairs, classifier, drift } = explanation;
  const blocks: Block[] = [
    { kind: 'paragraph', text: rules.method },
    { kind: 'table', table: rulesTable(context, rules) },
    ...pairBlocks(context, pairs),
    { kind: 'heading', text: 'How well the segments are found again' },
    { kind: 'paragraph', text: `${classifier.sentence} ${classifier.method}` },
    { kind: 'table', table: classifierTable(context, classifier) },
    ...(drift ? driftBlocks(context, drift) : []),
  ];
  return { id: 'recognise', title: 'How to recognise a segment', headline: rules.sentence, blocks };
}

function rulesTable(context: ReportContext, { segments, fidelity }: RuleList): DataTable {
  return {
    id: 'rules',
    title: 'Rules that tell the segments apart',
    n: `n = ${formatThings(fidelity.n, 'customer')}`,
    columns: [
      { header: 'Segment', align: 'left', grow: 1.4 },
      { header: 'Customers with', align: 'left', grow: 4 },
      { header: 'Customers', align: 'right' },
      { header: 'In the segment', align: 'right' },
      { header: 'Of the segment', align: 'right' },
    ],
    rows: segments.flatMap(({ segment, rules, sentence, isApart }) => {
      const head = segmentCell(context, context.labels[segment - 1]);
      if (rules.length === 0) return [[head, sentence, '–', '–', '–']];
      return rules.map((rule, i) => [
        head,
        cutText(isApart && i === 0 ? `${rule.text} (against all others together)` : rule.text, 400),
        formatCount(rule.n),
        formatPercent(rule.precision),
        formatPercent(rule.recall),
      ]);
    }),
  };
}

function pairBlocks(context: ReportContext, pairs: readonly SegmentPair[]): Block[] {
  if (pairs.length === 0) return [];
  const isShort = context.labels.length > MOST_ALL_PAIRS;
  const printed = isShort ? hardestPairs(pairs, context.labels.length) : pairs;
  return [
    {
      kind: 'table',
      table: {
        id: 'separators',
        title: isShort ? 'What separates each segment from the one most like it' : 'What separates two segments',
        n: `n = ${formatThings(context.input.segmentation.nCustomers, 'customer')}`,
        columns: [
          { header: 'Segments', align: 'left', grow: 1.6 },
          { header: 'They differ most in', align: 'left', grow: 4 },
          { header: 'Difference with 95 % interval', align: 'left', grow: 3 },
        ],
        rows: printed.map(({ a, b, separators, sentence }) => {
          const shown = separators.slice(0, MOST_PRINTED_SEPARATORS);
          return [
            `${a} ${context.labels[a - 1].name} and ${b} ${context.labels[b - 1].name}`,
            cutText(shown.length > 0 ? shown.map(({ text }) => text).join('; ') : sentence, 300),
            cutText(shown.map(one => `${traitName(one)} ${effectWords(one)}`).join('; ') || '–', 300),
          ];
        }),
      },
    },
  ];
}

/** For each segment the pair whose largest difference is smallest, each pair once. */
function hardestPairs(pairs: readonly SegmentPair[], nSegments: number): SegmentPair[] {
  const size = ({ separators }: SegmentPair) => Math.abs(separators[0]?.effect ?? 0);
  const chosen = new Set<SegmentPair>();
  for (let segment = 1; segment <= nSegments; segment++) {
    const own = pairs.filter(({ a, b }) => a === segment || b === segment);
    if (own.length > 0) chosen.add(own.reduce((least, pair) => (size(pair) < size(least) ? pair : least)));
  }
  return pairs.filter(pair => chosen.has(pair));
}

function classifierTable(context: ReportContext, { naiveBayes, nearestCentroid, n }: ClassifierReport): DataTable {
  const range = (share: { value: number; low: number; high: number }) =>
    `${formatPercent(share.value)} (${formatPercent(share.low)} to ${formatPercent(share.high)})`;
  return {
    id: 'classifier',
    title: 'Naive Bayes on customers it did not learn from',
    n: `n = ${formatThings(n, 'customer')}`,
    columns: [
      { header: 'Segment', align: 'left', grow: 1.6 },
      { header: 'Customers', align: 'right' },
      { header: 'Precision with 95 % interval', align: 'right', grow: 2 },
      { header: 'Recall with 95 % interval', align: 'right', grow: 2 },
      { header: 'F1', align: 'right' },
      { header: 'F1, nearest centroid', align: 'right' },
    ],
    rows: naiveBayes.segments.map((score, s) => [
      segmentCell(context, context.labels[s]),
      formatCount(score.n),
      range(score.precision),
      range(score.recall),
      formatFixed(score.f1, 3),
      formatFixed(nearestCentroid.segments[s].f1, 3),
    ]),
  };
}

function driftBlocks(context: ReportContext, drift: Drift): Block[] {
  const { periods, totals, shares, column } = drift;
  return [
    { kind: 'heading', text: 'Segments over time' },
    {
      kind: 'paragraph',
      text: drift.isJoining
        ? `${drift.sentence} These are the customers of this book by when they came; those who left are not among them.`
        : drift.sentence,
    },
    {
      kind: 'table',
      table: {
        id: 'drift',
        title: `Share of each segment by period of ${cutText(column)}`,
        n: `n = ${formatThings(
          totals.reduce((sum, n) => sum + n, 0),
          'customer',
        )}`,
        columns: [
          { header: 'Period', align: 'left' },
          { header: 'Customers', align: 'right' },
          ...context.labels.map(label => ({ header: segmentCell(context, label).text, align: 'right' as const })),
        ],
        rows: periods.map((period, p) => [
          period,
          formatCount(totals[p]),
          ...shares[p].map(({ value }) => formatPercent(value)),
        ]),
      },
    },
  ];
}
