import { useMemo, useState } from 'react';
import type { Scoring } from '#shared/scoring/choices';
import { useProject } from '../../hooks/EngineContext.ts';

export interface ScoringDraft {
  /** The recipe's, with what was changed on the form since. */
  readonly values: Scoring;
  /** Only what differs from the recipe. */
  readonly changed: Partial<Scoring>;
  /** What of it decides on target, leaks and features. */
  readonly asked: Partial<Scoring>;
  change(part: Partial<Scoring>): void;
  clear(): void;
}
const ASKED = ['target', 'event', 'window', 'purpose', 'exclude', 'keep'] as const;

/** What is chosen on the form; nothing of it enters the recipe before customers are scored. */
export function useScoringDraft(): ScoringDraft {
  const recipe = useProject()!.recipe.scoring;
  const [draft, setDraft] = useState<Partial<Scoring>>({});
  return useMemo(() => {
    const keys = Object.keys(draft) as (keyof Scoring)[];
    const isChanged = (key: keyof Scoring) => JSON.stringify(draft[key]) !== JSON.stringify(recipe[key]);
    const only = (wanted: readonly (keyof Scoring)[]): Partial<Scoring> =>
      Object.fromEntries(wanted.filter(key => keys.includes(key) && isChanged(key)).map(key => [key, draft[key]]));
    return {
      values: { ...recipe, ...draft },
      changed: only(keys),
      asked: only(ASKED),
      change: part => setDraft(before => ({ ...before, ...part })),
      clear: () => setDraft({}),
    };
  }, [draft, recipe]);
}
