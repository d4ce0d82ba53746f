import { mkdir, mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import type { reportContract } from '#shared/contract/report';
import { baseName } from '../baseName.ts';
import { buildReports } from '../buildReports.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function reportHandlers({
  session,
  files,
  workDirectory,
}: HandlerParts): Pick<Handlers, keyof typeof reportContract> {
  return {
    'report.build': async ({ formats, paper }, context) => {
      const analysis = session.requireFiled();
      await mkdir(workDirectory, { recursive: true });
      const directory = await mkdtemp(join(workDirectory, 'report-'));
      const target = { directory, name: baseName(analysis.source.name), formats, paper };
      const transitions = session.tierMemory.transitionsOf(session.shown)?.found;
      const { explanations, parts } = session;
      const written = await buildReports(
        analysis,
        target,
        parts.appVersion,
        session.run(context),
        explanations,
        transitions,
        session.monitor.periods,
      );
      return written.map(({ path, ...file }) => ({
        ...file,
        name: basename(path),
        token: files.register(path, basename(path)),
      }));
    },
  };
}
