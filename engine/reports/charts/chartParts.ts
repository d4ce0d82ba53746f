import { CANVAS, INK, LINE, MUTED, segmentMark, type SegmentMark } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { fitText } from '../text/wrapText.ts';
import { hatchMarks, lineMark, rectMark, textMark, type Mark } from './scene.ts';

/** Every chart is drawn this wide, in points: the text width of A4, which fits Letter too. */
export const CHART_WIDTH = 480;
export const LABEL = { size: 7.5, fill: INK } as const;
export const SMALL = { size: 7, fill: MUTED } as const;

/** A segment as charts name it. */
export interface SegmentLabel {
  /** 0-based position in the segmentation; decides the colour. */
  readonly position: number;
  readonly id: number;
  readonly name: string;
  readonly size: number;
}

/** A filled box in the colour, and from the eighth segment on the pattern, of a segment. */
export function segmentBox(x: number, y: number, width: number, height: number, mark: SegmentMark): Mark[] {
  const box = { x, y, width, height };
  return [rectMark(x, y, width, height, mark.color), ...(mark.hatch ? hatchMarks(box, mark.hatch) : [])];
}

/** A swatch and the name of a segment, cut to the room there is. */
export function segmentName(
  fonts: ReportFonts,
  label: SegmentLabel,
  at: { x: number; y: number; width: number },
): Mark[] {
  const text = fitText(fonts, `${label.id} ${label.name}`, { size: LABEL.size, weight: 600 }, at.width - 11);
  return [
    ...segmentBox(at.x, at.y - 6, 7, 7, segmentMark(label.position)),
    textMark(at.x + 11, at.y, text, { ...LABEL, weight: 600 }),
  ];
}

/** Ticks under a horizontal scale; a label that would touch the one before or leave the frame is left out. */
export function bottomAxis(
  fonts: ReportFonts,
  axis: {
    ticks: readonly number[];
    at: (value: number) => number;
    format: (value: number) => string;
    top: number;
    bottom: number;
    left: number;
    right: number;
  },
): Mark[] {
  const marks: Mark[] = [];
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const tick of axis.ticks) {
    const x = axis.at(tick);
    marks.push(lineMark(x, axis.top, x, axis.bottom, LINE));
    const text = axis.format(tick);
    const half = fonts.width(text, SMALL.size) / 2;
    const center = Math.min(Math.max(x, axis.left + half), axis.right - half);
    if (center - half < lastEnd + 5) continue;
    lastEnd = center + half;
    marks.push(textMark(center, axis.bottom + 9, text, { ...SMALL, anchor: 'middle' }));
  }
  return marks;
}

export function backdrop(x: number, y: number, width: number, height: number): Mark {
  return rectMark(x, y, width, height, CANVAS);
}
