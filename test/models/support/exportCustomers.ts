import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellValue } from '#shared/columns';
import type { LoadedModel } from '#engine/models/LoadedModel';
import { readModel } from '#engine/models/readModel';
import { ROOT } from '../../support/sourceFiles.ts';

/** A file among the models that are kept with what other engines answer by them. */
export function exportFile(name: string): string {
  return join(ROOT, 'test/golden/exports', name);
}

export function openExported(name: string): Promise<LoadedModel> {
  return readModel(exportFile(`${name}.tsm`));
}

/** The customers that the models were made on, and those that the other engine was asked about besides. */
export function exportCustomers(more: readonly object[]): Record<string, CellValue>[] {
  const [header, ...lines] = readFileSync(exportFile('customers.csv'), 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map(line => {
    const cells = Array.from(line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g), match => match[1]);
    return Object.fromEntries(names.map((name, i) => [name, cells[i].replace(/^"|"$/g, '').replaceAll('""', '"')]));
  });
  return [...rows, ...more] as Record<string, CellValue>[];
}
