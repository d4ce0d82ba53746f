import type { Data } from 'plotly.js';
import { formatFixed } from '#shared/format';
import type { ChallengeReport, Challenger } from '#shared/scoring/challenge';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** ROC-AUC of the model and of each challenger with its interval; dotted is tossing a coin. */
export function challengeFigure({ challengers }: ChallengeReport, tokens: Tokens): Figure {
  const names = challengers.map(({ title }) => escapeMarkup(title));
  const isModel = challengers.map(({ id }) => id === 'model');
  const trace = {
    type: 'scatter',
    mode: 'markers',
    x: challengers.map(({ auc }) => (Number.isFinite(auc.value) ? auc.value : null)),
    y: names,
    error_x: {
      type: 'data',
      symmetric: false,
      array: challengers.map(({ auc }) => known(auc.high - auc.value)),
      arrayminus: challengers.map(({ auc }) => known(auc.value - auc.low)),
      color: tokens.muted,
      thickness: 1,
      width: 3,
    },
    marker: {
      size: 10,
      color: isModel.map(own => (own ? tokens.accent : tokens.muted)),
      symbol: isModel.map(own => (own ? 'diamond' : 'circle')),
    },
    hovertext: challengers.map((one, i) => `${names[i]}<br>ROC-AUC ${aucText(one)}`),
    hoverinfo: 'text',
  } as unknown as Data;
  return {
    data: [trace],
    layout: {
      margin: { l: 230, r: 12, t: 8, b: 40 },
      xaxis: {
        title: { text: 'ROC-AUC', font: { size: 11, color: tokens.muted }, standoff: 4 },
        zeroline: false,
      },
      yaxis: { autorange: 'reversed', type: 'category', tickfont: { size: 12, color: tokens.ink } },
      shapes: [
        {
          type: 'line',
          x0: 0.5,
          x1: 0.5,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: tokens.muted, width: 1, dash: 'dot' },
        },
      ],
    },
  };
}

function known(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** "0.864 (0.851 to 0.877)". */
export function aucText({ auc }: Challenger): string {
  return `${formatFixed(auc.value, 3)} (${formatFixed(auc.low, 3)} to ${formatFixed(auc.high, 3)})`;
}

export function challengeTable({ challengers }: ChallengeReport): ChartTable {
  return {
    columns: ['By', 'ROC-AUC', 'low 95 %', 'high 95 %', 'n'],
    rows: challengers.map(({ title, auc }) => [title, auc.value, auc.low, auc.high, auc.n]),
  };
}
