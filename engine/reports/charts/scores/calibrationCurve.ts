import type { Evaluation } from '#shared/scoring/evaluation';
import { asFigure, measureText } from '../../scores/measureWords.ts';
import { ACCENT, INK } from '../../text/palette.ts';
import type { ReportFonts } from '../../text/ReportFonts.ts';
import { CHART_WIDTH, LABEL, SMALL } from '../chartParts.ts';
import { lineMark, round, textMark, type Mark, type Scene } from '../scene.ts';
import { BESIDE, curve, diagonal, PLOT_HEIGHT, plotFrame } from './plotFrame.ts';

const WORDS = { up: 'Share that had the event, with 95 % interval', across: 'Mean probability that was foretold' };
const NOTES = ['Above the diagonal more happened than was foretold,', 'below it less.'];

/** Foretold against observed shares by tenths of the score, on one scale for both. */
export function calibrationScene(fonts: ReportFonts, { calibration }: Evaluation): Scene {
  const bins = calibration.bins.filter(
    ({ meanScore, rate }) => Number.isFinite(meanScore) && Number.isFinite(rate.value),
  );
  const ends = bins.flatMap(({ meanScore, rate }) => [
    meanScore,
    rate.value,
    Number.isFinite(rate.high) ? rate.high : 0,
  ]);
  const most = Math.min(1, Math.max(0.05, ...ends) * 1.04);
  const frame = plotFrame(fonts, WORDS, { x: most, y: most });
  const { x, y } = frame;
  const means = bins.map(({ meanScore }) => meanScore);
  const rates = bins.map(({ rate }) => rate.value);
  const marks: Mark[] = [...frame.marks, diagonal(frame, most), curve(frame, means, rates, ACCENT, 0.8)];
  for (const { meanScore, rate } of bins) {
    const at = x(Math.min(meanScore, most));
    if (Number.isFinite(rate.low) && Number.isFinite(rate.high))
      marks.push(lineMark(at, y(Math.min(rate.low, most)), at, y(Math.min(rate.high, most)), INK, 0.8));
    marks.push({ kind: 'circle', x: round(at), y: round(y(rate.value)), r: 2.4, fill: ACCENT });
  }
  const rows = [
    ['Calibration slope (1 is right)', measureText(calibration.slope, asFigure)],
    ['Calibration intercept (0 is right)', measureText(calibration.intercept, asFigure)],
    ['Observed over foretold (1 is right)', measureText(calibration.ratio, asFigure)],
  ];
  rows.forEach(([name, value], i) => {
    marks.push(textMark(BESIDE.left, 30 + i * 25, name, SMALL));
    marks.push(textMark(BESIDE.left, 40 + i * 25, value, { ...LABEL, fill: INK }));
  });
  NOTES.forEach((text, i) => marks.push(textMark(BESIDE.left, 30 + rows.length * 25 + i * 10, text, SMALL)));
  return { width: CHART_WIDTH, height: PLOT_HEIGHT, marks };
}
