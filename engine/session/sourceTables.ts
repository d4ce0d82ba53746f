import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors';
import { learnedLists, type OutcomeList } from '#shared/feedback/choices';
import { formatReading } from '#shared/reading';
import type { Recipe } from '#shared/recipe';
import type { FurtherTable } from '#shared/tables';
import type { TableSource } from '../combine/combineTables.ts';
import { readSource } from '../formats/readSource.ts';
import type { Run } from '../jobs/Run.ts';
import { sha256Text } from '../store/hashes.ts';
import { asksTheSame } from './asksTheSame.ts';
import type { ReadFile, SourceFile } from './SourceFile.ts';

/** Looks for a further file by its name; null when it is nowhere. */
export interface FileFinder {
  find(name: string): string | null;
  /** Where it was looked for, in words. */
  readonly where: string;
}
/** Nothing is looked for: what is needed was read before. */
export const AT_HAND: FileFinder = { find: () => null, where: 'this project' };

/** Further files beside the main one, or among those that were named. */
export function filesBeside(path: string, named: readonly string[] = []): FileFinder {
  const beside = dirname(path);
  return {
    where: `the folder of ${nameOf(path)}`,
    find: name => {
      const given = named.find(file => nameOf(file) === name);
      if (given !== undefined) return given;
      return existsSync(join(beside, name)) ? join(beside, name) : null;
    },
  };
}
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

export function mainTable(source: SourceFile, { reading, rfm }: Recipe): TableSource {
  const { name, sha256, sizeBytes, raw } = source;
  return { id: 'main', name, sha256, sizeBytes, raw, reading, rfm };
}

/** @throws AppError `tables.missing` when the cells of a table are not at hand */
export function furtherTables(source: SourceFile, recipe: Recipe): TableSource[] {
  const used = new Set(recipe.combine.map(step => step.table));
  return recipe.tables
    .filter(table => used.has(table.id))
    .map(table => {
      const found = atHand(source, table);
      if (!found) throw missing(source, table, AT_HAND);
      const { name, sha256, sizeBytes, raw } = found;
      return { id: table.id, name, sha256, sizeBytes, raw, reading: table.reading, rfm: table.rfm };
    });
}

/** The cells of a further table, if they have been read: known by the hash of the file and by what was asked of the format. */
export function atHand(source: SourceFile, table: Pick<FurtherTable, 'file' | 'reading'>): ReadFile | undefined {
  const sha256 = table.file === null ? source.sha256 : table.file.sha256;
  return source.further.find(known => known.sha256 === sha256 && asksTheSame(known, table.reading));
}

/**
 * Reads the further tables of a recipe that are not at hand yet.
 * @param isStrict a file whose hash is not the one in the recipe is refused; else it is taken, and the recipe says so
 * @returns the source with them, and the recipe with the hashes of the files that were read
 * @throws AppError `tables.missing`, `tables.changed`, and as reading a file does
 */
export async function openTables(
  source: SourceFile,
  recipe: Recipe,
  run: Run,
  finder: FileFinder,
  isStrict: boolean,
): Promise<{ source: SourceFile; recipe: Recipe }> {
  let opened = source;
  const tables: FurtherTable[] = [];
  for (const table of recipe.tables) {
    if (atHand(opened, table)) {
      tables.push(table);
      continue;
    }
    const file = await openTable(opened, table, run, finder);
    if (isStrict) requireSame(file, table.file?.sha256);
    opened = withFurther(opened, file);
    tables.push(table.file === null ? table : { ...table, file: { name: table.file.name, sha256: file.sha256 } });
  }
  const read = recipe.tables.length === 0 ? recipe : { ...recipe, tables };
  return openLists(opened, read, run, finder, isStrict);
}

/** Reads the lists of outcomes that models learn from, as `openTables` does. */
async function openLists(
  source: SourceFile,
  recipe: Recipe,
  run: Run,
  finder: FileFinder,
  isStrict: boolean,
): Promise<{ source: SourceFile; recipe: Recipe }> {
  let opened = source;
  const hashes = new Map<string, string>();
  for (const list of learnedLists(recipe)) {
    if (atHand(opened, list)) continue;
    const file = await openTable(opened, list, run, finder);
    if (isStrict) requireSame(file, list.file.sha256);
    opened = withFurther(opened, file);
    hashes.set(list.id, file.sha256);
  }
  if (hashes.size === 0) return { source: opened, recipe };
  const withHash = (list: OutcomeList) => ({
    ...list,
    file: { ...list.file, sha256: hashes.get(list.id) ?? list.file.sha256 },
  });
  const feedback = { ...recipe.feedback!, lists: recipe.feedback!.lists.map(withHash) };
  return { source: opened, recipe: { ...recipe, feedback } };
}

/** @throws AppError `tables.changed` */
function requireSame({ name, sha256 }: ReadFile, expected: string | null | undefined): void {
  if (!expected || expected === sha256) return;
  throw new AppError('tables.changed', { name, expected: expected.slice(0, 12), got: sha256.slice(0, 12) });
}

export function withFurther(source: SourceFile, file: ReadFile): SourceFile {
  return { ...source, further: [...source.further, file] };
}

async function openTable(
  source: SourceFile,
  table: Pick<FurtherTable, 'file' | 'reading'>,
  run: Run,
  finder: FileFinder,
): Promise<ReadFile> {
  const { file, reading } = table;
  if (file === null) {
    if (source.path === null) throw missing(source, table, AT_HAND);
    return readTable(source.path, source.name, reading, run);
  }
  const known = source.further.find(other => other.sha256 === file.sha256 && other.path !== null);
  const path = known?.path ?? finder.find(file.name);
  if (path === null) throw missing(source, table, finder);
  return readTable(path, file.name, reading, run);
}

export async function readTable(
  path: string,
  name: string,
  reading: FurtherTable['reading'],
  run: Run,
): Promise<ReadFile> {
  const asked = formatReading(reading);
  const { raw, sha256, sizeBytes } = await readSource(path, name, asked, run);
  return { name, path, sizeBytes, sha256, raw, asked };
}

function missing(source: SourceFile, { file, reading }: Pick<FurtherTable, 'file' | 'reading'>, finder: FileFinder) {
  const name = file?.name ?? `The sheet ${reading.sheet ?? ''} of ${source.name}`;
  return new AppError('tables.missing', { name, folder: finder.where });
}

/** What identifies the input of a run: the hash of the one file, or a hash over those of all files in the order of the recipe. */
export function inputSha256({ sha256 }: Pick<SourceFile, 'sha256'>, recipe: Recipe): string {
  const used = new Set(recipe.combine.map(step => step.table));
  const tables = recipe.tables.filter(table => table.file !== null && used.has(table.id));
  const files = [...tables, ...learnedLists(recipe)];
  if (files.length === 0) return sha256;
  return sha256Text([sha256, ...files.map(({ file }) => file!.sha256 ?? '')].join(' '));
}
