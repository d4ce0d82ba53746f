import type { ClusterCandidate } from '#shared/evidence';

export interface ChoiceMeasure {
  readonly key: 'silhouette' | 'daviesBouldin' | 'calinskiHarabasz' | 'inertia' | 'gap' | 'stability' | 'bic';
  readonly title: string;
  of(candidate: ClusterCandidate): number | null;
  /** Ends of the interval around the value, where there is one. */
  interval?(candidate: ClusterCandidate): { low: number; high: number } | null;
}

const MEASURES: readonly ChoiceMeasure[] = [
  {
    key: 'silhouette',
    title: 'Silhouette, higher is better',
    of: c => c.silhouette,
    interval: c => c.silhouetteInterval,
  },
  { key: 'daviesBouldin', title: 'Davies–Bouldin, lower is better', of: c => c.daviesBouldin },
  {
    key: 'calinskiHarabasz',
    title: 'Calinski–Harabasz, higher is better',
    of: c => c.calinskiHarabasz,
  },
  { key: 'inertia', title: 'Within-segment spread (elbow)', of: c => c.inertia },
  {
    key: 'gap',
    title: 'Gap statistic ± its error',
    of: c => c.gap,
    interval: ({ gap, gapError }) =>
      gap === null || gapError === null ? null : { low: gap - gapError, high: gap + gapError },
  },
  {
    key: 'stability',
    title: 'Stability on samples, higher is better',
    of: c => c.stability?.value ?? null,
    interval: c => c.stability,
  },
  { key: 'bic', title: 'BIC, lower is better', of: c => c.bic },
];

/** The measures that any candidate has a value of. */
export function measuresOf(candidates: readonly ClusterCandidate[]): ChoiceMeasure[] {
  return MEASURES.filter(measure => candidates.some(candidate => finite(measure.of(candidate)) !== null));
}

export function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
