import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AS_FOUND } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';
import { readSource } from '#engine/formats/readSource';
import type { Imported } from '#engine/import/Imported';
import { importRaw } from '#engine/import/importRaw';
import { testRun } from './testRun.ts';

const folder = fileURLToPath(new URL('../../../shared/data/tables/', import.meta.url));
/** Whether the public data sets lie beside the project; a test that needs them is left out where they do not. */
export const hasRealTables = existsSync(folder);
if (!hasRealTables) console.warn(`skipped: the public data sets are not at ${folder}`);

const opened = new Map<string, Promise<Imported>>();

/** A public table as it is imported; each is read once. */
export function realTable(name: string): Promise<Imported> {
  let imported = opened.get(name);
  if (!imported) opened.set(name, (imported = read(name)));
  return imported;
}

async function read(name: string): Promise<Imported> {
  const { raw } = await readSource(folder + name, name, AS_FOUND, testRun());
  return importRaw(raw, defaultRecipe(), testRun(), name);
}

export function forgetRealTables(): void {
  opened.clear();
}
