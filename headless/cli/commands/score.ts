import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { formatCount } from '#shared/format';
import { CONFIDENCES } from '#shared/explanation';
import { AppError } from '#shared/errors';
import { noteSentence } from '#shared/text/noteSentences';
import { APP_VERSION } from '#engine/version';
import { exportCustomersCsv } from '#engine/reports/customers/exportCustomersCsv';
import { exportScoredXlsx } from '#engine/reports/customers/exportScoredXlsx';
import { fromContents } from '#engine/session/projectContents';
import { describeRun } from '#engine/session/runIdentity';
import { scoreFile } from '#engine/session/scoreFile';
import { openProject } from '#engine/store/projectFile';
import { UsageError } from '../parseCommand.ts';
import { finderOf, inputOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

const WRITERS = { '.csv': exportCustomersCsv, '.xlsx': exportScoredXlsx };

/** Places the customers of another file by the model in a project. */
export const score: CommandHandler = async (command, output, signal) => {
  const { out } = command.options;
  const ending = extname(out ?? '').toLowerCase() as keyof typeof WRITERS;
  if (out === undefined || !Object.hasOwn(WRITERS, ending))
    throw new UsageError('tessera score needs --out FILE.csv or FILE.xlsx');
  const project = resolve(command.positionals[0]);
  const input = inputOf(command);
  const document = await withRun({ threads: command.options.threads, seed: 0, signal, output }, async run => {
    const { shown } = await fromContents(await openProject(project, run), run);
    if (!shown) throw new AppError('project.notSegmented', {});
    const file = { ...input, finder: finderOf(command, input.path) };
    const { imported, segmented, placing, source, notes } = await scoreFile(shown, file, run);
    await WRITERS[ending](resolve(out), { table: imported.table, roles: imported.roles, segmented, placing }, run);
    const { segments } = segmented.segmentation;
    const sizes = segments.map((segment, k) => ({
      id: segment.id,
      name: segment.name,
      size: segmented.labels.filter(label => label === k).length,
    }));
    const written = createHash('sha256')
      .update(await readFile(out))
      .digest('hex');
    return {
      app: { name: 'Tessera', version: APP_VERSION },
      model: { project: basename(project), resultSha256: describeRun(shown, APP_VERSION).resultSha256 },
      input: { name: input.name, rows: imported.report.rows.read, sha256: source.sha256 },
      customers: imported.table.nRows,
      setByHand: segmented.byHand?.length ?? 0,
      notes: notes.map(noteSentence),
      segments: sizes,
      confidence: Object.fromEntries(
        CONFIDENCES.map((word, i) => [word, placing.confidence.filter(code => code === i).length]),
      ),
      unlikeAnySeen: placing.unlikeAnySeen.filter(flag => flag === 1).length,
      files: [{ path: resolve(out), sha256: written }],
    };
  });
  const { confidence, unlikeAnySeen } = document;
  const sure = CONFIDENCES.map(word => `${formatCount(confidence[word])} ${word}`).join(', ');
  const lines = document.segments.map(segment => `${segment.id}  ${segment.name}: ${formatCount(segment.size)}`);
  output.result(
    command.options.json
      ? JSON.stringify(document)
      : [
          `${formatCount(document.customers)} customers placed`,
          ...lines,
          `Confidence: ${sure}`,
          `Unlike anything seen: ${formatCount(unlikeAnySeen)}`,
          ...document.notes,
          resolve(out),
        ].join('\n'),
  );
};
