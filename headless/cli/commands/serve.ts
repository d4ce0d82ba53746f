import { basename, resolve } from 'node:path';
import { AppError } from '#shared/errors';
import { APP_VERSION } from '#engine/version';
import type { Run } from '#engine/jobs/Run';
import { assignCustomer } from '#engine/segments/assign';
import { baseName } from '#engine/session/baseName';
import { fromContents } from '#engine/session/projectContents';
import { describeRun } from '#engine/session/runIdentity';
import { openProject } from '#engine/store/projectFile';
import { startScoringServer, type ServedModel } from '../../serve/scoringServer.ts';
import { UsageError, wholeNumber } from '../parseCommand.ts';
import { withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** Places customers by the models of projects for other programs on this machine, until it is stopped. */
export const serve: CommandHandler = async (command, output, signal) => {
  const port = wholeNumber(command.options.port, 'port', 0, 65_535, 0);
  await withRun({ threads: command.options.threads, seed: 0, signal, output }, async run => {
    const models: ServedModel[] = [];
    for (const path of command.positionals) models.push(await servedModel(resolve(path), run));
    const names = models.map(model => model.name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw new UsageError(`Two models are called ${twice}`);
    output.endProgress();
    const server = await startScoringServer(models, port, error =>
      output.message(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    const { url, token } = server;
    output.result(
      command.options.json
        ? JSON.stringify({ app: { name: 'Tessera', version: APP_VERSION }, url, token, models: names })
        : `${url}\nAuthorization: Bearer ${token}\n${names.map(name => `POST /models/${encodeURIComponent(name)}/score`).join('\n')}`,
    );
    await stopped(signal);
    await server.close();
  });
};

async function servedModel(path: string, run: Run): Promise<ServedModel> {
  const { shown } = await fromContents(await openProject(path, run), run);
  if (!shown) throw new AppError('project.notSegmented', {});
  return {
    name: baseName(basename(path)),
    resultSha256: describeRun(shown, APP_VERSION).resultSha256,
    customers: shown.imported.table.nRows,
    assign: values => assignCustomer(values, shown, run),
  };
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
