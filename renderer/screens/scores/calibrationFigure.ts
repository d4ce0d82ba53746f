import type { Data } from 'plotly.js';
import { formatCount, formatPercent } from '#shared/format';
import type { CalibrationBin } from '#shared/scoring/evaluation';
import type { ScoringResult } from '#shared/scoring/result';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { CURVE_MARGIN, drawingOrder, guide, modelLine, percentAxis } from './curveFigures.ts';
import { asPercent, intervalText } from './measureText.ts';
import { modelLook } from './modelLooks.ts';
import { modelInUse } from './testedWords.ts';

/** What was foretold against what happened, in tenths; on the diagonal the two agree. */
export function calibrationFigure(result: ScoringResult, tokens: Tokens): Figure {
  const lines = drawingOrder(result).map(model => {
    const { bins } = model.evaluation.calibration;
    const { color, symbol } = modelLook(model.id);
    const isInUse = model.id === result.chosen;
    return {
      ...modelLine(result, model),
      mode: 'lines+markers',
      marker: { color, symbol, size: isInUse ? 8 : 5 },
      x: bins.map(bin => bin.meanScore),
      y: bins.map(bin => bin.rate.value),
      error_y: isInUse ? errorBars(bins, mix(color, tokens.paper, 0.35)) : undefined,
      hovertext: bins.map(bin => `${escapeMarkup(model.title)}<br>${binWords(bin)}`),
      hoverinfo: 'text',
    };
  });
  const most = Math.min(1, 1.05 * highest(result));
  return {
    data: lines as unknown as Data[],
    layout: {
      margin: CURVE_MARGIN,
      xaxis: { ...percentAxis('foretold', tokens), range: [-0.02 * most, most] },
      yaxis: { ...percentAxis('had the event', tokens), range: [-0.02 * most, most] },
      shapes: [guide(0, 0, 1, 1, tokens)],
    },
  };
}

function errorBars(bins: readonly CalibrationBin[], color: string) {
  return {
    type: 'data',
    symmetric: false,
    array: bins.map(({ rate }) => rate.high - rate.value),
    arrayminus: bins.map(({ rate }) => rate.value - rate.low),
    color,
    thickness: 1,
    width: 3,
  };
}

function highest(result: ScoringResult): number {
  const drawn = result.models.flatMap(({ id, evaluation }) =>
    evaluation.calibration.bins.flatMap(bin => [bin.meanScore, id === result.chosen ? bin.rate.high : bin.rate.value]),
  );
  return Math.max(0.05, ...drawn);
}

function binWords({ n, meanScore, rate }: CalibrationBin): string {
  return `foretold ${formatPercent(meanScore)}<br>had the event ${formatPercent(rate.value)}, 95 % ${intervalText(rate, asPercent)}<br>n ${formatCount(n)}`;
}

export function calibrationTakeaway(result: ScoringResult): string {
  const { title, evaluation } = modelInUse(result);
  const last = evaluation.calibration.bins.at(-1);
  if (!last) return 'What was foretold and what happened';
  return `Where ${title} foretells ${formatPercent(last.meanScore)}, ${formatPercent(last.rate.value)} had the event`;
}

export function calibrationTable({ models }: ScoringResult): ChartTable {
  return {
    columns: ['Model', 'n', 'Foretold', 'Had the event', 'low 95 %', 'high 95 %'],
    rows: models.flatMap(({ title, evaluation }) =>
      evaluation.calibration.bins.map(({ n, meanScore, rate }) => [
        title,
        n,
        meanScore,
        rate.value,
        rate.low,
        rate.high,
      ]),
    ),
  };
}
