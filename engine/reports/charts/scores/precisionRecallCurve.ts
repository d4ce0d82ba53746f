import { formatPercent } from '#shared/format';
import type { Evaluation } from '#shared/scoring/evaluation';
import { asFigure, asShare, measureText } from '../../scores/measureWords.ts';
import { ACCENT, INK, MUTED, PAPER } from '../../text/palette.ts';
import type { ReportFonts } from '../../text/ReportFonts.ts';
import { CHART_WIDTH, LABEL, SMALL } from '../chartParts.ts';
import { lineMark, round, textMark, type Mark, type Scene } from '../scene.ts';
import { BESIDE, curve, PLOT_HEIGHT, plotFrame } from './plotFrame.ts';

const WORDS = {
  up: 'Precision: share with the event of those taken',
  across: 'Recall: share of the customers with the event that are found',
};

/** Precision over recall of the model in use, with chance and the threshold. */
export function precisionRecallScene(fonts: ReportFonts, evaluation: Evaluation): Scene {
  const { precisionRecall, prevalence, prAuc, at } = evaluation;
  const frame = plotFrame(fonts, WORDS, { x: 1, y: 1 });
  const { x, y } = frame;
  const chance = Number.isFinite(prevalence.value) ? prevalence.value : 0;
  const marks: Mark[] = [
    ...frame.marks,
    { ...lineMark(x(0), y(chance), x(1), y(chance), MUTED, 0.7), dash: [3, 2] },
    curve(frame, precisionRecall.recall, precisionRecall.precision, ACCENT, 1.6),
  ];
  if (Number.isFinite(at.precision.value) && Number.isFinite(at.recall.value))
    marks.push({
      kind: 'circle',
      x: round(x(at.recall.value)),
      y: round(y(at.precision.value)),
      r: 3,
      fill: PAPER,
      stroke: ACCENT,
      strokeWidth: 1.4,
    });
  const rows = [
    ['Average precision', measureText(prAuc, asFigure)],
    ['Precision at the threshold', measureText(at.precision, asShare)],
    ['Recall at the threshold', measureText(at.recall, asShare)],
    ['By chance (dashed)', formatPercent(prevalence.value)],
  ];
  rows.forEach(([name, value], i) => {
    marks.push(textMark(BESIDE.left, 30 + i * 25, name, SMALL));
    marks.push(textMark(BESIDE.left, 40 + i * 25, value, { ...LABEL, fill: INK }));
  });
  return { width: CHART_WIDTH, height: PLOT_HEIGHT, marks };
}
