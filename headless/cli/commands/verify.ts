import { resolve } from 'node:path';
import { APP_VERSION } from '#engine/version';
import { AppError } from '#shared/errors';
import { readRunToVerify } from '#engine/session/runDirectory';
import { repeatRun } from '#engine/session/repeatRun';
import { withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** Repeats the run that a project or run folder records, and compares the result to the bit. */
export const verify: CommandHandler = async (command, output, signal) => {
  const recorded = await readRunToVerify(resolve(command.positionals[0]), command.options.input);
  const seed = recorded.record.recipe.seed;
  const repeated = await withRun({ threads: command.options.threads, seed, signal, output }, run =>
    repeatRun(recorded, APP_VERSION, run),
  );
  const { record } = recorded;
  const isSame = repeated.resultSha256 === record.resultSha256;
  const document = {
    app: { name: 'Tessera', version: APP_VERSION },
    same: isSame,
    recorded: {
      appVersion: record.appVersion,
      inputSha256: record.inputSha256,
      recipeSha256: record.recipeSha256,
      resultSha256: record.resultSha256,
    },
    repeated,
  };
  if (command.options.json && isSame) output.result(JSON.stringify(document));
  else if (isSame)
    output.result(
      `Same result, to the bit: ${record.resultSha256}\n${recorded.inputName}, seed ${seed}, Tessera ${APP_VERSION}`,
    );
  if (!isSame)
    throw new AppError('project.mismatch', {
      name: recorded.inputName,
      expected: `${record.resultSha256.slice(0, 12)} (Tessera ${record.appVersion})`,
      got: `${repeated.resultSha256.slice(0, 12)} (Tessera ${APP_VERSION})`,
    });
};
