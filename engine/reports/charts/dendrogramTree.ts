import { scaleLinear } from 'd3-scale';
import { branchesOf, type Branch } from '#shared/dendrogram';
import { formatCompact, formatThings } from '#shared/format';
import type { Dendrogram } from '#shared/results';
import { ACCENT, LINE, MUTED, PAPER, segmentMark } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { CHART_WIDTH, segmentName, SMALL, type SegmentLabel } from './chartParts.ts';
import { lineMark, rectMark, round, textMark, type Mark, type Scene } from './scene.ts';

const LEFT = 30;
const RIGHT = CHART_WIDTH - 8;
const TOP = 8;
const BOTTOM = 200;
const NAMES_TOP = BOTTOM + 26;
const NAME_COLUMNS = 3;
const NAME_HEIGHT = 13;

/** Ward's tree from the top down, branches of one segment in its colour, with the line it is cut at. */
export function dendrogramScene(fonts: ReportFonts, tree: Dendrogram, labels: readonly SegmentLabel[]): Scene {
  const positions = new Map(labels.map(label => [label.id, label.position]));
  const colorOf = (segment: number | null) =>
    segment === null ? MUTED : segmentMark(positions.get(segment) ?? 0).color;
  const highest = Math.max(1e-300, ...tree.merges.map(({ height }) => height));
  const x = scaleLinear()
    .domain([0, Math.max(1, tree.leaves.length - 1)])
    .range([LEFT + 8, RIGHT - 8]);
  const y = scaleLinear().domain([0, highest]).range([BOTTOM, TOP]);
  const at = { x, y, colorOf };
  const marks: Mark[] = y
    .ticks(4)
    .flatMap(tick => [
      lineMark(LEFT, y(tick), RIGHT, y(tick), LINE),
      textMark(LEFT - 4, y(tick) + 2.5, formatCompact(tick), { ...SMALL, anchor: 'end' }),
    ]);
  for (const branch of branchesOf(tree)) marks.push(...branchMarks(branch, at));
  marks.push(...leafMarks(tree, at), ...cutMarks(fonts, tree.cutHeight, labels.length, y(tree.cutHeight)));
  const width = CHART_WIDTH / NAME_COLUMNS;
  labels.forEach((label, i) => {
    const [column, row] = [i % NAME_COLUMNS, Math.floor(i / NAME_COLUMNS)];
    marks.push(...segmentName(fonts, label, { x: column * width, y: NAMES_TOP + row * NAME_HEIGHT, width: width - 8 }));
  });
  return { width: CHART_WIDTH, height: NAMES_TOP + Math.ceil(labels.length / NAME_COLUMNS) * NAME_HEIGHT, marks };
}

interface Place {
  readonly x: (leaf: number) => number;
  readonly y: (height: number) => number;
  readonly colorOf: (segment: number | null) => string;
}

function branchMarks(branch: Branch, { x, y, colorOf }: Place): Mark[] {
  const { leftX, rightX, leftHeight, rightHeight, height, leftSegment, rightSegment, segment } = branch;
  const width = (of: number | null) => (of === null ? 0.7 : 1.1);
  return [
    lineMark(x(leftX), y(leftHeight), x(leftX), y(height), colorOf(leftSegment), width(leftSegment)),
    lineMark(x(rightX), y(rightHeight), x(rightX), y(height), colorOf(rightSegment), width(rightSegment)),
    lineMark(x(leftX), y(height), x(rightX), y(height), colorOf(segment), width(segment)),
  ];
}

/** A leaf's mark is as large as its customers are many. */
function leafMarks({ leaves }: Dendrogram, { x, y, colorOf }: Place): Mark[] {
  const largest = Math.max(1, ...leaves.map(leaf => leaf.size));
  return leaves.map((leaf, i) => ({
    kind: 'circle',
    x: round(x(i)),
    y: round(y(0)),
    r: round(1 + 2.5 * Math.sqrt(leaf.size / largest)),
    fill: colorOf(leaf.segment),
    stroke: PAPER,
    strokeWidth: 0.4,
  }));
}

function cutMarks(fonts: ReportFonts, height: number, branches: number, y: number): Mark[] {
  if (height <= 0) return [];
  const text = `cut into ${formatThings(branches, 'branch', 'branches')}`;
  const width = fonts.width(text, SMALL.size);
  return [
    { ...lineMark(LEFT, y, RIGHT, y, ACCENT, 0.9), dash: [4, 3] },
    rectMark(RIGHT - width - 2, y - 9, width + 2, 8, PAPER),
    textMark(RIGHT, y - 3, text, { ...SMALL, fill: ACCENT, anchor: 'end' }),
  ];
}
