import type { Data, Layout } from 'plotly.js';
import type { Tokens } from '../theme/tokens.ts';
import { FONT } from '../theme/tokens.ts';

/** The numbers of a chart as a table: for the CSV, and for those who do not look at pictures. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** What each row stands for, as the picture has it in `customdata`: with the keyboard, rows are picked as marks are with the mouse. */
  readonly picks?: readonly unknown[];
}
/** A line drawn around marks, in the units of the axes. */
export type Polygon = [number, number][];
export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}
/** What was clicked: Plotly's point, with what the chart put into `customdata`. */
export interface PickedPoint {
  readonly customdata?: unknown;
  readonly pointIndex?: number;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly label?: unknown;
  readonly id?: unknown;
}

/** Lays the house style under a figure: no background, hairline grid, tabular Inter. */
export function withHouseStyle(layout: Partial<Layout>, tokens: Tokens): Partial<Layout> {
  const axis = {
    gridcolor: tokens.line,
    linecolor: tokens.line,
    zerolinecolor: tokens.line,
    tickfont: { size: 11, color: tokens.muted },
    separatethousands: true,
    automargin: true,
    fixedrange: false,
  };
  const axes = Object.fromEntries(
    Object.entries({ xaxis: {}, yaxis: {}, ...layout })
      .filter(([name]) => /^[xy]axis\d*$/.test(name))
      .map(([name, own]) => [name, { ...axis, ...(own as object) }]),
  );
  return {
    autosize: true,
    margin: { l: 48, r: 12, t: 8, b: 36 },
    showlegend: false,
    hovermode: 'closest',
    dragmode: false,
    ...layout,
    ...axes,
    font: { family: FONT, size: 12, color: tokens.ink },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    hoverlabel: {
      bgcolor: tokens.ink,
      bordercolor: tokens.ink,
      font: { family: FONT, size: 12, color: tokens.paper },
      align: 'left',
    },
    separators: '.,',
  };
}
