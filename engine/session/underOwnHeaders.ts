import type { Recipe } from '#shared/recipe';
import { sheetOf } from '../combine/PlainTable.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';
import type { Run } from '../jobs/Run.ts';
import { mainTable } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';
import { tableSoFar } from './tableWork.ts';

/**
 * The recipe with its choices about columns under the headers that a file has them by: the same header, or else the only one that differs from it in
 * case, spaces and punctuation alone, whose column keeps the name that it has in the recipe. Choices about columns that the file lacks are left out.
 * @throws AppError as `readSheet` and `tableSoFar`; Cancelled
 */
export async function underOwnHeaders(recipe: Recipe, source: SourceFile, run: Run): Promise<Recipe> {
  const headerOf = headersFor(Object.keys(recipe.columns), await headersIn(source, recipe, run));
  const columns = Object.entries(recipe.columns).flatMap(([asked, choice]) => {
    const header = headerOf.get(asked);
    if (header === undefined) return [];
    return [[header, header === asked ? choice : { ...choice, name: choice.name ?? asked }] as const];
  });
  return { ...recipe, columns: Object.fromEntries(columns) };
}

async function headersIn(source: SourceFile, recipe: Recipe, run: Run): Promise<readonly string[]> {
  const bare = { ...recipe, columns: {} };
  if (recipe.rfm !== null || recipe.combine.length > 0) return (await tableSoFar(source, bare, run)).table.names;
  const { raw, reading, name } = mainTable(source, bare);
  return sheetOf(raw, reading, bare, name).names;
}

/** Where one spelling is meant by several on either side, none is taken for another. */
function headersFor(asked: readonly string[], headers: readonly string[]): ReadonlyMap<string, string> {
  const exact = new Set(headers);
  const found = new Map(asked.filter(name => exact.has(name)).map(name => [name, name]));
  const open = asked.filter(name => !found.has(name));
  const free = headers.filter(header => !found.has(header));
  for (const name of open) {
    const alias = aliasOf(name);
    const meant = open.filter(other => aliasOf(other) === alias);
    const alike = free.filter(header => aliasOf(header) === alias);
    if (alias !== '' && meant.length === 1 && alike.length === 1) found.set(name, alike[0]);
  }
  return found;
}
