import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import { AppError } from '#shared/errors';
import { exportCustomersCsv } from '../../reports/customers/exportCustomersCsv.ts';
import { exportScoredXlsx } from '../../reports/customers/exportScoredXlsx.ts';
import { baseName } from '../baseName.ts';
import { placedSummary } from '../placedSummary.ts';
import { scoreFile, type ScoredFile } from '../scoreFile.ts';
import type { HandlerParts } from './HandlerParts.ts';

const WRITERS = { xlsx: exportScoredXlsx, csv: exportCustomersCsv };

/** A file of new customers placed by the segments at hand. What was placed last is kept until it is saved or another file is placed. */
export function placeFileHandlers({ session, files, workDirectory }: HandlerParts) {
  let placed: ScoredFile | null = null;
  return {
    'segment.assignFile': async ({ file }, context) => {
      const model = session.requireShown();
      const { path, name } = files.resolve(file);
      placed = null;
      placed = await scoreFile(model, { path, name }, session.run(context));
      return placedSummary(model, placed);
    },
    'segment.savePlaced': async ({ format }, context) => {
      if (!placed) throw new AppError('project.notPlaced', {});
      const { imported, placing, segmented, source } = placed;
      await mkdir(workDirectory, { recursive: true });
      const name = `${baseName(source.name)} placed.${format}`;
      const path = join(await mkdtemp(join(workDirectory, 'placed-')), name);
      const customers = { table: imported.table, roles: imported.roles, segmented, placing };
      await WRITERS[format](path, customers, session.run(context));
      return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
    },
  } satisfies Partial<Handlers>;
}
