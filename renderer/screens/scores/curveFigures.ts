import type { Data } from 'plotly.js';
import { formatFixed } from '#shared/format';
import type { ModelResult, ScoringResult } from '#shared/scoring/result';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { asThree, measureText } from './measureText.ts';
import { modelLook } from './modelLooks.ts';
import { modelInUse } from './testedWords.ts';

/** A line of one model in its look; that of the model in use is bold. */
export function modelLine({ models: _models, chosen }: ScoringResult, { id, title }: ModelResult) {
  const { color, dash } = modelLook(id);
  return {
    type: 'scatter',
    mode: 'lines',
    name: escapeMarkup(title),
    line: { color, dash, width: id === chosen ? 3 : 1.5 },
  };
}

/** The model in use last, so that it lies on top. */
export function drawingOrder({ models, chosen }: ScoringResult): ModelResult[] {
  return [...models].sort((a, b) => Number(a.id === chosen) - Number(b.id === chosen));
}

export function percentAxis(text: string, tokens: Tokens) {
  return {
    title: { text, font: { size: 11, color: tokens.muted }, standoff: 6 },
    range: [-0.01, 1.01],
    tickformat: '.0%',
    zeroline: false,
  };
}

export function guide(x0: number, y0: number, x1: number, y1: number, tokens: Tokens) {
  return { type: 'line' as const, x0, y0, x1, y1, line: { color: tokens.muted, width: 1, dash: 'dot' as const } };
}

export const CURVE_MARGIN = { l: 52, r: 12, t: 8, b: 44 };

export function rocFigure(result: ScoringResult, tokens: Tokens): Figure {
  const lines = drawingOrder(result).map(model => {
    const { roc } = model.evaluation;
    return {
      ...modelLine(result, model),
      x: roc.falsePositiveRate,
      y: roc.truePositiveRate,
      customdata: roc.threshold.map(value => formatFixed(value, 3)),
      hovertemplate: `${escapeMarkup(model.title)}<br>score from %{customdata}<br>events found %{y:.1%}<br>others taken for them %{x:.1%}<extra></extra>`,
    };
  });
  return {
    data: lines as unknown as Data[],
    layout: {
      margin: CURVE_MARGIN,
      xaxis: percentAxis('others taken for events', tokens),
      yaxis: percentAxis('events found', tokens),
      shapes: [guide(0, 0, 1, 1, tokens)],
    },
  };
}

export function rocTakeaway(result: ScoringResult): string {
  const { title, evaluation } = modelInUse(result);
  return `${title}: ROC-AUC ${measureText(evaluation.rocAuc, asThree)}`;
}

export function rocTable({ models }: ScoringResult): ChartTable {
  return {
    columns: ['Model', 'Score from', 'Others taken for events', 'Events found'],
    rows: models.flatMap(({ title, evaluation: { roc } }) =>
      roc.threshold.map((threshold, i) => [
        title,
        finite(threshold),
        roc.falsePositiveRate[i],
        roc.truePositiveRate[i],
      ]),
    ),
  };
}

export function precisionRecallFigure(result: ScoringResult, tokens: Tokens): Figure {
  const lines = drawingOrder(result).map(model => {
    const { recall, precision, threshold } = model.evaluation.precisionRecall;
    return {
      ...modelLine(result, model),
      x: recall,
      y: precision,
      customdata: threshold.map(value => formatFixed(value, 3)),
      hovertemplate: `${escapeMarkup(model.title)}<br>score from %{customdata}<br>precision %{y:.1%}<br>recall %{x:.1%}<extra></extra>`,
    };
  });
  const chance = modelInUse(result).evaluation.prevalence.value;
  return {
    data: lines as unknown as Data[],
    layout: {
      margin: CURVE_MARGIN,
      xaxis: percentAxis('recall: events found', tokens),
      yaxis: percentAxis('precision: events among those taken', tokens),
      shapes: [guide(0, chance, 1, chance, tokens)],
    },
  };
}

export function precisionRecallTable({ models }: ScoringResult): ChartTable {
  return {
    columns: ['Model', 'Score from', 'Recall', 'Precision'],
    rows: models.flatMap(({ title, evaluation: { precisionRecall: curve } }) =>
      curve.recall.map((recall, i) => [title, finite(curve.threshold[i]), recall, curve.precision[i]]),
    ),
  };
}

/** A threshold above every score is infinite, or none: a table shows a dash. */
function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
