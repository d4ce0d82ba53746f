import { formatCompact, formatCount, formatDate, formatNumber, formatThings, listSome } from '#shared/format';
import type { Distribution } from '#shared/results';
import { numberBySegmentScene } from '../charts/numberBySegment.ts';
import type { Block, DataTable, Section } from '../document.ts';
import { segmentCell, type ReportContext } from './ReportContext.ts';

const FIGURES_DRAWN = 40;

/** Means with intervals and the spread of every numeric column. */
export function numbersSection(context: ReportContext): Section | null {
  const { distributions } = context.input;
  if (distributions.length === 0) return null;
  const left = distributions.slice(FIGURES_DRAWN).map(distribution => distribution.column);
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: 'A bar is the mean of a segment with its 95 % interval (for dates a square); the dashed line is the whole book. On the right, the share of each segment by value, with the whole book as the grey outline; under it a box from the quarter to the three quarters with the median, and whiskers to the last values within 1.5 times its width.',
    },
  ];
  distributions
    .slice(0, FIGURES_DRAWN)
    .forEach((distribution, i) => blocks.push(figureBlock(context, distribution, i)));
  if (left.length > 0) blocks.push({ kind: 'paragraph', text: `Not drawn: ${listSome(left, 60)}.` });
  return { id: 'numbers', title: 'Numbers by segment', headline: headline(context), blocks };
}

function headline(context: ReportContext): string {
  let best = { words: '', gap: -1 };
  for (const distribution of context.input.distributions) {
    const { book } = distribution;
    if (!(book.sd > 0)) continue;
    distribution.summaries.forEach((summary, i) => {
      const gap = Math.abs(summary.mean - book.mean) / book.sd;
      if (!(gap > best.gap)) return;
      const name = context.labels.find(label => label.id === distribution.segmentIds[i])?.name ?? '';
      const format = formatOf(context, distribution, formatNumber);
      best = {
        gap,
        words: `${name} has a mean ${distribution.column} of ${format(summary.mean)} against ${format(book.mean)} in the whole book`,
      };
    });
  }
  return best.gap < 0 ? 'No number differs between the segments.' : `The widest gap: ${best.words}.`;
}

function formatOf(
  context: ReportContext,
  distribution: Distribution,
  format: (value: number) => string,
): (value: number) => string {
  return isDate(context, distribution) ? value => formatDate(Math.round(value)) : value => format(value);
}

function isDate(context: ReportContext, distribution: Distribution): boolean {
  return context.input.import.columns.find(one => one.name === distribution.column)?.kind === 'date';
}

function figureBlock(context: ReportContext, distribution: Distribution, i: number): Block {
  const { book } = distribution;
  const n = `n = ${formatThings(book.n, 'customer')}${book.missing > 0 ? ` with a value, ${formatCount(book.missing)} missing` : ''}`;
  const format = formatOf(context, distribution, formatNumber);
  const words = context.labels.map(label => {
    const at = distribution.segmentIds.indexOf(label.id);
    return `${label.name} ${format(distribution.summaries[at].mean)}`;
  });
  return {
    kind: 'figure',
    figure: {
      id: `figure-number-${i + 1}`,
      title: distribution.column,
      caption: `${n}.`,
      description: `Means of ${distribution.column}: ${words.join(', ')}; whole book ${format(book.mean)}.`,
      scene: numberBySegmentScene(context.fonts, distribution, context.labels, {
        format: formatOf(context, distribution, formatCompact),
        isDate: isDate(context, distribution),
      }),
      table: distributionTable(context, distribution, n, i),
    },
  };
}

function distributionTable(context: ReportContext, distribution: Distribution, n: string, i: number): DataTable {
  const format = formatOf(context, distribution, formatNumber);
  const row = (summary: Distribution['book']): string[] => [
    formatCount(summary.n),
    format(summary.mean),
    formatNumber(summary.sd),
    format(summary.min),
    format(summary.q1),
    format(summary.median),
    format(summary.q3),
    format(summary.max),
  ];
  const headers = [
    'n',
    'Mean',
    '95 % interval',
    'SD',
    'Least',
    'Quarter',
    'Median',
    'Three quarters',
    'Most',
    'Beyond',
  ];
  return {
    id: `number-${i + 1}`,
    title: distribution.column,
    n,
    columns: [
      { header: 'Segment', align: 'left', grow: 2 },
      ...headers.map(header => ({ header, align: 'right' as const })),
    ],
    rows: [
      ...context.labels.map(label => {
        const at = distribution.segmentIds.indexOf(label.id);
        const { low, high } = distribution.meanIntervals[at];
        const interval = Number.isFinite(low) && Number.isFinite(high) ? `${format(low)} to ${format(high)}` : '–';
        const [count, mean, ...rest] = row(distribution.summaries[at]);
        const { below, above } = distribution.boxes[at];
        return [segmentCell(context, label), count, mean, interval, ...rest, formatCount(below + above)];
      }),
      ['Whole book', ...row(distribution.book).flatMap((text, at) => (at === 1 ? [text, '–'] : [text])), '–'],
    ],
  };
}
