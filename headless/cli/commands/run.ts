import type { KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { MODEL_ENDING } from '#shared/host';
import { PAPERS, REPORT_FORMATS } from '#shared/contract/report';
import { APP_VERSION } from '#engine/version';
import type { Run } from '#engine/jobs/Run';
import { baseName } from '#engine/session/baseName';
import { buildReports } from '#engine/session/buildReports';
import { leftOutFiles } from '#engine/session/leftOutFile';
import { analyse, type Analysis, type Timed } from '#engine/session/mainJob';
import { describeRun } from '#engine/session/runIdentity';
import { writeRunFiles } from '#engine/session/writeRunFiles';
import { saveAnalysis } from '#engine/session/saveAnalysis';
import { saveModel } from '#engine/session/saveModel';
import type { Console } from '../Console.ts';
import { signingKey } from '../keyFiles.ts';
import { listOf, UsageError, type Command } from '../parseCommand.ts';
import { withOffers } from '../offersOf.ts';
import { runDocument, type FileEntry } from '../runDocument.ts';
import { runTable } from '../runTable.ts';
import { finderOf, inputOf, recipeOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** The main job: a file in, segments, tiers and a report out. */
export const run: CommandHandler = async (command, output, signal) => {
  const formats = listOf(command.options.formats, 'formats', REPORT_FORMATS, ['html', 'pdf']);
  const [paper] = listOf(command.options.paper, 'paper', PAPERS, ['A4']);
  const key = await keyOf(command);
  const given = await recipeOf(command);
  const { offers: makesOffers = false } = command.options;
  const recipe = makesOffers ? withOffers(given, command) : given;
  const input = inputOf(command);
  const timings: Record<string, number> = {};
  const timed = stopwatch(timings);
  const document = await withRun(
    { threads: command.options.threads, seed: recipe.seed, signal, output },
    async engineRun => {
      const analysis = await timed('total', async () => {
        const found = await analyse(
          { ...input, finder: finderOf(command, input.path), makesRfm: command.options.rfm, makesOffers },
          recipe,
          engineRun,
          timed,
        );
        return {
          found,
          files: await timed('report', () => writeOutputs(found, { command, formats, paper, key }, engineRun)),
        };
      });
      return runDocument(analysis.found, describeRun(analysis.found, APP_VERSION), timings, analysis.files);
    },
  );
  finish(command, document, output);
};

function finish(command: Command, document: ReturnType<typeof runDocument>, output: Console): void {
  output.result(command.options.json ? JSON.stringify(document) : runTable(document));
}

async function writeOutputs(
  analysis: Analysis,
  wanted: {
    command: Command;
    formats: Parameters<typeof buildReports>[1]['formats'];
    paper: 'A4' | 'Letter';
    key: KeyObject | null;
  },
  run: Run,
): Promise<FileEntry[]> {
  const { out, project, model, owner = null } = wanted.command.options;
  const files: FileEntry[] = [];
  if (out !== undefined) {
    const directory = resolve(out);
    await mkdir(directory, { recursive: true });
    const target = { directory, name: baseName(analysis.source.name), formats: wanted.formats, paper: wanted.paper };
    files.push(...(await buildReports(analysis, target, APP_VERSION, run)));
    files.push(...(await leftOutFiles(analysis, directory)));
    files.push(...(await writeRunFiles(analysis, directory, APP_VERSION)));
  }
  if (project !== undefined)
    files.push(await saveAnalysis(analysis, resolve(project), APP_VERSION, new Date().toISOString(), run));
  if (model !== undefined) {
    const path = resolve(model);
    const naming = {
      name: baseName(basename(path)),
      owner,
      savedAt: new Date().toISOString(),
      appVersion: APP_VERSION,
    };
    const { resultSha256 } = describeRun(analysis, APP_VERSION);
    files.push(await saveModel(path, { ...analysis, resultSha256 }, naming, wanted.key, run));
  }
  return files.map(({ path, format, sizeBytes, sha256 }) => ({ path: join(path), format, sizeBytes, sha256 }));
}

/** What is asked of the model file is looked at before the work begins. @throws UsageError, AppError `model.key` */
async function keyOf({ options: { model, owner, sign } }: Command): Promise<KeyObject | null> {
  if (model === undefined && (owner ?? sign) !== undefined) throw new UsageError('--owner and --sign need --model');
  if (model !== undefined && extname(model).toLowerCase() !== MODEL_ENDING)
    throw new UsageError('--model takes a file name that ends in .tsm');
  return signingKey(sign);
}

function stopwatch(timings: Record<string, number>): Timed {
  return async (stage, work) => {
    const start = performance.now();
    try {
      return await work();
    } finally {
      timings[stage] = Math.round(performance.now() - start);
    }
  };
}
