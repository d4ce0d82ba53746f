import type { ScoringSetup } from '#shared/contract/score';
import type { Query } from '../../hooks/useQuery.ts';
import type { ScoringDraft } from './useScoringDraft.ts';

export type SetupAnswer = Pick<Query<ScoringSetup>, 'data' | 'error' | 'isWorking' | 'askAgain'>;

/** What each part of the form needs. */
export interface SetUpProps {
  readonly draft: ScoringDraft;
  readonly setup: ScoringSetup;
  readonly isDisabled: boolean;
}

export function withColumn(columns: readonly string[], column: string): string[] {
  return [...columns.filter(other => other !== column), column];
}

export function withoutColumn(columns: readonly string[], column: string): string[] {
  return columns.filter(other => other !== column);
}
