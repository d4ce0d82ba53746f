import { AppError } from '#shared/errors';
import type { OfferSource } from '#shared/offers/choices';
import type { Recipe } from '#shared/recipe';
import { sheetOf, tableRecipe } from '../combine/PlainTable.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { Owned } from '../recommend/Owned.ts';
import { ownedByColumns } from '../recommend/ownership.ts';
import { ownedByList, type ListTable } from '../recommend/readList.ts';
import { recogniseList, type RecognisedList } from '../recommend/recogniseList.ts';
import { possibleProducts, type PossibleProduct } from '../recommend/recogniseProducts.ts';
import { atHand, mainTable } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';

/** What offers are made from: the files, the recipe, and the customers that it makes of them. */
export interface OfferData {
  readonly source: SourceFile;
  readonly recipe: Recipe;
  readonly imported: Imported;
}
export interface FoundSources {
  readonly lists: readonly (RecognisedList & { readonly table: string; readonly name: string })[];
  readonly ownership: readonly PossibleProduct[];
  /** What is used where nothing is chosen; null where nothing is recognised. */
  readonly recognised: OfferSource | null;
}

/** A table of the project as it was read, one row per purchase. @throws AppError `recipe.invalid`, `tables.missing` */
function listTable({ source, recipe }: OfferData, id: string): ListTable {
  if (id === 'main') {
    const { name, raw, reading } = mainTable(source, recipe);
    return { id, name, raw, sheet: sheetOf(raw, reading, recipe, name), recipe: tableRecipe(recipe, reading) };
  }
  const table = recipe.tables.find(known => known.id === id);
  if (!table)
    throw new AppError('recipe.invalid', { where: 'offers.source.table', reason: `there is no table "${id}"` });
  const file = atHand(source, table);
  if (!file) throw new AppError('tables.missing', { name: table.file?.name ?? source.name, folder: 'this project' });
  const sheet = sheetOf(file.raw, table.reading, recipe, file.name);
  return { id, name: file.name, raw: file.raw, sheet, recipe: tableRecipe(recipe, table.reading) };
}

/** Every table that may say who has what, further ones first: someone added them for it. */
export async function findSources(data: OfferData, run: Run): Promise<FoundSources> {
  const { recipe, imported } = data;
  const used = new Set(recipe.combine.map(step => step.table));
  const ids = [...recipe.tables.map(({ id }) => id).sort((a, b) => Number(used.has(a)) - Number(used.has(b))), 'main'];
  const lists: FoundSources['lists'][number][] = [];
  for (const id of ids) {
    const list = listTable(data, id);
    lists.push({ ...(await recogniseList(list, run)), table: id, name: list.name });
  }
  const ownership = possibleProducts(imported.table, imported.roles);
  const products = ownership.filter(({ isProposed }) => isProposed).map(({ column }) => column);
  const list = lists.find(({ looksLikeList }) => looksLikeList)?.source ?? null;
  return { lists, ownership, recognised: list ?? (products.length > 0 ? { from: 'ownership', products } : null) };
}

/**
 * Who has what, as it is chosen or recognised.
 * @throws AppError `offers.noSource`, and as `ownedByList` and `ownedByColumns`; Cancelled
 */
export async function ownedOf(data: OfferData, run: Run): Promise<Owned> {
  const source = data.recipe.offers.source ?? (await findSources(data, run)).recognised;
  if (!source) throw new AppError('offers.noSource', { name: data.source.name });
  if (source.from === 'ownership') return ownedByColumns(source, data.imported.table, data.imported.roles);
  return ownedByList(source, listTable(data, source.table), data.imported, run);
}
