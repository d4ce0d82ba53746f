import type { CircleMark, Mark, Scene, TextMark } from '../charts/scene.ts';
import type { PageFlow } from './PageFlow.ts';

/** Draws a scene as vectors with its top left corner at (x, y). */
export function drawScene(flow: PageFlow, scene: Scene, x: number, y: number): void {
  const { pdf } = flow;
  pdf.save();
  pdf.translate(x, y);
  for (let i = 0; i < scene.marks.length; i += 1) {
    const mark = scene.marks[i];
    if (isDot(mark)) i = drawDots(flow, scene.marks, i);
    else drawMark(flow, mark);
  }
  pdf.restore();
}

function drawMark(flow: PageFlow, mark: Mark): void {
  if (mark.kind === 'text') drawText(flow, mark);
  else drawShape(flow, mark);
}

function drawText(flow: PageFlow, mark: TextMark): void {
  const width = mark.anchor === 'start' ? 0 : flow.fonts.width(mark.text, mark.size, mark.weight);
  const x = mark.anchor === 'middle' ? mark.x - width / 2 : mark.x - width;
  flow.runs(mark.text, x, mark.y, { size: mark.size, weight: mark.weight, color: mark.fill });
}

function drawShape(flow: PageFlow, mark: Exclude<Mark, TextMark>): void {
  const { pdf } = flow;
  const fill = mark.kind === 'line' ? undefined : mark.fill;
  if (!fill && !mark.stroke) return;
  if (mark.stroke) pdf.lineWidth(mark.strokeWidth ?? 1).strokeColor(mark.stroke);
  if (fill) pdf.fillColor(fill);
  if (mark.dash) pdf.dash(mark.dash[0], { space: mark.dash[1] });
  outline(flow, mark);
  if (fill && mark.stroke) pdf.fillAndStroke();
  else if (fill) pdf.fill();
  else pdf.stroke();
  if (mark.dash) pdf.undash();
}

function outline({ pdf }: PageFlow, mark: Exclude<Mark, TextMark>): void {
  switch (mark.kind) {
    case 'rect':
      pdf.rect(mark.x, mark.y, mark.width, mark.height);
      return;
    case 'line':
      pdf.moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2);
      return;
    case 'circle':
      pdf.circle(mark.x, mark.y, mark.r);
      return;
    case 'path':
      pdf.path(mark.d);
  }
}

function isDot(mark: Mark): mark is CircleMark & { fill: string } {
  return mark.kind === 'circle' && mark.fill !== undefined && mark.stroke === undefined;
}

/** Dots of one kind in a row become one path of points with round ends, a tenth of the size of that many circles. */
function drawDots(flow: PageFlow, marks: readonly Mark[], from: number): number {
  const { pdf } = flow;
  const first = marks[from];
  if (!isDot(first)) return from;
  pdf
    .lineWidth(first.r * 2)
    .lineCap('round')
    .strokeColor(first.fill);
  let at = from;
  for (; at < marks.length; at += 1) {
    const mark = marks[at];
    if (!isDot(mark) || mark.fill !== first.fill || mark.r !== first.r) break;
    pdf.moveTo(mark.x, mark.y).lineTo(mark.x, mark.y);
  }
  pdf.stroke().lineCap('butt');
  return at - 1;
}
