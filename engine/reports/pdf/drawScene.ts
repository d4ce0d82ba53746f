import type { CircleMark, Mark, Scene } from '../charts/scene.ts';
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
  const { pdf } = flow;
  if (mark.kind === 'text') {
    const width = mark.anchor === 'start' ? 0 : flow.fonts.width(mark.text, mark.size, mark.weight);
    const start = mark.anchor === 'middle' ? mark.x - width / 2 : mark.x - width;
    flow.runs(mark.text, mark.anchor === 'start' ? mark.x : start, mark.y, {
      size: mark.size,
      weight: mark.weight,
      color: mark.fill,
    });
    return;
  }
  const fill = mark.kind === 'line' ? undefined : mark.fill;
  if (!fill && !mark.stroke) return;
  if (mark.stroke) pdf.lineWidth(mark.strokeWidth ?? 1).strokeColor(mark.stroke);
  if (fill) pdf.fillColor(fill);
  if (mark.dash) pdf.dash(mark.dash[0], { space: mark.dash[1] });
  if (mark.kind === 'rect') pdf.rect(mark.x, mark.y, mark.width, mark.height);
  else if (mark.kind === 'line') pdf.moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2);
  else if (mark.kind === 'circle') pdf.circle(mark.x, mark.y, mark.r);
  else pdf.path(mark.d);
  if (fill && mark.stroke) pdf.fillAndStroke();
  else if (fill) pdf.fill();
  else pdf.stroke();
  if (mark.dash) pdf.undash();
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
