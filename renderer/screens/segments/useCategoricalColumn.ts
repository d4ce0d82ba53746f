import { useState } from 'react';
import { useQuery } from '../../hooks/useQuery.ts';
import { byDifference } from './byDifference.ts';

export interface CategoricalColumn {
  /** The most telling first; undefined while the engine has not answered. */
  readonly categorical: readonly string[] | undefined;
  readonly shown: string | undefined;
  choose(column: string): void;
}

/** The columns with categories, and the one in the large treemap: the most telling until another is chosen. */
export function useCategoricalColumn(): CategoricalColumn {
  const columns = useQuery('segment.columns', {});
  const profile = useQuery('segment.profile', {});
  const [chosen, choose] = useState<string | null>(null);
  const categorical = columns.data && profile.data && byDifference(columns.data.categorical, profile.data);
  const shown = chosen !== null && categorical?.includes(chosen) ? chosen : categorical?.[0];
  return { categorical, shown, choose };
}
