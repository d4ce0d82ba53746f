import type { Annotations, Data } from 'plotly.js';
import { formatCount, formatNumber, formatPercent } from '#shared/format';
import type { AnswerScale, FeatureImportance, ModelExplanation } from '#shared/scoring/explanation';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { asThree, intervalText } from './measureText.ts';

export const SHOWN_FEATURES = 15;
const MOST_NAME = 26;
const MOST_WORDS = 54;
/** The longest bar takes this part of its panel; the words stand beside it. */
const BAR_ROOM = 2.6;

export const SCALE_WORDS: Record<AnswerScale, string> = {
  probability: 'probability',
  logOdds: 'log odds',
  points: 'points',
};

export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

export function importanceHeight({ importance }: ModelExplanation): number {
  return 60 + 26 * Math.min(SHOWN_FEATURES, importance.length);
}

/** Bars of the share of all contributions with the direction in words, what shuffling costs, and for trees what their questions gained. */
export function importanceFigure({ importance }: ModelExplanation, tokens: Tokens): Figure {
  const shown = importance.slice(0, SHOWN_FEATURES);
  const hasGain = shown.some(({ gainShare }) => gainShare !== null);
  const names = shown.map((_, i) => i);
  const most = Math.max(0.001, ...shown.map(({ share }) => share));
  const shares = {
    type: 'bar',
    orientation: 'h',
    x: shown.map(({ share }) => share),
    y: names,
    marker: { color: tokens.accent },
    hovertext: shown.map(shareWords),
    hoverinfo: 'text',
    textposition: 'none',
  };
  const axis = (text: string, domain: [number, number]) => ({
    domain,
    zeroline: true,
    title: { text, font: { size: 11, color: tokens.muted }, standoff: 6 },
  });
  return {
    data: [
      shares,
      dropTrace(shown, names, tokens),
      ...(hasGain ? [gainTrace(shown, names, tokens)] : []),
    ] as unknown as Data[],
    layout: {
      margin: { l: 170, r: 12, t: 8, b: 44 },
      bargap: 0.35,
      xaxis: {
        ...axis('share of all contributions', [0, hasGain ? 0.6 : 0.66]),
        range: [0, most * BAR_ROOM],
        tickformat: '.0%',
        showgrid: false,
        nticks: 5,
      },
      xaxis2: axis('ROC-AUC lost when shuffled', [hasGain ? 0.64 : 0.7, hasGain ? 0.82 : 1]),
      ...(hasGain ? { xaxis3: { ...axis('share of gain', [0.86, 1]), tickformat: '.0%', nticks: 4 } } : {}),
      yaxis: {
        autorange: 'reversed',
        showgrid: false,
        zeroline: false,
        tickvals: names,
        ticktext: shown.map(({ feature }) => escapeMarkup(cut(feature, MOST_NAME))),
        tickfont: { size: 12, color: tokens.ink },
      },
      annotations: shown.map((one, i): Partial<Annotations> => ({
        x: one.share,
        y: i,
        xanchor: 'left',
        xshift: 5,
        text: `<b>${formatPercent(one.share)}</b> ${escapeMarkup(cut(one.direction, MOST_WORDS))}`,
        showarrow: false,
        font: { size: 11, color: tokens.muted },
      })),
    },
  };
}

function gainTrace(shown: readonly FeatureImportance[], names: readonly number[], tokens: Tokens) {
  return {
    type: 'bar',
    orientation: 'h',
    x: shown.map(({ gainShare }) => gainShare),
    y: names,
    xaxis: 'x3',
    marker: { color: tokens.muted },
    hovertext: shown.map(({ feature, gainShare }) =>
      gainShare === null ? '' : `${escapeMarkup(feature)}<br>${formatPercent(gainShare)} of the gain of all questions`,
    ),
    hoverinfo: 'text',
    textposition: 'none',
  };
}

function dropTrace(shown: readonly FeatureImportance[], names: readonly number[], tokens: Tokens) {
  return {
    type: 'scatter',
    mode: 'markers',
    x: shown.map(({ drop }) => drop?.value ?? null),
    y: names,
    xaxis: 'x2',
    marker: { color: tokens.ink, size: 7 },
    error_x: {
      type: 'data',
      symmetric: false,
      array: shown.map(({ drop }) => (drop ? drop.high - drop.value : 0)),
      arrayminus: shown.map(({ drop }) => (drop ? drop.value - drop.low : 0)),
      color: tokens.muted,
      thickness: 1,
      width: 3,
    },
    hovertext: shown.map(dropWords),
    hoverinfo: 'text',
  };
}

function shareWords({ feature, share, direction }: FeatureImportance): string {
  return `${escapeMarkup(feature)}<br>${formatPercent(share)} of all contributions<br>${escapeMarkup(direction)}`;
}

function dropWords({ feature, drop }: FeatureImportance): string {
  if (!drop) return '';
  return `${escapeMarkup(feature)}<br>ROC-AUC lost ${asThree(drop.value)}, 95 % ${intervalText(drop, asThree)}<br>n ${formatCount(drop.n)}`;
}

export function importanceTable({ importance, scale }: ModelExplanation): ChartTable {
  return {
    columns: [
      'Feature',
      'Share of contributions',
      `Mean size (${SCALE_WORDS[scale]})`,
      'Direction',
      'ROC-AUC lost when shuffled',
      'low 95 %',
      'high 95 %',
      'n',
      'Share of gain',
    ],
    rows: importance.map(({ feature, share, meanAbs, direction, drop, gainShare }) => [
      feature,
      share,
      Number(formatNumber(meanAbs, 5).replaceAll(',', '')),
      direction,
      drop?.value ?? null,
      drop?.low ?? null,
      drop?.high ?? null,
      drop?.n ?? null,
      gainShare,
    ]),
  };
}
