import type { Note } from '#shared/notes';
import type { ReportInput } from '../ReportInput.ts';
import { modelInUse } from './scoreFigures.ts';

/** The answer about scores as facts for the sheet about the run. */
export function scoreFacts({ scoring }: ReportInput): (readonly [string, string, number | null])[] {
  if (!scoring) return [];
  const { result } = scoring;
  const inUse = modelInUse(result);
  return [
    ['Scores', result.headline, null],
    ['Scores: event', result.target.eventWords, result.target.nEvents],
    ['Scores: without the event', result.target.name, result.target.nOthers],
    ['Scores: outcome not known', result.target.name, result.target.nUnknown],
    ['Scores: model in use', `${inUse.title}: ${result.recommendation}`, null],
    ['Scores: validation', result.validation.text, inUse.evaluation.n],
    ['Scores: rare events', result.resampling.text, null],
    ['Scores: calibration', result.calibration.text, null],
    ...(result.search === '' ? [] : [['Scores: search', result.search, null] as const]),
    ['Scores: threshold', result.at.reason, result.at.threshold],
    ['Scores: bands (a rule, not a model)', result.bandRule, null],
  ];
}

/** What was warned of while customers were scored. */
export function scoreNotes({ scoring }: ReportInput): Note[] {
  if (!scoring) return [];
  const { notes, models } = scoring.result;
  return [...notes, ...models.flatMap(model => model.notes)];
}
