import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { formatFixed } from '#shared/format';
import { MODEL_ENDING } from '#shared/host';
import type { MonitorPeriod } from '#shared/monitor/result';
import { byDrift } from '#shared/monitor/series';
import { exportPeriodXlsx } from '#engine/reports/monitor/exportPeriodXlsx';
import { baseName } from '#engine/session/baseName';
import { watchFile } from '#engine/session/watchFile';
import { APP_VERSION } from '#engine/version';
import { trustedKey } from '../keyFiles.ts';
import { watchedByModelFile, watchedByProject } from '../monitor/watchedBy.ts';
import { UsageError } from '../parseCommand.ts';
import { safeTexts } from '../safeText.ts';
import { finderOf, inputOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** Columns that are listed, those that changed most. */
const LISTED = 12;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Holds a later file against the segments and scores in a project, which is not changed, or against a model file alone. */
export const monitor: CommandHandler = async (command, output, signal) => {
  const { out, label = null, date: day = null, threads, json, trust, outcomes } = command.options;
  const { by, isFile } = watching(command);
  const trusted = await trustedKey(trust);
  const input = inputOf(command);
  const document = await withRun({ threads, seed: 0, signal, output }, async run => {
    const { watcher, against, known, said } = await (isFile
      ? watchedByModelFile(by, trusted, run)
      : watchedByProject(by, outcomes, run));
    const request = { ...input, finder: finderOf(command, input.path), label, day, known };
    const { period } = await watchFile(watcher, against, request, run);
    const files = out === undefined ? [] : await writeFiles(resolve(out), period);
    return { app: { name: 'Tessera', version: APP_VERSION }, model: said, light: period.light, period, files };
  });
  output.result(json ? JSON.stringify(document) : inWords(safeTexts(document.period), document.files));
};

/** What a later file is held against. @throws UsageError for options that do not go with it, or a day that is none */
function watching({ options, positionals }: Parameters<CommandHandler>[0]): { by: string; isFile: boolean } {
  const { date, model, trust, outcomes } = options;
  if (date !== undefined && !(ISO_DAY.test(date) && Number.isFinite(Date.parse(date))))
    throw new UsageError(`--date takes a day such as 2026-06-30, got ${date}`);
  const by = resolve(model ?? positionals[0]);
  const isFile = extname(by).toLowerCase() === MODEL_ENDING;
  if (model !== undefined && !isFile) throw new UsageError('--model takes a model file, whose name ends in .tsm');
  if (trust !== undefined && !isFile) throw new UsageError('--trust is for model files, whose names end in .tsm');
  if (outcomes !== undefined && isFile)
    throw new UsageError('--outcomes is for projects; a model file is held against outcomes in the later file itself');
  return { by, isFile };
}

async function writeFiles(directory: string, period: MonitorPeriod): Promise<{ path: string }[]> {
  await mkdir(directory, { recursive: true });
  const base = join(directory, `${baseName(period.file.name)} monitored`);
  await exportPeriodXlsx(`${base}.xlsx`, period);
  await writeFile(`${base}.json`, `${JSON.stringify(period, null, 1)}\n`);
  return [{ path: `${base}.xlsx` }, { path: `${base}.json` }];
}

function inWords(
  { headline, findings, columns, scores, rule, model, outcomesFrom }: MonitorPeriod,
  files: readonly { path: string }[],
): string {
  const listed = byDrift(columns).slice(0, LISTED);
  return [
    headline,
    ...(model ? [`Held against the model ${model.name}, ${model.sha256.slice(0, 12)}`] : []),
    '',
    ...findings.map(({ light, sentence }) => `${light.padEnd(5)}  ${sentence}`),
    ...(outcomesFrom === undefined ? [] : [outcomesFrom]),
    ...scores.flatMap(({ measured, estimated, notMeasured }) => [
      ...(measured?.sentences ?? [notMeasured ?? '']),
      ...(estimated ? [`${estimated.sentence} ${estimated.assumption}`] : []),
    ]),
    '',
    ...listed.map(
      ({ column, light, index }) =>
        `${light.padEnd(5)}  ${column}: ${index ? `PSI ${formatFixed(index.value, 3)}, ${formatFixed(index.expected, 3)} by chance` : 'not compared'}`,
    ),
    '',
    ...rule,
    ...files.map(({ path }) => path),
  ].join('\n');
}
