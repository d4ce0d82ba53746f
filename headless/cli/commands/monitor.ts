import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { formatFixed } from '#shared/format';
import type { MonitorPeriod } from '#shared/monitor/result';
import { byDrift } from '#shared/monitor/series';
import { exportPeriodXlsx } from '#engine/reports/monitor/exportPeriodXlsx';
import { baseName } from '#engine/session/baseName';
import { fromContents } from '#engine/session/projectContents';
import { referenceOf } from '#engine/session/referenceOf';
import { Scores } from '#engine/session/Scores';
import { watchedModelOf } from '#engine/session/watchedModel';
import { watchFile } from '#engine/session/watchFile';
import { openProject } from '#engine/store/projectFile';
import { APP_VERSION } from '#engine/version';
import { outcomesOf } from '../outcomesOf.ts';
import { UsageError } from '../parseCommand.ts';
import { finderOf, inputOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** Columns that are listed, those that changed most. */
const LISTED = 12;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Holds a later file against the segments and scores in a project; the project is not changed. */
export const monitor: CommandHandler = async (command, output, signal) => {
  const { out, label = null, date: day = null, threads, json } = command.options;
  if (day !== null && !(ISO_DAY.test(day) && Number.isFinite(Date.parse(day))))
    throw new UsageError(`--date takes a day such as 2026-06-30, got ${day}`);
  const project = resolve(command.positionals[0]);
  const input = inputOf(command);
  const document = await withRun({ threads, seed: 0, signal, output }, async run => {
    const { shown, scores: saved, history, source } = await fromContents(await openProject(project, run), run);
    const scores = new Scores();
    scores.restore(saved);
    const model = watchedModelOf({ shown, scores, recipe: history.entries[history.current].recipe });
    const reference = await referenceOf(model, run);
    const known = await outcomesOf(
      command.options.outcomes,
      model,
      { source, recipe: history.entries[history.current].recipe },
      run,
    );
    const request = { ...input, finder: finderOf(command, input.path), label, day, known };
    const { period } = await watchFile(model, reference, request, run);
    const files = out === undefined ? [] : await writeFiles(resolve(out), period);
    return {
      app: { name: 'Tessera', version: APP_VERSION },
      model: { project: basename(project) },
      light: period.light,
      period,
      files,
    };
  });
  output.result(json ? JSON.stringify(document) : inWords(document.period, document.files));
};

async function writeFiles(directory: string, period: MonitorPeriod): Promise<{ path: string }[]> {
  await mkdir(directory, { recursive: true });
  const base = join(directory, `${baseName(period.file.name)} monitored`);
  await exportPeriodXlsx(`${base}.xlsx`, period);
  await writeFile(`${base}.json`, `${JSON.stringify(period, null, 1)}\n`);
  return [{ path: `${base}.xlsx` }, { path: `${base}.json` }];
}

function inWords(
  { headline, findings, columns, scores, rule, outcomesFrom }: MonitorPeriod,
  files: readonly { path: string }[],
): string {
  const listed = byDrift(columns).slice(0, LISTED);
  return [
    headline,
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
