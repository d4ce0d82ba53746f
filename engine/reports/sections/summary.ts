import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import { shownSegments } from '#shared/segmentCounts';
import { segmentBarsScene } from '../charts/segmentBars.ts';
import type { Block, DataTable, KeyFigure, Section } from '../document.ts';
import type { ReportInput } from '../ReportInput.ts';
import { customers, cutText, segmentCell, tierCell, type ReportContext } from './ReportContext.ts';

/** The answer: how many segments, who is at risk, and one row per segment. */
export function summarySection(context: ReportContext): Section {
  const { segmentation } = context.input;
  const table = segmentsTable(context);
  const blocks: Block[] = [{ kind: 'keyFigures', items: keyFigures(context) }];
  const tiers = segmentation.tiers.map(tier => tier.tier);
  const hasTiers = tiers.some(tier => tier !== 'None');
  blocks.push({
    kind: 'figure',
    figure: {
      id: 'figure-segments',
      title: hasTiers ? 'Segments by size and risk tier' : 'Segments by size',
      caption: `Each bar is a segment, as long as it has customers${hasTiers ? '; its parts are the risk tiers' : ''}. ${customers(context)}.`,
      description: segmentation.segments
        .map(segment => `${segment.name}: ${formatThings(segment.size, 'customer')}, ${formatPercent(segment.share)}`)
        .join('. '),
      scene: segmentBarsScene(context.fonts, segmentation.segments, context.labels, tiers),
      table: tierCountsTable(context),
    },
  });
  blocks.push({ kind: 'table', table });
  const { scoring } = context.input;
  if (scoring) blocks.push({ kind: 'heading', text: 'Scores' }, { kind: 'paragraph', text: scoreFinding(scoring) });
  return { id: 'summary', title: 'Summary', headline: headline(context), blocks };
}

/** The scores in two sentences; their own section says the rest. */
function scoreFinding({ result, segments }: NonNullable<ReportInput['scoring']>): string {
  return segments.segments.length === 0 ? result.headline : `${result.headline} ${cutText(segments.sentence, 600)}`;
}

function headline(context: ReportContext): string {
  const { segments } = context.input.segmentation;
  const largest = segments[0];
  const riskiest = segments.reduce((most, segment) => (segment.meanScore > most.meanScore ? segment : most), largest);
  const first = `${largest.name} is the largest segment with ${formatPercent(largest.share)} of the customers`;
  if (riskiest.tier === 'None') return `${first}.`;
  return `${first}; ${riskiest === largest ? 'it also' : riskiest.name} has the highest mean risk score, ${formatFixed(riskiest.meanScore, 1)} of 100.`;
}

function keyFigures(context: ReportContext): KeyFigure[] {
  const { segmentation, import: report } = context.input;
  const { silhouette } = segmentation;
  const figures: KeyFigure[] = [
    {
      label: 'Customers',
      value: formatCount(segmentation.nCustomers),
      detail: `from ${formatThings(report.rows.read, 'row')} read`,
    },
    { label: 'Segments', value: formatCount(shownSegments(segmentation)), detail: `chosen by ${choiceWords(context)}` },
  ];
  for (const tier of segmentation.tiers.filter(one => one.tier === 'High' || one.tier === 'Medium')) {
    figures.push({
      label: `${tier.tier} risk`,
      value: formatCount(tier.size),
      detail: `${formatPercent(tier.share)} of customers`,
    });
  }
  figures.push({
    label: 'Silhouette',
    value: formatFixed(silhouette.value, 3),
    detail: `95 % interval ${formatFixed(silhouette.low, 3)} to ${formatFixed(silhouette.high, 3)}`,
  });
  return figures;
}

function choiceWords(context: ReportContext): string {
  const { chosenBy } = context.input.segmentation;
  if (chosenBy === 'itself') return 'the method itself';
  return chosenBy === 'evidence' ? 'evidence' : 'the user';
}

function segmentsTable(context: ReportContext): DataTable {
  const { segments, tiers } = context.input.segmentation;
  const hasTiers = tiers.some(tier => tier.tier !== 'None');
  return {
    id: 'segments',
    title: 'Segments',
    n: customers(context),
    columns: [
      { header: 'Segment', align: 'left', grow: 1.4 },
      ...(hasTiers ? [{ header: 'Risk tier', align: 'left' as const }] : []),
      { header: 'Customers', align: 'right' },
      { header: 'Share', align: 'right' },
      ...(hasTiers ? [{ header: 'Mean score', align: 'right' as const }] : []),
      { header: 'What sets it apart', align: 'left', grow: 4 },
    ],
    rows: segments.map(segment => [
      segmentCell(context, segment),
      ...(hasTiers ? [tierCell(segment.tier)] : []),
      segment.setByHand === undefined
        ? formatCount(segment.size)
        : `${formatCount(segment.size)} (${formatCount(segment.setByHand)} by hand)`,
      formatPercent(segment.share),
      ...(hasTiers ? [formatFixed(segment.meanScore, 1)] : []),
      segment.sentence,
    ]),
  };
}

function tierCountsTable(context: ReportContext): DataTable {
  const { segmentation } = context.input;
  const tiers = segmentation.tiers.map(tier => tier.tier);
  return {
    id: 'segment-tiers',
    title: 'Customers by segment and risk tier (a rule, not a model)',
    n: customers(context),
    columns: [
      { header: 'Segment', align: 'left', grow: 2 },
      ...tiers.map(tier => ({ header: tier === 'None' ? 'No tier' : tier, align: 'right' as const })),
      { header: 'Customers', align: 'right' },
      { header: 'Share', align: 'right' },
    ],
    rows: segmentation.segments.map(segment => [
      segmentCell(context, segment),
      ...tiers.map(tier => formatCount(segment.tierCounts[tier])),
      formatCount(segment.size),
      formatPercent(segment.share),
    ]),
  };
}
