import { scaleLinear } from 'd3-scale';
import { formatFixed } from '#shared/format';
import { LINE, segmentMark } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { CHART_WIDTH, LABEL, SMALL, segmentBox, segmentName, type SegmentLabel } from './chartParts.ts';
import { lineMark, textMark, type Mark, type Scene } from './scene.ts';

const ROW = 20;
const NAME_WIDTH = 132;
const BAR = { left: 138, right: 396 };
/** From here on a segment is stable, and below the other it dissolves. */
const MARKED = [0.6, 0.75];

/** One bar per segment, as long as much of it comes back, with the word for it. */
export function stabilityBarsScene(
  fonts: ReportFonts,
  bars: readonly { readonly value: number; readonly word: string }[],
  labels: readonly SegmentLabel[],
): Scene {
  const x = scaleLinear().domain([0, 1]).range([BAR.left, BAR.right]);
  const bottom = bars.length * ROW;
  const marks: Mark[] = bars.flatMap(({ value, word }, i) => {
    const middle = i * ROW + ROW / 2;
    return [
      ...segmentName(fonts, labels[i], { x: 0, y: middle + 3, width: NAME_WIDTH }),
      ...segmentBox(BAR.left, middle - 7, x(value) - BAR.left, 14, segmentMark(labels[i].position)),
      textMark(x(value) + 6, middle + 3, `${formatFixed(value, 2)} ${word}`, LABEL),
    ];
  });
  for (const at of MARKED) {
    marks.push(lineMark(x(at), 0, x(at), bottom, LINE));
    marks.push(textMark(x(at), bottom + 9, formatFixed(at, 2), { ...SMALL, anchor: 'middle' }));
  }
  return { width: CHART_WIDTH, height: bottom + 12, marks };
}
