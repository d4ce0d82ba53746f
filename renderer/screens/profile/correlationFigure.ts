import type { Data } from 'plotly.js';
import { formatCount, formatFixed } from '#shared/format';
import type { Association, Correlations } from '#shared/profile';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { cut } from './depthFigure.ts';

export type NumberMeasure = 'pearson' | 'spearman';

/** Cells are labelled with their number while there is room. */
const MOST_LABELLED = 16;

/** The number that stands for a pair, and what it is called. */
export function measureOf(pair: Association, measure: NumberMeasure): { value: number | null; name: string } {
  if (pair.kind === 'numbers') return { value: pair[measure], name: measure === 'pearson' ? 'Pearson' : 'Spearman' };
  return pair.kind === 'categories' ? { value: pair.cramersV, name: 'Cramér’s V' } : { value: pair.eta, name: 'eta' };
}

/** Columns by columns: orange where one falls as the other rises, blue where they go together. */
export function correlationFigure({ drawn, pairs }: Correlations, measure: NumberMeasure, tokens: Tokens): Figure {
  const at = new Map(drawn.map(({ name }, i) => [name, i]));
  const size = drawn.length;
  const values: (number | null)[][] = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
  const words = Array.from({ length: size }, (_row, i) =>
    Array.from({ length: size }, (_cell, j) => (i === j ? escapeMarkup(drawn[i].name) : '')),
  );
  for (const pair of pairs) {
    const { value, name } = measureOf(pair, measure);
    const [i, j] = [at.get(pair.a)!, at.get(pair.b)!];
    const text = `${escapeMarkup(pair.a)}<br>${escapeMarkup(pair.b)}<br>${value === null ? 'no value: one of them does not vary' : `${name} ${formatFixed(value, 3)}`}, n ${formatCount(pair.n)}`;
    values[i][j] = values[j][i] = value;
    words[i][j] = words[j][i] = text;
  }
  const isLabelled = size <= MOST_LABELLED;
  const ticks = {
    tickvals: drawn.map((_, i) => i),
    ticktext: drawn.map(({ name }) => escapeMarkup(cut(name, 18))),
    showgrid: false,
    zeroline: false,
    ticks: '' as const,
  };
  const map = {
    type: 'heatmap',
    z: values,
    x: drawn.map((_, i) => i),
    y: drawn.map((_, i) => i),
    zmin: -1,
    zmax: 1,
    xgap: 1,
    ygap: 1,
    colorscale: [
      [0, tokens.medium],
      [0.5, tokens.paper],
      [1, tokens.accent],
    ],
    colorbar: {
      thickness: 10,
      len: 0.6,
      outlinewidth: 0,
      tickvals: [-1, -0.5, 0, 0.5, 1],
      tickfont: { size: 11, color: tokens.muted },
    },
    text: isLabelled ? values.map(row => row.map(value => (value === null ? '' : formatFixed(value, 2)))) : undefined,
    texttemplate: isLabelled ? '%{text}' : undefined,
    textfont: { size: 10 },
    hovertext: words,
    hoverinfo: 'text',
    hoverongaps: false,
  };
  return {
    data: [map as unknown as Data],
    layout: {
      margin: { l: 130, r: 8, t: 8, b: 110 },
      xaxis: { ...ticks, tickangle: size > 6 ? -60 : 0 },
      yaxis: { ...ticks, autorange: 'reversed' },
    },
  };
}

export function correlationTable({ pairs }: Correlations): ChartTable {
  const rows = [...pairs].sort((p, q) => q.strength - p.strength);
  return {
    columns: ['Column', 'With', 'Pearson', 'Spearman', 'Cramér’s V', 'eta', 'n'],
    rows: rows.map(pair => [
      pair.a,
      pair.b,
      pair.kind === 'numbers' ? pair.pearson : null,
      pair.kind === 'numbers' ? pair.spearman : null,
      pair.kind === 'categories' ? pair.cramersV : null,
      pair.kind === 'mixed' ? pair.eta : null,
      pair.n,
    ]),
  };
}
