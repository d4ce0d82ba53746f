import { formatCount, formatFixed, formatNumber, formatThings } from '#shared/format';
import type { SegmentSummary } from '#shared/results';
import { stabilityBarsScene } from '../charts/stabilityBars.ts';
import type { Block, Figure } from '../document.ts';
import { customers, type ReportContext } from './ReportContext.ts';

/** Whether there are groups at all, how that was found, and which segments come back on samples. */
export function structureBlocks(context: ReportContext): Block[] {
  const { gap, stability, segments } = context.input.segmentation;
  const blocks: Block[] = [];
  if (gap) {
    const on = gap.sampled ? `a sample of ${formatThings(gap.n, 'customer')}, seed ${gap.seed}` : 'all customers';
    blocks.push({
      kind: 'paragraph',
      text: `The gap statistic compares ${on} with ${formatCount(gap.references)} sets spread evenly over the same space; by its rule of one standard error it prefers ${gap.prefers} (the gap of one segment is ${formatNumber(gap.one.gap)}).`,
    });
  }
  if (!stability) return blocks;
  blocks.push({
    kind: 'paragraph',
    text: `Segmented again on ${formatCount(stability.refits)} bootstrap samples of ${formatThings(stability.n, 'customer')} (seed ${stability.seed}), the customers come into the same segments to ${formatFixed(stability.value, 2)} of 1 (adjusted Rand index; 95 % of the samples ${formatFixed(stability.low, 2)} to ${formatFixed(stability.high, 2)}).`,
  });
  const known = segments.filter(segment => segment.stability !== null && segment.stability !== undefined);
  if (known.length > 0) blocks.push({ kind: 'figure', figure: stabilityFigure(context, known) });
  return blocks;
}

function stabilityFigure(context: ReportContext, known: readonly SegmentSummary[]): Figure {
  const { segments } = context.input.segmentation;
  const labels = known.map(segment => context.labels[segments.indexOf(segment)]);
  const bars = known.map(({ stability }) => ({ value: stability?.value ?? 0, word: stability?.word ?? '' }));
  return {
    id: 'figure-stability',
    title: 'How much of each segment comes back on samples',
    caption:
      'Mean Jaccard similarity to the segment most like it; from 0.75 a segment is stable, below 0.6 it dissolves.',
    description: 'One bar for each segment; the table gives the numbers.',
    scene: stabilityBarsScene(context.fonts, bars, labels),
    table: {
      id: 'stability',
      title: 'Stability of the segments',
      n: customers(context),
      columns: [
        { header: 'Segment', align: 'left', grow: 3 },
        { header: 'Mean Jaccard similarity', align: 'right' },
        { header: 'In words', align: 'left' },
      ],
      rows: known.map(({ id, name }, i) => [`${id} ${name}`, formatFixed(bars[i].value, 2), bars[i].word]),
    },
  };
}
