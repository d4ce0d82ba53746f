import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every file below the named folders whose name ends in one of the endings, as paths from the checkout with forward slashes. */
export function filesUnder(folders: readonly string[], endings: readonly string[]): string[] {
  return folders.flatMap(folder => {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile() && endings.some(ending => entry.name.endsWith(ending)))
      .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
  });
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
