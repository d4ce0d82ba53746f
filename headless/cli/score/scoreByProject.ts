import { basename } from 'node:path';
import { AppError } from '#shared/errors';
import { APP_VERSION } from '#engine/version';
import { fromContents } from '#engine/session/projectContents';
import type { Run } from '#engine/jobs/Run';
import { describeRun } from '#engine/session/runIdentity';
import { scoreFile } from '#engine/session/scoreFile';
import { openProject } from '#engine/store/projectFile';
import type { OthersFile } from '#engine/session/OthersReading';
import { placedLines, placedParts, toldLines, toldParts } from './placedParts.ts';
import type { ScoredInput } from './ScoredInput.ts';

/** Places the customers of a file by the segments of a project. */
export async function scoreByProject(project: string, file: OthersFile, run: Run): Promise<ScoredInput> {
  const { shown } = await fromContents(await openProject(project, run), run);
  if (!shown) throw new AppError('project.notSegmented', {});
  const { imported, source, notes, ...placed } = await scoreFile(shown, file, run);
  const { segmented, placing } = placed;
  const parts = placedParts(placed);
  return {
    customers: { table: imported.table, roles: imported.roles, segmented, placing },
    rowsRead: imported.report.rows.read,
    inputSha256: source.sha256,
    document: {
      model: { project: basename(project), resultSha256: describeRun(shown, APP_VERSION).resultSha256 },
      ...parts,
      ...toldParts(notes),
    },
    lines: [...placedLines(parts), ...toldLines(notes)],
  };
}
