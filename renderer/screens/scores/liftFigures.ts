import type { Annotations, Data } from 'plotly.js';
import { formatCount, formatFixed, formatNumber, formatPercent } from '#shared/format';
import type { LiftRow } from '#shared/scoring/evaluation';
import type { ScoringResult } from '#shared/scoring/result';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { CURVE_MARGIN, drawingOrder, guide, modelLine, percentAxis } from './curveFigures.ts';
import { asPercent, intervalText } from './measureText.ts';
import { modelLook } from './modelLooks.ts';
import { modelInUse } from './testedWords.ts';

/** Events found against customers acted on, highest scores first. */
export function gainsFigure(result: ScoringResult, tokens: Tokens): Figure {
  const lines = drawingOrder(result).map(model => {
    const { color, symbol } = modelLook(model.id);
    const { lift } = model.evaluation;
    return {
      ...modelLine(result, model),
      mode: 'lines+markers',
      marker: { color, symbol, size: model.id === result.chosen ? 7 : 5 },
      x: [0, ...reached(lift)],
      y: [0, ...lift.map(({ capture }) => capture)],
      hovertemplate: `${escapeMarkup(model.title)}<br>%{x:.0%} of the customers hold %{y:.1%} of the events<extra></extra>`,
    };
  });
  return {
    data: lines as unknown as Data[],
    layout: {
      margin: CURVE_MARGIN,
      xaxis: percentAxis('customers acted on, highest scores first', tokens),
      yaxis: percentAxis('events found', tokens),
      shapes: [guide(0, 0, 1, 1, tokens)],
    },
  };
}

/** Share of the customers in each tenth and those above. */
function reached(lift: readonly LiftRow[]): number[] {
  return lift.map(({ decile }) => decile / lift.length);
}

export function gainsTakeaway(result: ScoringResult): string {
  const [top] = modelInUse(result).evaluation.lift;
  return `The tenth with the highest scores holds ${formatPercent(top.capture)} of all events`;
}

export function gainsTable({ models }: ScoringResult): ChartTable {
  return {
    columns: [
      'Model',
      'Tenth',
      'n',
      'Events',
      'Mean score',
      'Rate',
      'Rate low 95 %',
      'Rate high 95 %',
      'Lift',
      'Capture',
    ],
    rows: models.flatMap(({ title, evaluation }) => evaluation.lift.map(row => [title, ...liftCells(row)])),
  };
}

function liftCells({ decile, n, events, meanScore, rate, lift, capture }: LiftRow): number[] {
  return [decile, n, events, meanScore, rate.value, rate.low, rate.high, lift, capture];
}

/** How frequent the event is in each tenth, with the share of all as a line. */
export function liftFigure(result: ScoringResult, tokens: Tokens): Figure {
  const { evaluation } = modelInUse(result);
  const { lift, prevalence } = evaluation;
  const bars = {
    type: 'bar',
    x: lift.map(({ decile }) => decile),
    y: lift.map(({ rate }) => rate.value),
    marker: { color: modelLook(result.chosen).color },
    error_y: {
      type: 'data',
      symmetric: false,
      array: lift.map(({ rate }) => rate.high - rate.value),
      arrayminus: lift.map(({ rate }) => rate.value - rate.low),
      color: tokens.ink,
      thickness: 1,
      width: 3,
    },
    hovertext: lift.map(liftWords),
    hoverinfo: 'text',
    textposition: 'none',
  };
  return {
    data: [bars as unknown as Data],
    layout: {
      margin: CURVE_MARGIN,
      bargap: 0.25,
      xaxis: {
        tickvals: lift.map(({ decile }) => decile),
        zeroline: false,
        showgrid: false,
        title: {
          text: 'tenth of the customers, highest scores first',
          font: { size: 11, color: tokens.muted },
          standoff: 6,
        },
      },
      yaxis: { ...percentAxis('had the event', tokens), range: [0, Math.min(1, 1.12 * highest(lift))] },
      shapes: [{ ...guide(0, prevalence.value, 1, prevalence.value, tokens), xref: 'paper' }],
      annotations: liftLabels(lift, prevalence.value, tokens),
    },
  };
}

/** The lift over each bar, and the share of all beside its line. */
function liftLabels(lift: readonly LiftRow[], share: number, tokens: Tokens): Partial<Annotations>[] {
  const over = lift.map((row): Partial<Annotations> => ({
    x: row.decile,
    y: row.rate.high,
    yanchor: 'bottom',
    text: `${formatFixed(row.lift, 1)} ×`,
    showarrow: false,
    font: { size: 11, color: tokens.ink },
  }));
  const ofAll: Partial<Annotations> = {
    x: 1,
    xref: 'paper',
    xanchor: 'right',
    y: share,
    yanchor: 'bottom',
    text: `all ${formatPercent(share)}`,
    showarrow: false,
    font: { size: 11, color: tokens.muted },
  };
  return [...over, ofAll];
}

function highest(lift: readonly LiftRow[]): number {
  return Math.max(0.01, ...lift.map(({ rate }) => rate.high));
}

function liftWords({ decile, n, events, rate, lift }: LiftRow): string {
  return `tenth ${decile}<br>had the event ${formatPercent(rate.value)}, 95 % ${intervalText(rate, asPercent)}<br>${formatFixed(lift, 2)} times the share of all<br>${formatNumber(events)} of ${formatCount(n)}`;
}

export function liftTakeaway(result: ScoringResult): string {
  const { title, evaluation } = modelInUse(result);
  const [top] = evaluation.lift;
  return `${title}: the highest tenth has the event ${formatFixed(top.lift, 1)} times as often as all`;
}

export function liftTable(result: ScoringResult): ChartTable {
  const { columns } = gainsTable(result);
  return { columns: columns.slice(1), rows: modelInUse(result).evaluation.lift.map(liftCells) };
}
