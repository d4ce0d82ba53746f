import type { ComparedClustering, Comparison } from '#shared/evidence';
import { formatCount, formatFixed, formatNumber, formatPercent } from '#shared/format';
import type { ChartTable } from '../../charts/figure.ts';

export interface CompareColumn {
  readonly title: string;
  /** How it was found, for those who ask. */
  readonly help: string;
  readonly better: 'higher' | 'lower' | null;
  of(entry: ComparedClustering): number | null;
  text(entry: ComparedClustering, nCustomers: number): string;
}

const known = (value: number | null | undefined) =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null;
const or = (value: number | null, text: (value: number) => string) => (value === null ? '–' : text(value));

export const COMPARE_COLUMNS: readonly CompareColumn[] = [
  {
    title: 'Segments',
    help: 'As asked for, or by the evidence for this method.',
    better: null,
    of: entry => entry.nClusters,
    text: entry => formatCount(entry.nClusters),
  },
  {
    title: 'Left out',
    help: 'Customers in no segment.',
    better: null,
    of: entry => entry.leftOut,
    text: ({ leftOut }, n) => (leftOut === 0 ? '0' : `${formatCount(leftOut)} (${formatPercent(leftOut / n)})`),
  },
  {
    title: 'Largest and smallest',
    help: 'Customers of the largest and of the smallest segment.',
    better: null,
    of: entry => entry.sizes[0] ?? null,
    text: ({ sizes }) =>
      sizes.length === 0 ? '–' : `${formatCount(sizes[0])} · ${formatCount(sizes[sizes.length - 1])}`,
  },
  {
    title: 'Silhouette',
    help: 'Higher is better; with its 95 % interval.',
    better: 'higher',
    of: ({ silhouette }) => known(silhouette.value),
    text: ({ silhouette: s }) =>
      or(known(s.value), value => `${formatFixed(value, 3)} (${formatFixed(s.low, 3)} to ${formatFixed(s.high, 3)})`),
  },
  {
    title: 'Davies–Bouldin',
    help: 'Lower is better.',
    better: 'lower',
    of: entry => known(entry.daviesBouldin),
    text: entry => or(known(entry.daviesBouldin), value => formatFixed(value, 3)),
  },
  {
    title: 'Calinski–Harabasz',
    help: 'Higher is better.',
    better: 'higher',
    of: entry => known(entry.calinskiHarabasz),
    text: entry => or(known(entry.calinskiHarabasz), value => formatNumber(value, 4)),
  },
  {
    title: 'Stability',
    help: 'Agreement with segmentations of bootstrap samples (adjusted Rand index); between the ends lie 95 % of them. Higher is better.',
    better: 'higher',
    of: ({ stability }) => known(stability?.value),
    text: ({ stability: s }) =>
      s ? `${formatFixed(s.value, 2)} (${formatFixed(s.low, 2)} to ${formatFixed(s.high, 2)})` : 'not tried',
  },
  {
    title: 'Agreement',
    help: 'Adjusted Rand index with the segments on show: 1 is the same segments, about 0 is chance.',
    better: null,
    of: ({ agreement }) => agreement,
    text: ({ agreement }) => or(agreement, value => formatFixed(value, 2)),
  },
];

/** Whether this entry has the best value of the column, among several that have one. */
export function isBest(
  column: CompareColumn,
  entry: ComparedClustering,
  entries: readonly ComparedClustering[],
): boolean {
  if (column.better === null || entry.error !== null) return false;
  const values = entries.filter(({ error }) => error === null).flatMap(other => column.of(other) ?? []);
  if (values.length < 2) return false;
  return column.of(entry) === (column.better === 'higher' ? Math.max(...values) : Math.min(...values));
}

export function comparisonTable({ entries }: Comparison): ChartTable {
  return {
    columns: ['Method', ...COMPARE_COLUMNS.map(({ title }) => title), 'Why not'],
    rows: entries.map(entry => [
      entry.title,
      ...COMPARE_COLUMNS.map(column => (entry.error === null ? column.of(entry) : null)),
      entry.error ?? '',
    ]),
  };
}
