import type { Data } from 'plotly.js';
import { formatNumber, formatPercent } from '#shared/format';
import type { ContributionCloud, ModelExplanation } from '#shared/scoring/explanation';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { cut, SCALE_WORDS } from './importanceFigure.ts';

const SHOWN_CLOUDS = 10;
/** Columns that points are stacked in, over the whole width. */
const COLUMNS = 120;
/** Half the room of a row, in rows. */
const HALF_ROW = 0.4;
const TALLEST_STEP = 0.09;
/** Low and high values; the same in `.valueRamp`. */
export const LOW_VALUE = '#1F63E0';
export const HIGH_VALUE = '#DD6B20';

export function beeswarmHeight({ clouds }: ModelExplanation): number {
  return 56 + 46 * Math.min(SHOWN_CLOUDS, clouds.length);
}

/** One row of points per feature: where a point lies is what the feature did to the score, its colour how large the value was. */
export function beeswarmFigure({ clouds, scale }: ModelExplanation, tokens: Tokens): Figure {
  const shown = clouds.slice(0, SHOWN_CLOUDS);
  const all = shown.flatMap(({ contributions }) => contributions);
  const [least, most] = [Math.min(0, ...all), Math.max(0, ...all)];
  const width = (most - least || 1) / COLUMNS;
  const points = shown.flatMap((cloud, row) => pointsOf(cloud, row, width));
  const trace = (wanted: typeof points, marker: object) => ({
    type: 'scatter',
    mode: 'markers',
    x: wanted.map(({ x }) => x),
    y: wanted.map(({ y }) => y),
    marker: { size: 4.5, opacity: 0.8, line: { width: 0 }, ...marker },
    hovertext: wanted.map(({ words }) => words),
    hoverinfo: 'text',
  });
  const placed = points.filter(({ position }) => position !== null);
  const unplaced = points.filter(({ position }) => position === null);
  return {
    data: [
      trace(unplaced, { color: tokens.muted }),
      trace(placed, {
        color: placed.map(({ position }) => position),
        cmin: 0,
        cmax: 1,
        colorscale: [
          [0, LOW_VALUE],
          [0.5, mix(LOW_VALUE, HIGH_VALUE, 0.5)],
          [1, HIGH_VALUE],
        ],
        showscale: false,
      }),
    ] as unknown as Data[],
    layout: {
      margin: { l: 170, r: 12, t: 8, b: 44 },
      xaxis: {
        zeroline: true,
        zerolinecolor: tokens.muted,
        title: {
          text: `contribution to the score, ${SCALE_WORDS[scale]}`,
          font: { size: 11, color: tokens.muted },
          standoff: 6,
        },
      },
      yaxis: {
        range: [shown.length - 0.5, -0.5],
        zeroline: false,
        tickvals: shown.map((_, row) => row),
        ticktext: shown.map(({ feature }) => escapeMarkup(cut(feature, 26))),
        tickfont: { size: 12, color: tokens.ink },
      },
    },
  };
}

/** Points of about the same contribution are stacked up and down around their row. */
function pointsOf({ feature, contributions, positions }: ContributionCloud, row: number, width: number) {
  const columns = contributions.map(value => Math.floor(value / width));
  const counts = new Map<number, number>();
  for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  const step = Math.min(TALLEST_STEP, (2 * HALF_ROW) / Math.max(1, ...counts.values()));
  const stacked = new Map<number, number>();
  return contributions.map((x, i) => {
    const place = stacked.get(columns[i]) ?? 0;
    stacked.set(columns[i], place + 1);
    const offset = Math.ceil(place / 2) * (place % 2 === 0 ? 1 : -1);
    const position = positions[i];
    const value = position === null ? '' : `<br>value higher than ${formatPercent(position, 0)} of customers`;
    return { x, y: row + offset * step, position, words: `${escapeMarkup(feature)} ${formatNumber(x)}${value}` };
  });
}

export function beeswarmTable({ clouds, scale }: ModelExplanation): ChartTable {
  return {
    columns: [
      'Feature',
      'Customer',
      `Contribution (${SCALE_WORDS[scale]})`,
      'Place of the value, 0 lowest to 1 highest',
    ],
    rows: clouds.flatMap(({ feature, contributions, positions }) =>
      contributions.map((value, i) => [feature, String(i + 1), value, positions[i]]),
    ),
  };
}
