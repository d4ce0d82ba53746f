import type { Hatch } from '../text/palette.ts';
import type { Weight } from '../text/ReportFonts.ts';

/** A chart as plain marks in points, origin at the top left; drawn alike to SVG and to PDF. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}
interface Stroke {
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly dash?: readonly [number, number];
}
export interface RectMark extends Stroke {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill?: string;
}
export interface LineMark extends Stroke {
  readonly kind: 'line';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}
export interface PathMark extends Stroke {
  readonly kind: 'path';
  /** SVG path data. */
  readonly d: string;
  readonly fill?: string;
}
export interface CircleMark extends Stroke {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly fill?: string;
}
export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly weight: Weight;
  readonly fill: string;
  readonly anchor: 'start' | 'middle' | 'end';
}
export type Mark = RectMark | LineMark | PathMark | CircleMark | TextMark;

/** Coordinates are kept to a hundredth of a point, so that no digit depends on the machine. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function textMark(
  x: number,
  y: number,
  text: string,
  style: { size: number; weight?: Weight; fill: string; anchor?: 'start' | 'middle' | 'end' },
): TextMark {
  return {
    kind: 'text',
    x: round(x),
    y: round(y),
    text,
    size: style.size,
    weight: style.weight ?? 400,
    fill: style.fill,
    anchor: style.anchor ?? 'start',
  };
}

export function rectMark(x: number, y: number, width: number, height: number, fill: string): RectMark {
  return { kind: 'rect', x: round(x), y: round(y), width: round(width), height: round(height), fill };
}

export function lineMark(x1: number, y1: number, x2: number, y2: number, stroke: string, strokeWidth = 0.6): LineMark {
  return { kind: 'line', x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), stroke, strokeWidth };
}

/** Parallel lines inside a rectangle, cut exactly at its edges. */
export function hatchMarks(box: { x: number; y: number; width: number; height: number }, hatch: Hatch): LineMark[] {
  const gap = 4;
  const stroke = '#FFFFFF';
  const { x, y, width, height } = box;
  const lines: LineMark[] = [];
  if (hatch === 'level') {
    for (let at = gap / 2; at < height; at += gap) lines.push(lineMark(x, y + at, x + width, y + at, stroke, 1));
    return lines;
  }
  for (let at = gap; at < width + height; at += gap) {
    const from = { x: Math.min(at, width), y: Math.max(0, at - width) };
    const to = { x: Math.max(0, at - height), y: Math.min(at, height) };
    lines.push(lineMark(x + from.x, y + from.y, x + to.x, y + to.y, stroke, 1));
  }
  return lines;
}

/** What of a scene lies outside its frame; empty for a sound scene. `textWidth` measures a text mark. */
export function marksOutside(scene: Scene, textWidth: (mark: TextMark) => number): Mark[] {
  const slack = 0.6;
  const isInside = (x1: number, y1: number, x2: number, y2: number): boolean =>
    x1 >= -slack && y1 >= -slack && x2 <= scene.width + slack && y2 <= scene.height + slack;
  return scene.marks.filter(mark => {
    switch (mark.kind) {
      case 'rect':
        return !isInside(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height);
      case 'line':
        return !isInside(
          Math.min(mark.x1, mark.x2),
          Math.min(mark.y1, mark.y2),
          Math.max(mark.x1, mark.x2),
          Math.max(mark.y1, mark.y2),
        );
      case 'circle':
        return !isInside(mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r);
      case 'text': {
        const width = textWidth(mark);
        const start = mark.anchor === 'start' ? mark.x : mark.anchor === 'middle' ? mark.x - width / 2 : mark.x - width;
        return !isInside(start, mark.y - mark.size * 0.75, start + width, mark.y + mark.size * 0.25);
      }
      default:
        return false;
    }
  });
}
