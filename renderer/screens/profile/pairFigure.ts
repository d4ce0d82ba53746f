import type { Data } from 'plotly.js';
import { formatCount, formatNumber, formatPercent } from '#shared/format';
import type { PairView } from '#shared/profile';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { cut } from './depthFigure.ts';

/** Cells are labelled with their share while there is room. */
const MOST_LABELLED = 7;

export function pairFigure(view: PairView, tokens: Tokens): Figure {
  if (view.kind === 'numbers') return pointsFigure(view, tokens);
  return view.kind === 'categories' ? crossFigure(view, tokens) : boxesFigure(view, tokens);
}

type View<K extends PairView['kind']> = Extract<PairView, { kind: K }>;

function pointsFigure({ a, b, x, y }: View<'numbers'>, tokens: Tokens): Figure {
  const points = {
    type: 'scatter',
    mode: 'markers',
    x,
    y,
    marker: { color: tokens.accent, size: 4, opacity: 0.45 },
    hovertext: x.map(
      (value, i) => `${escapeMarkup(a)} ${formatNumber(value, 5)}<br>${escapeMarkup(b)} ${formatNumber(y[i], 5)}`,
    ),
    hoverinfo: 'text',
  };
  const title = (text: string) => ({ text: escapeMarkup(cut(text, 40)), font: { size: 11, color: tokens.muted } });
  return {
    data: [points as unknown as Data],
    layout: {
      margin: { l: 60, r: 8, t: 8, b: 44 },
      xaxis: { title: title(a), exponentformat: 'B', zeroline: false },
      yaxis: { title: title(b), exponentformat: 'B', zeroline: false },
    },
  };
}

/** Rows of shares, so that large levels do not outshine small ones. */
function crossFigure({ a, b, levelsA, levelsB, counts }: View<'categories'>, tokens: Tokens): Figure {
  const shares = counts.map(row => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map(count => (total > 0 ? count / total : 0));
  });
  const map = {
    type: 'heatmap',
    z: shares,
    x: levelsB.map((_, i) => i),
    y: levelsA.map((_, i) => i),
    zmin: 0,
    zmax: 1,
    xgap: 1,
    ygap: 1,
    showscale: false,
    colorscale: [
      [0, tokens.paper],
      [1, tokens.accent],
    ],
    text: shares.map(row => row.map(share => (share >= 0.005 ? formatPercent(share, 0) : ''))),
    texttemplate: levelsB.length <= MOST_LABELLED ? '%{text}' : undefined,
    textfont: { size: 10 },
    hovertext: counts.map((row, i) =>
      row.map(
        (count, j) =>
          `${escapeMarkup(a)}: ${escapeMarkup(cut(levelsA[i], 60))}<br>${escapeMarkup(b)}: ${escapeMarkup(cut(levelsB[j], 60))}<br>${formatCount(count)} customers, ${formatPercent(shares[i][j])} of the row`,
      ),
    ),
    hoverinfo: 'text',
  };
  const ticks = (levels: readonly string[]) => ({
    tickvals: levels.map((_, i) => i),
    ticktext: levels.map(level => escapeMarkup(cut(level, 16))),
    showgrid: false,
    zeroline: false,
  });
  return {
    data: [map as unknown as Data],
    layout: {
      margin: { l: 110, r: 8, t: 8, b: 70 },
      xaxis: { ...ticks(levelsB), tickangle: levelsB.length > 4 ? -40 : 0 },
      yaxis: { ...ticks(levelsA), autorange: 'reversed' },
    },
  };
}

function boxesFigure({ b, groups }: View<'mixed'>, tokens: Tokens): Figure {
  const boxes = {
    type: 'box',
    orientation: 'h',
    y: groups.map((_, i) => i),
    q1: groups.map(({ q1 }) => q1),
    median: groups.map(({ median }) => median),
    q3: groups.map(({ q3 }) => q3),
    lowerfence: groups.map(({ low }) => low),
    upperfence: groups.map(({ high }) => high),
    line: { color: tokens.accent, width: 1.5 },
    fillcolor: tokens.accentSoft,
    hoverinfo: 'x',
  };
  return {
    data: [boxes as unknown as Data],
    layout: {
      margin: { l: 110, r: 8, t: 8, b: 44 },
      yaxis: {
        tickvals: groups.map((_, i) => i),
        ticktext: groups.map(({ level }) => escapeMarkup(cut(level, 16))),
        autorange: 'reversed',
        showgrid: false,
        zeroline: false,
      },
      xaxis: {
        title: { text: escapeMarkup(cut(b, 40)), font: { size: 11, color: tokens.muted } },
        exponentformat: 'B',
        zeroline: false,
      },
    },
  };
}

export function pairTable(view: PairView): ChartTable {
  if (view.kind === 'numbers') return { columns: [view.a, view.b], rows: view.x.map((value, i) => [value, view.y[i]]) };
  if (view.kind === 'categories')
    return {
      columns: [`${view.a} / ${view.b}`, ...view.levelsB],
      rows: view.levelsA.map((level, i) => [level, ...view.counts[i]]),
    };
  return {
    columns: [view.a, 'n', 'lowest within fences', 'quarter', 'median', 'three quarters', 'highest within fences'],
    rows: view.groups.map(({ level, n, low, q1, median, q3, high }) => [level, n, low, q1, median, q3, high]),
  };
}
