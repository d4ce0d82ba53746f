import type { Data } from 'plotly.js';
import type { Drift } from '#shared/explanation';
import { formatCount, formatPercent } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { patternOf, segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** The segments stacked to the whole of each period; a period without customers is a gap. */
export function driftFigure(drift: Drift, segmentation: Segmentation, tokens: Tokens): Figure {
  const { periods, segmentIds, shares, counts, totals } = drift;
  const data = segmentIds.map((id, s) => {
    const look = segmentLook(segmentation, id);
    const name = segmentation.segments[s]?.name ?? String(id);
    return {
      type: 'bar',
      name,
      x: periods,
      y: shares.map(row => (Number.isFinite(row[s].value) ? row[s].value : null)),
      marker: {
        color: look.color,
        line: { width: 0.5, color: tokens.paper },
        pattern: patternOf(periods.map(() => look)),
      },
      hovertext: periods.map(
        (period, p) =>
          `${escapeMarkup(period)}<br>${escapeMarkup(name)}: ${formatPercent(shares[p][s].value)} (95 % interval ${formatPercent(shares[p][s].low)} to ${formatPercent(shares[p][s].high)})<br>${formatCount(counts[p][s])} of ${formatCount(totals[p])} customers`,
      ),
      hoverinfo: 'text',
      textposition: 'none',
    } as unknown as Data;
  });
  return {
    data,
    layout: {
      barmode: 'stack',
      bargap: 0.08,
      margin: { l: 52, r: 12, t: 8, b: 60 },
      xaxis: { type: 'category', showgrid: false, tickangle: periods.length > 10 ? -45 : 0 },
      yaxis: { range: [0, 1], tickformat: '.0%', title: { text: 'share of the period', font: { size: 11 } } },
    },
  };
}

export function driftTable(drift: Drift, segmentation: Segmentation): ChartTable {
  const { periods, segmentIds, shares, counts, totals } = drift;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    columns: [
      'Period',
      'Customers',
      ...segmentIds.flatMap((id, s) => {
        const name = `${id} ${segmentation.segments[s]?.name ?? ''}`.trim();
        return [name, `${name}, share`, `${name}, low`, `${name}, high`];
      }),
    ],
    rows: periods.map((period, p) => [
      period,
      totals[p],
      ...segmentIds.flatMap((_id, s) => {
        const { value, low, high } = shares[p][s];
        return [counts[p][s], finite(value), finite(low), finite(high)];
      }),
    ]),
  };
}
