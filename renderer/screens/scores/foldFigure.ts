import type { Data } from 'plotly.js';
import { formatFixed } from '#shared/format';
import type { ScoringResult } from '#shared/scoring/result';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { modelLook } from './modelLooks.ts';
import { byAuc } from './testedWords.ts';

/** A dot for each tested part, a diamond for their mean, one line per model. */
export function foldFigure(result: ScoringResult, tokens: Tokens): Figure {
  const models = byAuc(result);
  const dots = models.map(({ id, title, evaluation }) => {
    const known = knownFolds(evaluation.folds.rocAuc);
    return {
      type: 'scatter',
      mode: 'markers',
      x: known.map(({ value }) => value),
      y: known.map(() => escapeMarkup(title)),
      marker: { color: mix(modelLook(id).color, tokens.paper, 0.25), size: 7, opacity: 0.75 },
      hovertext: known.map(({ value, fold }) => `${escapeMarkup(title)}, part ${fold}<br>${formatFixed(value, 3)}`),
      hoverinfo: 'text',
    };
  });
  const means = {
    type: 'scatter',
    mode: 'markers+text',
    x: models.map(({ evaluation }) => known(evaluation.folds.mean)),
    y: models.map(({ title }) => escapeMarkup(title)),
    text: models.map(({ evaluation }) => formatFixed(evaluation.folds.mean, 3)),
    textposition: 'top center',
    textfont: { size: 11, color: tokens.ink },
    marker: { color: tokens.ink, symbol: 'diamond', size: 10 },
    hovertext: models.map(
      ({ title, evaluation }) =>
        `${escapeMarkup(title)}<br>mean ${formatFixed(evaluation.folds.mean, 3)}, standard deviation ${formatFixed(evaluation.folds.sd, 3)}`,
    ),
    hoverinfo: 'text',
  };
  return {
    data: [...dots, means] as unknown as Data[],
    layout: {
      margin: { l: 150, r: 16, t: 28, b: 40 },
      xaxis: {
        title: { text: 'ROC-AUC', font: { size: 11, color: tokens.muted }, standoff: 4 },
        zeroline: false,
      },
      yaxis: {
        range: [models.length - 0.5, -0.75],
        type: 'category',
        categoryarray: models.map(({ title }) => escapeMarkup(title)),
        tickfont: { size: 12, color: tokens.ink },
      },
    },
  };
}

function known(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function knownFolds(rocAuc: readonly (number | null)[]) {
  return rocAuc.flatMap((value, i) => (known(value) === null ? [] : [{ value: value as number, fold: i + 1 }]));
}

export function foldTable({ models }: ScoringResult): ChartTable {
  return {
    columns: ['Model', 'Part', 'ROC-AUC'],
    rows: models.flatMap(({ title, evaluation }) => [
      ...evaluation.folds.rocAuc.map((value, i) => [title, String(i + 1), known(value)]),
      [title, 'mean', known(evaluation.folds.mean)],
      [title, 'standard deviation', known(evaluation.folds.sd)],
    ]),
  };
}
