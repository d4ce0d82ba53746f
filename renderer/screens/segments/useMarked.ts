import type { Filter } from '#shared/contract/dataset';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Marked } from './marked.ts';

/** What the engine counts of a selection, the same for every picture in sight; undefined while nothing is selected. */
export function useMarked(picked: readonly Filter[] | null): Marked | undefined {
  const answer = useQuery('segment.selected', picked && { filters: [...picked] });
  return picked ? answer.data : undefined;
}
