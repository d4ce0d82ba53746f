import type { Data, Layout } from 'plotly.js';
import { formatFixed, formatPercent } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';
import type { FairnessColumn, FairnessFigures } from '#shared/scoring/fairness';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';

interface Panel {
  readonly title: string;
  /** Where there is no difference. */
  readonly even: number;
  readonly text: (value: number) => string;
  readonly of: (figures: FairnessFigures) => Measure | null;
}
/** Difference of shares in percentage points: 0.021 → "+2.1 pp". */
export function pointsText(value: number): string {
  return `${value < 0 ? '−' : '+'}${formatFixed(Math.abs(100 * value), 1)} pp`;
}
const asRatio = (value: number) => formatFixed(value, 2);

const PANELS: readonly Panel[] = [
  { title: 'adverse impact ratio', even: 1, text: asRatio, of: ({ impactRatio }) => impactRatio },
  { title: 'true positive gap', even: 0, text: pointsText, of: ({ truePositiveGap }) => truePositiveGap },
  { title: 'false positive gap', even: 0, text: pointsText, of: ({ falsePositiveGap }) => falsePositiveGap },
  { title: 'calibration gap', even: 0, text: pointsText, of: ({ calibrationGap }) => calibrationGap },
];
/** Parts of the width between two panels. */
const GAP = 0.03;

/** The groups that have figures, the reference first. */
export function shownGroups({
  groups,
}: FairnessColumn): { name: string; isReference: boolean; figures: FairnessFigures }[] {
  const shown = groups.flatMap(({ name, isReference, figures }) => (figures ? [{ name, isReference, figures }] : []));
  return [...shown.filter(group => group.isReference), ...shown.filter(group => !group.isReference)];
}

/** Each figure of each group with its interval, against the reference group. */
export function fairnessFigure(column: FairnessColumn, tokens: Tokens): Figure {
  const groups = shownGroups(column);
  const names = groups.map(({ name, isReference }) => escapeMarkup(isReference ? `${name} (reference)` : name));
  const width = (1 - GAP * (PANELS.length - 1)) / PANELS.length;
  const axes: Record<string, object> = {};
  const data = PANELS.map((panel, p) => {
    const suffix = p === 0 ? '' : String(p + 1);
    const start = p * (width + GAP);
    axes[`xaxis${suffix}`] = {
      domain: [start, start + width],
      title: { text: panel.title, font: { size: 11, color: tokens.muted }, standoff: 4 },
      zeroline: false,
      nticks: 4,
      ...(panel.even === 0 ? { tickformat: '.0%' } : {}),
    };
    return points(panel, suffix, groups, names, tokens);
  });
  const lines = PANELS.map((panel, p) => ({
    type: 'line' as const,
    xref: `x${p === 0 ? '' : p + 1}` as 'x',
    x0: panel.even,
    x1: panel.even,
    yref: 'paper' as const,
    y0: 0,
    y1: 1,
    line: { color: tokens.muted, width: 1, dash: 'dot' as const },
  }));
  const layout = {
    margin: { l: 150, r: 12, t: 8, b: 40 },
    ...axes,
    yaxis: { autorange: 'reversed', type: 'category', tickfont: { size: 12, color: tokens.ink } },
    shapes: lines,
  };
  return { data, layout: layout as Partial<Layout> };
}

function points(
  panel: Panel,
  suffix: string,
  groups: ReturnType<typeof shownGroups>,
  names: readonly string[],
  tokens: Tokens,
): Data {
  const found = groups.map(({ figures }) => panel.of(figures));
  const known = found.map(one => (one && Number.isFinite(one.value) ? one : null));
  return {
    type: 'scatter',
    mode: 'markers',
    x: known.map((one, i) => one?.value ?? (groups[i].isReference ? panel.even : null)),
    y: names,
    xaxis: `x${suffix}`,
    error_x: {
      type: 'data',
      symmetric: false,
      array: known.map(one => (one ? one.high - one.value : 0)),
      arrayminus: known.map(one => (one ? one.value - one.low : 0)),
      color: tokens.muted,
      thickness: 1,
      width: 3,
    },
    marker: {
      size: 9,
      color: groups.map(({ isReference }) => (isReference ? tokens.muted : tokens.accent)),
      symbol: groups.map(({ isReference }) => (isReference ? 'circle-open' : 'circle')),
    },
    hovertext: known.map((one, i) =>
      one
        ? `${names[i]}<br>${panel.title} ${panel.text(one.value)} (95 % ${panel.text(one.low)} to ${panel.text(one.high)})`
        : names[i],
    ),
    hoverinfo: 'text',
  } as unknown as Data;
}

export function fairnessTable(column: FairnessColumn): ChartTable {
  return {
    columns: ['Group', 'Figure', 'Value', 'low 95 %', 'high 95 %', 'n'],
    rows: shownGroups(column).flatMap(({ name, figures }) =>
      PANELS.map(panel => {
        const one = panel.of(figures);
        return [name, panel.title, one?.value ?? null, one?.low ?? null, one?.high ?? null, one?.n ?? null];
      }),
    ),
  };
}

/** "41.2 % (39.0 % to 43.4 %)". */
export function shareText({ value, low, high }: Measure): string {
  return `${formatPercent(value)} (${formatPercent(low)} to ${formatPercent(high)})`;
}
