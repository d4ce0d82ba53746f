/** What is followed from period to period. */
import type { ColumnDrift, Light, MonitorPeriod } from './result.ts';

export interface DriftSeries {
  title: string;
  /** One per period; null where it was not measured. */
  values: (number | null)[];
}

/** Stability indices by period: of the score, of the segments, and of the column that changed most. */
export function indexSeries(periods: readonly MonitorPeriod[]): DriftSeries[] {
  const all = [
    { title: 'Score', values: periods.map(({ scores }) => scores[0]?.index?.value ?? null) },
    { title: 'Segments', values: periods.map(({ segments }) => segments?.index?.value ?? null) },
    {
      title: 'Most changed column',
      values: periods.map(({ columns }) => byDrift(columns)[0]?.index?.value ?? null),
    },
  ];
  return all.filter(({ values }) => values.some(value => value !== null));
}

/** ROC-AUC by period: measured where outcomes are known, and estimated. */
export function aucSeries(periods: readonly MonitorPeriod[]): DriftSeries[] {
  const all = [
    { title: 'Measured', values: periods.map(({ scores }) => scores[0]?.measured?.performance.rocAuc?.value ?? null) },
    { title: 'Estimated', values: periods.map(({ scores }) => scores[0]?.estimated?.rocAuc?.value ?? null) },
  ];
  return all.filter(({ values }) => values.some(value => value !== null));
}

/** The columns that changed most first. */
export function byDrift(columns: readonly ColumnDrift[]): ColumnDrift[] {
  return columns.toSorted((a, b) => (b.index?.value ?? -1) - (a.index?.value ?? -1));
}

export function countLight(columns: readonly ColumnDrift[], light: Light): number {
  return columns.filter(column => column.light === light).length;
}

/** Periods that were held against the same customers as one: figures of others say nothing beside them. */
export function heldAgainstSame(periods: readonly MonitorPeriod[], { model }: MonitorPeriod): MonitorPeriod[] {
  return periods.filter(one => one.model?.sha256 === model?.sha256);
}
