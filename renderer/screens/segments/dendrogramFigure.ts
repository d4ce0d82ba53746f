import type { Data } from 'plotly.js';
import { branchesOf, type Branch } from '#shared/dendrogram';
import { formatCount, formatNumber, formatThings } from '#shared/format';
import type { Dendrogram, Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

const SMALLEST_LEAF = 6;
const LARGEST_LEAF = 18;

/** The tree from the top down: branches of one segment in its colour, a leaf's mark as large as its customers are many. */
export function dendrogramFigure(tree: Dendrogram, segmentation: Segmentation, tokens: Tokens): Figure {
  const branches = branchesOf(tree);
  return {
    data: [
      ...lines(branches, segmentation, tokens),
      joinMarks(branches, tokens),
      leafMarks(tree, segmentation, tokens),
    ],
    layout: {
      margin: { l: 56, r: 12, t: 12, b: 20 },
      xaxis: { showticklabels: false, showgrid: false, zeroline: false, range: [-0.8, tree.leaves.length - 0.2] },
      yaxis: {
        title: { text: 'Height of the join', font: { size: 11, color: tokens.muted } },
        rangemode: 'nonnegative',
        zeroline: false,
      },
      shapes: [
        {
          type: 'line',
          xref: 'paper',
          x0: 0,
          x1: 1,
          y0: tree.cutHeight,
          y1: tree.cutHeight,
          line: { color: tokens.accent, width: 1.5, dash: 'dash' },
        },
      ],
      annotations: [
        {
          xref: 'paper',
          x: 1,
          xanchor: 'right',
          y: tree.cutHeight,
          yanchor: 'bottom',
          text: `cut into ${formatThings(segmentation.nClusters, 'branch', 'branches')}`,
          showarrow: false,
          font: { size: 11, color: tokens.accent },
          bgcolor: tokens.paper,
        },
      ],
    },
  };
}

/** One trace per colour; `null` lifts the pen. */
function lines(branches: readonly Branch[], segmentation: Segmentation, tokens: Tokens): Data[] {
  const strokes = new Map<number | null, { x: (number | null)[]; y: (number | null)[] }>();
  const draw = (segment: number | null, x: number[], y: number[]) => {
    const stroke = strokes.get(segment) ?? { x: [], y: [] };
    stroke.x.push(...x, null);
    stroke.y.push(...y, null);
    strokes.set(segment, stroke);
  };
  for (const { leftX, rightX, leftHeight, rightHeight, height, ...of } of branches) {
    draw(of.leftSegment, [leftX, leftX], [leftHeight, height]);
    draw(of.rightSegment, [rightX, rightX], [rightHeight, height]);
    draw(of.segment, [leftX, rightX], [height, height]);
  }
  return [...strokes]
    .sort(([a], [b]) => (a ?? 0) - (b ?? 0))
    .map(([segment, { x, y }]) => ({
      type: 'scatter',
      mode: 'lines',
      x,
      y,
      line: {
        color: segment === null ? tokens.muted : segmentLook(segmentation, segment).color,
        width: segment === null ? 1.2 : 2,
      },
      hoverinfo: 'skip',
    }));
}

function joinMarks(branches: readonly Branch[], tokens: Tokens): Data {
  return {
    type: 'scatter',
    mode: 'markers',
    x: branches.map(({ leftX, rightX }) => (leftX + rightX) / 2),
    y: branches.map(({ height }) => height),
    marker: { color: tokens.muted, size: 5, opacity: 0.8 },
    customdata: branches.map(({ segment }) => segment ?? 0),
    hovertext: branches.map(
      ({ size, height }) => `${formatThings(size, 'customer')}<br>joined at ${formatNumber(height, 4)}`,
    ),
    hoverinfo: 'text',
  } as Data;
}

function leafMarks({ leaves }: Dendrogram, segmentation: Segmentation, tokens: Tokens): Data {
  const largest = Math.max(...leaves.map(leaf => leaf.size));
  const looks = leaves.map(leaf => segmentLook(segmentation, leaf.segment));
  return {
    type: 'scatter',
    mode: 'markers',
    x: leaves.map((_leaf, i) => i),
    y: leaves.map(() => 0),
    cliponaxis: false,
    customdata: leaves.map(leaf => leaf.segment),
    marker: {
      color: looks.map(look => look.color),
      symbol: looks.map(look => look.symbol),
      size: leaves.map(leaf => SMALLEST_LEAF + (LARGEST_LEAF - SMALLEST_LEAF) * Math.sqrt(leaf.size / largest)),
      opacity: 1,
      line: { color: tokens.paper, width: 1 },
    },
    hovertext: leaves.map(leaf => `${escapeMarkup(nameOf(segmentation, leaf.segment))}<br>${leafWords(leaf)}`),
    hoverinfo: 'text',
  } as unknown as Data;
}

function leafWords({ size, inSegment }: Dendrogram['leaves'][number]): string {
  return inSegment === size
    ? formatThings(size, 'customer')
    : `${formatCount(inSegment)} of ${formatThings(size, 'customer')}`;
}

function nameOf({ segments }: Segmentation, id: number): string {
  return `${id} ${segments.find(segment => segment.id === id)?.name ?? ''}`.trim();
}

/** Leaves from left to right, then joins by height. */
export function dendrogramTable(tree: Dendrogram, segmentation: Segmentation): ChartTable {
  const { leaves, merges } = tree;
  const words = (node: number) => (node < leaves.length ? `branch ${node + 1}` : `join ${node - leaves.length + 1}`);
  return {
    columns: ['Node', 'Customers', 'Segment', 'In that segment', 'Height', 'Joins', 'And'],
    rows: [
      ...leaves.map((leaf, i) => [
        words(i),
        leaf.size,
        nameOf(segmentation, leaf.segment),
        leaf.inSegment,
        0,
        null,
        null,
      ]),
      ...merges.map(({ left, right, height, size }, i) => [
        words(leaves.length + i),
        size,
        null,
        null,
        height,
        words(left),
        words(right),
      ]),
    ],
  };
}
