import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import { leftOutRows, LEFT_OUT_HEADER } from '../../reports/customers/leftOutRows.ts';
import { writeCsv } from '../../reports/customers/writeCsv.ts';
import { baseName } from '../baseName.ts';
import type { HandlerParts } from './HandlerParts.ts';

/** All rows that are no customers, as a file to keep. */
export function leftOutHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'dataset.leftOutFile': async (_input, context) => {
      const source = session.requireSource();
      const { leftOut, report } = await session.imported(session.run(context));
      await mkdir(workDirectory, { recursive: true });
      const name = `${baseName(source.name)}-rows-left-out.csv`;
      const path = join(await mkdtemp(join(workDirectory, 'rows-')), name);
      await writeCsv(path, LEFT_OUT_HEADER, leftOutRows(leftOut, report.sheet));
      return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
    },
  } satisfies Partial<Handlers>;
}
