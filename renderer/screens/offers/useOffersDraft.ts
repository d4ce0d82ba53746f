import { useMemo, useState } from 'react';
import type { Offers } from '#shared/offers/choices';
import { useProject } from '../../hooks/EngineContext.ts';

export interface OffersDraft {
  /** The recipe's, with what was changed on the form since. */
  readonly values: Offers;
  /** Only what differs from the recipe. */
  readonly changed: Partial<Offers>;
  change(part: Partial<Offers>): void;
  clear(): void;
}

/** What is chosen on the form; nothing of it enters the recipe before offers are made. */
export function useOffersDraft(): OffersDraft {
  const recipe = useProject()!.recipe.offers;
  const [draft, setDraft] = useState<Partial<Offers>>({});
  return useMemo(() => {
    const keys = Object.keys(draft) as (keyof Offers)[];
    const isChanged = (key: keyof Offers) => JSON.stringify(draft[key]) !== JSON.stringify(recipe[key]);
    return {
      values: { ...recipe, ...draft },
      changed: Object.fromEntries(keys.filter(isChanged).map(key => [key, draft[key]])),
      change: part => setDraft(before => ({ ...before, ...part })),
      clear: () => setDraft({}),
    };
  }, [draft, recipe]);
}
