import type { ModelResult } from '#shared/scoring/result';
import { asFigure, measureText } from '../../scores/measureWords.ts';
import { ACCENT, INK, MUTED, PAPER } from '../../text/palette.ts';
import type { ReportFonts } from '../../text/ReportFonts.ts';
import { fitText } from '../../text/wrapText.ts';
import { CHART_WIDTH, LABEL, SMALL } from '../chartParts.ts';
import { lineMark, round, textMark, type Mark, type Scene } from '../scene.ts';
import { BESIDE, curve, diagonal, PLOT_HEIGHT, plotFrame, type PlotFrame } from './plotFrame.ts';

const WORDS = {
  up: 'Share of the customers with the event that are found',
  across: 'Share of the customers without the event that are taken for it',
};
const ROW = 25;
const FIRST = 30;
const SAMPLE = 18;
/** Models that are not in use are told apart by how their lines are broken. */
const DASHES = [undefined, [5, 2], [1.5, 1.5], [8, 2]] as const;

/** ROC curves: the model in use strong, with a mark at its threshold, the others thin. */
export function rocCurvesScene(fonts: ReportFonts, models: readonly ModelResult[], chosen: string): Scene {
  const frame = plotFrame(fonts, WORDS, { x: 1, y: 1 });
  const inUse = models.filter(({ id }) => id === chosen);
  const others = models.filter(({ id }) => id !== chosen);
  const lines = others.map((model, i) => rocMark(frame, model, { color: MUTED, width: 0.6, dash: DASHES[i % 4] }));
  const marks: Mark[] = [
    ...frame.marks,
    diagonal(frame, 1),
    ...lines,
    ...inUse.map(model => rocMark(frame, model, { color: ACCENT, width: 1.6 })),
    ...inUse.map(model => thresholdMark(frame, model)),
    textMark(BESIDE.left, 10, 'ROC-AUC with 95 % interval', SMALL),
    ...inUse.flatMap(model => nameMarks(fonts, model, 0, { color: ACCENT, width: 1.6 })),
    ...others.flatMap((model, i) => nameMarks(fonts, model, i + 1, { color: MUTED, width: 0.6, dash: DASHES[i % 4] })),
    textMark(BESIDE.left, FIRST + models.length * ROW + 4, 'Ring: the threshold. Dashed diagonal: chance.', SMALL),
  ];
  return { width: CHART_WIDTH, height: PLOT_HEIGHT, marks };
}

interface LineLook {
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly [number, number];
}

function rocMark(frame: PlotFrame, { evaluation: { roc } }: ModelResult, { color, width, dash }: LineLook): Mark {
  return { ...curve(frame, roc.falsePositiveRate, roc.truePositiveRate, color, width), dash };
}

function thresholdMark({ x, y }: PlotFrame, { evaluation: { at } }: ModelResult): Mark {
  const across = 1 - at.specificity.value;
  const isKnown = Number.isFinite(across) && Number.isFinite(at.recall.value);
  return {
    kind: 'circle',
    x: round(x(isKnown ? across : 0)),
    y: round(y(isKnown ? at.recall.value : 0)),
    r: 3,
    fill: PAPER,
    stroke: ACCENT,
    strokeWidth: 1.4,
  };
}

function nameMarks(fonts: ReportFonts, model: ModelResult, i: number, { color, width, dash }: LineLook): Mark[] {
  const y = FIRST + i * ROW;
  const left = BESIDE.left + SAMPLE + 5;
  const weight = i === 0 ? 600 : 400;
  const name = fitText(fonts, model.title, { size: LABEL.size, weight }, BESIDE.width - SAMPLE - 5);
  return [
    { ...lineMark(BESIDE.left, y - 2.5, BESIDE.left + SAMPLE, y - 2.5, color, width), dash },
    textMark(left, y, name, { size: LABEL.size, weight, fill: INK }),
    textMark(left, y + 10, measureText(model.evaluation.rocAuc, asFigure), SMALL),
  ];
}
