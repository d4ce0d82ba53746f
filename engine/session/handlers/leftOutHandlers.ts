import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import { writeLeftOut } from '../leftOutFile.ts';
import type { HandlerParts } from './HandlerParts.ts';

/** All rows that are no customers, as a file to keep. */
export function leftOutHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'dataset.leftOutFile': async (_input, context) => {
      const source = session.requireSource();
      const { leftOut, report } = await session.imported(session.run(context));
      await mkdir(workDirectory, { recursive: true });
      const directory = await mkdtemp(join(workDirectory, 'rows-'));
      const name = await writeLeftOut(directory, source.name, leftOut, report.sheet);
      const path = join(directory, name);
      return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
    },
  } satisfies Partial<Handlers>;
}
