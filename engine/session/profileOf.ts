import type { Profile } from '#shared/profile';
import type { Recipe } from '#shared/recipe';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { profileTable } from '../profile/profileTable.ts';

const known = new WeakMap<Imported, { seed: number; profile: Profile }>();

/** The profile of the customers, made once for as long as they stay the same. */
export async function profileOf(imported: Imported, recipe: Recipe, run: Run): Promise<Profile> {
  const kept = known.get(imported);
  if (kept?.seed === run.seed) return kept.profile;
  const profile = await profileTable(imported, recipe, run);
  known.set(imported, { seed: run.seed, profile });
  return profile;
}
