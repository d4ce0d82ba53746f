import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { APP_VERSION } from '#engine/version';
import { EXPORT_FORMATS, EXPORT_PARTS, exportModel } from '#engine/models/export/exportModel';
import { readModel } from '#engine/models/readModel';
import { trustedKey } from '../keyFiles.ts';
import { listOf, UsageError } from '../parseCommand.ts';
import { safeText } from '../safeText.ts';
import type { CommandHandler } from './registry.ts';

/** Writes the score or the segments of a model file in a format that other programs score by. */
export const exportCommand: CommandHandler = async (command, output) => {
  const { out, format, part, trust, json } = command.options;
  if (out === undefined) throw new UsageError('tessera export needs --out FILE');
  const [chosen] = listOf(format, 'format', EXPORT_FORMATS, ['pmml']);
  const { identity, document } = await readModel(resolve(command.positionals[0]), { trusted: await trustedKey(trust) });
  const [first] = listOf(part, 'part', EXPORT_PARTS, [document.events.length > 0 ? 'score' : 'segments']);
  const path = resolve(out);
  await exportModel(path, document, first, chosen);
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const files = [{ path, format: chosen, sha256 }];
  const answer = { app: { name: 'Tessera', version: APP_VERSION }, model: identity, part: first, files };
  output.result(
    json ? JSON.stringify(answer) : `The ${first} of ${safeText(identity.name)} as ${chosen.toUpperCase()}\n${path}`,
  );
};
