import type { Data } from 'plotly.js';
import { formatCount, formatPercent } from '#shared/format';
import type { DependencePoint, PartialDependence } from '#shared/scoring/explanation';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { cut } from './importanceFigure.ts';

/** Where a gap stands beside an axis of numbers, as a share of its length. */
const GAP_PLACE = 0.08;
/** Single lines that are drawn. */
const MOST_SINGLE = 60;
const MOST_LABEL = 16;
/** So few values of a number are named one by one. */
const FEW_POINTS = 6;

/** Mean probability along a feature over lines of single customers; a gap stands apart at the right. */
export function dependenceFigure(dependence: PartialDependence, tokens: Tokens): Figure {
  const { points, single, feature } = dependence;
  const isNumber = points.some(({ kind }) => kind === 'number');
  const x = placesOf(points, isNumber);
  const joined = points.map((_, i) => i).filter(i => points[i].kind !== 'missing');
  const apart = points.map((_, i) => i).filter(i => points[i].kind === 'missing');
  const faint = mix(tokens.muted, tokens.paper, 0.55);
  const lines = single.slice(0, MOST_SINGLE).map(own => ({
    type: 'scatter',
    mode: isNumber ? 'lines' : 'markers',
    x: (isNumber ? joined : points.map((_, i) => i)).map(i => x[i]),
    y: (isNumber ? joined : points.map((_, i) => i)).map(i => own[i]),
    line: { color: faint, width: 0.75 },
    marker: { color: faint, size: 4, opacity: 0.6 },
    hoverinfo: 'skip',
  }));
  const mean = (of: readonly number[], mode: string) => ({
    type: 'scatter',
    mode,
    x: of.map(i => x[i]),
    y: of.map(i => points[i].mean),
    line: { color: tokens.accent, width: 3 },
    marker: { color: tokens.accent, size: isNumber ? 6 : 11 },
    hovertext: of.map(i => pointWords(feature, points[i])),
    hoverinfo: 'text',
  });
  return {
    data: [
      ...lines,
      mean(joined, isNumber ? 'lines+markers' : 'markers'),
      ...(apart.length > 0
        ? [{ ...mean(apart, 'markers'), marker: { color: tokens.accent, size: 11, symbol: 'diamond' } }]
        : []),
    ] as unknown as Data[],
    layout: {
      margin: { l: 56, r: 16, t: 8, b: 48 },
      xaxis: {
        ...ticksOf(points, x, isNumber),
        showgrid: isNumber,
        zeroline: false,
        title: { text: escapeMarkup(feature), font: { size: 11, color: tokens.muted }, standoff: 8 },
      },
      yaxis: {
        tickformat: '.0%',
        zeroline: false,
        rangemode: 'tozero',
        title: { text: 'probability', font: { size: 11, color: tokens.muted }, standoff: 6 },
      },
    },
  };
}

function placesOf(points: readonly DependencePoint[], isNumber: boolean): number[] {
  if (!isNumber) return points.map((_, i) => i);
  const known = points.flatMap(({ value, kind }) => (kind === 'number' && value !== null ? [value] : []));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const beside = most + GAP_PLACE * (most - least || 1);
  return points.map(({ value }) => value ?? beside);
}

/** Numbers have an axis of their own, with the gap named beside it; levels are named one by one. */
function ticksOf(points: readonly DependencePoint[], x: readonly number[], isNumber: boolean) {
  const gaps = points.map((_, i) => i).filter(i => points[i].kind === 'missing');
  const isFew = points.length <= FEW_POINTS;
  if (isNumber && gaps.length === 0 && !isFew) return {};
  if (!isNumber) {
    const labels = points.map(({ label }) => escapeMarkup(cut(label, MOST_LABEL)));
    return {
      tickvals: [...x],
      ticktext: labels,
      range: [-0.6, points.length - 0.4],
      tickangle: labels.length > 8 ? -40 : 0,
    };
  }
  const numbers = points.map((_, i) => i).filter(i => points[i].kind === 'number');
  const every = Math.max(1, Math.ceil(numbers.length / 6));
  const shown = [...numbers.filter((_, place) => place % every === 0), ...gaps];
  return {
    tickvals: shown.map(i => x[i]),
    ticktext: shown.map(i => escapeMarkup(cut(points[i].label, MOST_LABEL))),
    tickangle: 0,
  };
}

function pointWords(feature: string, { label, mean, n, share }: DependencePoint): string {
  return `${escapeMarkup(feature)} ${escapeMarkup(label)}<br>mean probability ${formatPercent(mean)}<br>${formatCount(n)} customers near it (${formatPercent(share)})`;
}

export function dependenceTable({ feature, points }: PartialDependence): ChartTable {
  return {
    columns: [feature, 'Mean probability', 'Customers near it', 'Share of them'],
    rows: points.map(({ label, mean, n, share }) => [label, mean, n, share]),
  };
}
