import { resolve } from 'node:path';
import { APP_VERSION } from '#engine/version';
import { withSeed } from '#engine/jobs/Run';
import { AppError } from '#shared/errors';
import { readRunToVerify, repeatRun } from '#engine/session/repeatRun';
import { namedFiles, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** Repeats the run that a project or run folder records, and compares the result to the bit. */
export const verify: CommandHandler = async (command, output, signal) => {
  const { recorded, repeated } = await withRun(
    { threads: command.options.threads, seed: 0, signal, output },
    async run => {
      const found = await readRunToVerify(
        resolve(command.positionals[0]),
        command.options.input,
        namedFiles(command),
        run,
      );
      return { recorded: found, repeated: await repeatRun(found, APP_VERSION, withSeed(run, found.record.seed)) };
    },
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
    repeated: {
      appVersion: repeated.appVersion,
      inputSha256: repeated.inputSha256,
      recipeSha256: repeated.recipeSha256,
      resultSha256: repeated.resultSha256,
    },
  };
  if (command.options.json && isSame) output.result(JSON.stringify(document));
  else if (isSame)
    output.result(
      `Same result, to the bit: ${record.resultSha256}\n${recorded.inputName}, seed ${record.seed}, Tessera ${APP_VERSION}`,
    );
  if (!isSame)
    throw new AppError('project.mismatch', {
      name: recorded.inputName,
      expected: `${record.resultSha256.slice(0, 12)} (Tessera ${record.appVersion})`,
      got: `${repeated.resultSha256.slice(0, 12)} (Tessera ${APP_VERSION})`,
    });
};
