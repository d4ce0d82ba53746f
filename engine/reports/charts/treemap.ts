import { hierarchy, treemap, treemapSquarify, type HierarchyRectangularNode } from 'd3-hierarchy';
import { formatCount, formatPercent } from '#shared/format';
import type { Composition } from '#shared/results';
import { LINE, readableOn, segmentMark, tint } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { fitText } from '../text/wrapText.ts';
import { CHART_WIDTH, segmentBox, type SegmentLabel } from './chartParts.ts';
import { rectMark, textMark, type Mark, type Scene } from './scene.ts';

const HEADER = 13;
const LEVELS_DRAWN = 14;
const TEXT_SIZE = 7;

interface Node {
  readonly name: string;
  readonly value: number;
  readonly children?: readonly Node[];
  readonly segment: SegmentLabel | null;
  readonly fill: string;
  readonly share: number;
}

/**
 * One block per segment, as large as the segment; in it one tile per level, as large as its count. A tile is the stronger the more
 * frequent its level is in the segment than in the whole book.
 */
export function treemapScene(fonts: ReportFonts, composition: Composition, labels: readonly SegmentLabel[]): Scene {
  const root = hierarchy<Node>({
    name: composition.column,
    value: 0,
    segment: null,
    fill: LINE,
    share: 1,
    children: blocks(composition, labels),
  })
    .sum(node => (node.children ? 0 : node.value))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.height - b.height);
  const height = heightFor(composition.levels.length);
  const layout = treemap<Node>()
    .tile(treemapSquarify)
    .size([CHART_WIDTH, height])
    .paddingTop(node => (node.depth === 1 ? HEADER : 0))
    .paddingInner(node => (node.depth === 0 ? 3 : 1));
  const drawn = layout(root);
  const marks: Mark[] = [];
  for (const block of drawn.children ?? []) {
    marks.push(...blockMarks(fonts, block));
    for (const tile of block.children ?? []) marks.push(...tileMarks(fonts, tile));
  }
  return { width: CHART_WIDTH, height, marks };
}

/** Few tiles need less room; three of the tallest fit on a page. */
function heightFor(levels: number): number {
  if (levels <= 2) return 110;
  return levels <= 5 ? 150 : 184;
}

function blocks(composition: Composition, labels: readonly SegmentLabel[]): Node[] {
  const { levels, counts, missing } = composition;
  const bookCounts = levels.map((_, level) => counts.reduce((sum, row) => sum + row[level], 0));
  const bookTotal = sum(bookCounts) + sum(missing);
  const order = levels.map((_, level) => level).sort((a, b) => bookCounts[b] - bookCounts[a] || a - b);
  const isFolded = order.length > LEVELS_DRAWN;
  const shown = isFolded ? order.slice(0, LEVELS_DRAWN - 1) : order;
  const folded = isFolded ? order.slice(LEVELS_DRAWN - 1) : [];
  return labels.map(label => {
    const at = composition.segmentIds.indexOf(label.id);
    const row = counts[at];
    const total = sum(row) + missing[at];
    const { color } = segmentMark(label.position);
    const node = (name: string, value: number, bookValue: number): Node => ({
      name,
      value,
      segment: null,
      share: total === 0 ? 0 : value / total,
      fill: strength(color, total === 0 ? 0 : value / total, bookTotal === 0 ? 0 : bookValue / bookTotal),
    });
    const children = shown.map(level => node(levels[level], row[level], bookCounts[level]));
    if (isFolded) {
      const value = folded.reduce((all, level) => all + row[level], 0);
      const bookValue = folded.reduce((all, level) => all + bookCounts[level], 0);
      children.push(node(`${formatCount(folded.length)} others`, value, bookValue));
    }
    if (missing[at] > 0) children.push({ ...node('missing', missing[at], sum(missing)), fill: LINE });
    return {
      name: `${label.id} ${label.name}`,
      value: 0,
      segment: label,
      fill: color,
      share: 1,
      children: children.filter(child => child.value > 0),
    };
  });
}

function strength(color: string, share: number, bookShare: number): string {
  const ratio = bookShare === 0 ? 1 : share / bookShare;
  if (ratio < 0.5) return tint(color, 0.12);
  if (ratio < 0.8) return tint(color, 0.24);
  if (ratio <= 1.25) return tint(color, 0.4);
  return ratio <= 2 ? tint(color, 0.68) : color;
}

function blockMarks(fonts: ReportFonts, node: HierarchyRectangularNode<Node>): Mark[] {
  const { segment } = node.data;
  const width = node.x1 - node.x0;
  const height = Math.min(HEADER - 1, node.y1 - node.y0);
  if (!segment || width <= 0 || height <= 0) return [];
  const mark = segmentMark(segment.position);
  const background = mark.hatch ? tint(mark.color, 0.3) : mark.color;
  const marks: Mark[] = [rectMark(node.x0, node.y0, width, height, background)];
  const inset = mark.hatch ? 14 : 4;
  if (mark.hatch && width > 14 && height > 10) marks.push(...segmentBox(node.x0 + 3, node.y0 + 2.5, 8, 7, mark));
  const style = { size: TEXT_SIZE, weight: 600 } as const;
  const room = width - inset - 3;
  const full = fitText(fonts, `${node.data.name} · ${formatCount(segment.size)}`, style, room);
  const text = full !== '' ? full : fitText(fonts, String(segment.id), style, room + 2);
  if (text !== '' && height >= 9) {
    marks.push(textMark(node.x0 + inset, node.y0 + 8.5, text, { ...style, fill: readableOn(background) }));
  }
  return marks;
}

function tileMarks(fonts: ReportFonts, node: HierarchyRectangularNode<Node>): Mark[] {
  const width = node.x1 - node.x0;
  const height = node.y1 - node.y0;
  if (width <= 0.3 || height <= 0.3) return [];
  const { name, share, fill } = node.data;
  const marks: Mark[] = [rectMark(node.x0, node.y0, width, height, fill)];
  const style = { size: TEXT_SIZE, weight: 400 } as const;
  const ink = readableOn(fill);
  if (height < 10 || width < 14) return marks;
  const label = fitText(fonts, name, style, width - 6);
  if (label === '') return marks;
  marks.push(textMark(node.x0 + 3, node.y0 + 8.5, label, { ...style, fill: ink }));
  const percent = formatPercent(share);
  if (height >= 20 && fonts.width(percent, TEXT_SIZE) <= width - 6) {
    marks.push(textMark(node.x0 + 3, node.y0 + 17, percent, { ...style, fill: ink }));
  }
  return marks;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
