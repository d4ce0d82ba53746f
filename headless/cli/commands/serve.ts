import { basename, extname, join, resolve } from 'node:path';
import { MODEL_ENDING } from '#shared/host';
import { formatCount } from '#shared/format';
import { APP_VERSION } from '#engine/version';
import { AUDIT_FILE, AuditTrail } from '#engine/service/AuditTrail';
import { DEFAULT_RATE } from '#engine/service/limits';
import { ModelShelf } from '#engine/service/ModelShelf';
import { newToken, tokenFromFile } from '#engine/service/serviceToken';
import { startService, type ScoringService } from '#engine/service/startService';
import { appFolders } from '../../browser/appFolders.ts';
import { trustedKey } from '../keyFiles.ts';
import { UsageError, wholeNumber, type Command } from '../parseCommand.ts';
import { safeText } from '../safeText.ts';
import { withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

const MOST_RATE = 1_000_000;

/** Answers about customers by model files for other programs on this machine, until it is stopped. */
export const serve: CommandHandler = async (command, output, signal) => {
  const { port, rate, token: tokenFile, trust, threads = '1' } = command.options;
  const wrong = command.positionals.find(path => extname(path).toLowerCase() !== MODEL_ENDING);
  if (wrong !== undefined)
    throw new UsageError(`tessera serve takes model files, whose names end in .tsm; "tessera run --model" makes them`);
  const asked = {
    port: wholeNumber(port, 'port', 0, 65_535, 0),
    rate: wholeNumber(rate, 'rate', 1, MOST_RATE, DEFAULT_RATE),
  };
  const trusted = await trustedKey(trust);
  const token = tokenFile === undefined ? newToken() : await tokenFromFile(resolve(tokenFile));
  await withRun({ threads, seed: 0, signal, output }, async run => {
    const files = command.positionals.map(path => ({ path: resolve(path), name: basename(path) }));
    const shelf = await ModelShelf.open(files, trusted, run);
    const service = await startService({
      shelf,
      token,
      ...asked,
      audit: new AuditTrail(join(appFolders().logs, AUDIT_FILE)),
      onBug: error => output.message(error instanceof Error ? (error.stack ?? error.message) : String(error)),
      onReload: ({ name, version, refused }) =>
        output.message(safeText(refused ?? `${name} answers as version ${version} now`)),
    });
    output.endProgress();
    output.result(announcement(command, service, shelf, token));
    try {
      await stopped(signal);
    } finally {
      await service.stop();
    }
  });
};

/** The token is said once, and not at all where it lies in a file. */
function announcement({ options }: Command, { url }: ScoringService, { models }: ModelShelf, token: string): string {
  const audit = join(appFolders().logs, AUDIT_FILE);
  const isInFile = options.token !== undefined;
  if (options.json) {
    const served = models.map(({ name, version, identity }) => ({ name, version, sha256: identity.sha256 }));
    const app = { name: 'Tessera', version: APP_VERSION };
    return JSON.stringify({ app, url, ...(isInFile ? {} : { token }), models: served, audit });
  }
  return [
    url,
    isInFile ? `Authorization: Bearer, with the token in ${options.token}` : `Authorization: Bearer ${token}`,
    ...models.map(({ address, document }) => `${safeText(address)}, ${formatCount(document.inputs.length)} fields`),
    `POST ${url}/v1/score   POST ${url}/v1/score/batch   GET ${url}/openapi.json`,
    ...(models.some(({ makesOffers }) => makesOffers) ? [`POST ${url}/v1/offers   POST ${url}/v1/offers/batch`] : []),
    `Calls are logged in ${audit}`,
  ].join('\n');
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
