import type { Run } from '../jobs/Run.ts';
import type { Recipe } from '#shared/recipe';
import { defaultReading } from '#shared/reading';
import { MadeOffers, type ShownOffers } from './MadeOffers.ts';
import type { OfferReasons } from '../recommend/reasons.ts';
import type { Segmented } from '../segments/Segmented.ts';
import type { OfferData } from './offerSources.ts';

/** Offers outside an open project, and the reasons for them when they are asked for. @throws as `MadeOffers.make` */
export async function makeOffers(
  data: OfferData,
  segmented: Segmented | null,
  run: Run,
): Promise<{ shown: ShownOffers; reasons: () => Promise<OfferReasons> }> {
  const offers = new MadeOffers();
  const shown = await offers.make(data, segmented, run);
  return { shown, reasons: () => offers.reasonsOf(shown, run) };
}

/** The recipe with files that offers are made from as further tables, joined to nothing; those it names already stay as they are. */
export function withLists(recipe: Recipe, names: readonly string[]): Recipe {
  const known = new Set(recipe.tables.map(table => table.file?.name));
  const lists = names
    .filter(name => !known.has(name))
    .map((name, i) => ({
      id: `list-${recipe.tables.length + i + 1}`,
      file: { name, sha256: null },
      reading: defaultReading(),
      rfm: null,
    }));
  return lists.length === 0 ? recipe : { ...recipe, tables: [...recipe.tables, ...lists] };
}
