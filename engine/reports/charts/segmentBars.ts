import { scaleLinear } from 'd3-scale';
import { formatCount, formatPercent } from '#shared/format';
import type { SegmentSummary, Tier } from '#shared/results';
import { PAPER, TIER_MARKS } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { CHART_WIDTH, LABEL, segmentName, type SegmentLabel } from './chartParts.ts';
import { rectMark, textMark, type Mark, type Scene } from './scene.ts';

const ROW = 22;
const NAME_WIDTH = 132;
const BAR = { left: 138, right: 396 };

/** One bar per segment, as long as the segment is large, cut into its tiers; each part is labelled where there is room. */
export function segmentBarsScene(
  fonts: ReportFonts,
  segments: readonly SegmentSummary[],
  labels: readonly SegmentLabel[],
  tiers: readonly Tier[],
): Scene {
  const scale = scaleLinear()
    .domain([0, Math.max(...segments.map(segment => segment.size), 1)])
    .range([0, BAR.right - BAR.left]);
  const marks: Mark[] = [];
  segments.forEach((segment, i) => {
    const middle = i * ROW + ROW / 2;
    marks.push(...segmentName(fonts, labels[i], { x: 0, y: middle + 3, width: NAME_WIDTH }));
    let { left } = BAR;
    for (const tier of tiers) {
      const width = scale(segment.tierCounts[tier]);
      if (width <= 0) continue;
      marks.push(...tierPart(fonts, tier, segment.tierCounts[tier], { left, width, middle }));
      left += width;
    }
    const total = `${formatCount(segment.size)} · ${formatPercent(segment.share)}`;
    marks.push(textMark(left + 6, middle + 3, total, LABEL));
  });
  return { width: CHART_WIDTH, height: segments.length * ROW, marks };
}

function tierPart(
  fonts: ReportFonts,
  tier: Tier,
  count: number,
  at: { left: number; width: number; middle: number },
): Mark[] {
  const { shape, color } = TIER_MARKS[tier];
  const marks: Mark[] = [rectMark(at.left, at.middle - 8, Math.max(0.2, at.width - 0.8), 16, color)];
  const style = { size: LABEL.size, weight: 400, fill: PAPER } as const;
  const text = [`${shape} ${formatCount(count)}`, shape].find(words => fonts.width(words, LABEL.size) + 6 <= at.width);
  if (text !== undefined) marks.push(textMark(at.left + 3, at.middle + 3, text, style));
  return marks;
}
