import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import { formatCount, formatFixed } from '#shared/format';
import type { ModelIdentity } from '#shared/models/identity';
import { BANDS } from '#shared/scoring/bands';
import type { Run } from '#engine/jobs/Run';
import type { TableScores } from '#engine/models/LoadedModel';
import { readModel } from '#engine/models/readModel';
import type { OthersFile } from '#engine/session/OthersReading';
import { scoreByModel } from '#engine/session/scoreByModel';
import { placedLines, placedParts, toldLines, toldParts } from './placedParts.ts';
import type { ScoredInput } from './ScoredInput.ts';

/** Gives the customers of a file segments, tiers and scores by a model file. */
export async function scoreByModelFile(
  path: string,
  trusted: KeyObject | null,
  file: OthersFile,
  run: Run,
): Promise<ScoredInput> {
  const model = await readModel(path, { trusted });
  const { imported, source, placed, notes, scores } = await scoreByModel(model, file, run);
  const parts = placed && placedParts(placed);
  const events = scores.map(eventPart);
  const { identity } = model;
  return {
    customers: {
      table: imported.table,
      roles: imported.roles,
      segmented: placed?.segmented ?? null,
      placing: placed?.placing,
      scores: scores[0],
    },
    rowsRead: imported.report.rows.read,
    inputSha256: source.sha256,
    document: { model: { file: basename(path), ...identity }, ...parts, ...toldParts(notes), events },
    lines: [signedLine(identity), ...(parts ? placedLines(parts) : []), ...events.map(eventLine), ...toldLines(notes)],
  };
}

function eventPart({ eventWords, probability, bands, decisions, threshold }: TableScores) {
  return {
    event: eventWords,
    meanProbability: probability.reduce((sum, p) => sum + p, 0) / probability.length,
    threshold,
    atOrAbove: decisions.reduce((sum, one) => sum + one, 0),
    bands: Object.fromEntries(BANDS.map((band, b) => [band, bands.filter(code => code === b).length])),
  };
}

function eventLine({ event, meanProbability, threshold, atOrAbove }: ReturnType<typeof eventPart>): string {
  return `${event}: mean probability ${formatFixed(meanProbability, 4)}, ${formatCount(atOrAbove)} at or above ${formatFixed(threshold, 3)}`;
}

function signedLine({ name, sha256, signature }: ModelIdentity): string {
  const by = signature
    ? `signed by ${signature.fingerprint}${signature.isTrusted ? ', the key that is trusted' : ''}`
    : 'not signed';
  return `Model ${name}, ${sha256.slice(0, 12)}, ${by}`;
}
