import type { MonitorState } from '#shared/contract/monitor';
import { formatThings } from '#shared/format';
import { ruleInWords } from '../monitor/lights.ts';
import type { ModelDocument } from '../models/ModelDocument.ts';
import { listsKey } from './feedbackState.ts';
import type { Session } from './Session.ts';
import { segmentKey } from './stageKeys.ts';
import { watchedModel } from './watchedModel.ts';
import type { WatchedModel } from './Watcher.ts';

/** What is watched in an open project, and what was found so far. */
export function monitorState(session: Session): MonitorState {
  const { monitor, recipe } = session;
  const model = watchedModel(session);
  const own = monitor.lastOf(model);
  return {
    ...againstOf(session, model),
    hasOwn: model !== null,
    hasScores: model?.scored !== undefined,
    periods: [...monitor.periods],
    rule: recipe.monitoring,
    ruleInWords: ruleInWords(recipe.monitoring),
    latest: monitor.last?.period.label ?? null,
    atHand: own && own.period.label,
    challenge: own && monitor.challengeOf(listsKey(session)),
  };
}

function againstOf(
  session: Session,
  model: WatchedModel | null,
): Pick<MonitorState, 'against' | 'modelFile' | 'isStale'> {
  const { modelFile } = session.monitor;
  if (modelFile) {
    const { name, sha256 } = modelFile.identity;
    return { against: fileWords(modelFile.document), modelFile: { name, sha256 }, isStale: false };
  }
  return { against: model && ownWords(model), modelFile: null, isStale: model !== null && isStale(session) };
}

/** Whether scores or segments are older than the recipe. */
function isStale({ scores, shown, recipe }: Session): boolean {
  if (scores.stateFor(recipe) === 'stale') return true;
  return shown !== null && segmentKey(shown.recipe) !== segmentKey(recipe);
}

function ownWords({ imported, segmented, scored }: WatchedModel): string {
  const events = scored ? [scored.target.eventWords] : [];
  return `${formatThings(imported.table.nRows, 'customer')} of this project with ${held(segmented?.segmentation.nClusters, events)}`;
}

function fileWords({ name, data, segments, events }: ModelDocument): string {
  const words = events.map(({ target }) => target.eventWords);
  return `${formatThings(data.customers, 'customer')} of the model ${name} with ${held(segments?.segmentation.nClusters, words)}`;
}

function held(nSegments: number | undefined, events: readonly string[]): string {
  const what = [
    ...(nSegments === undefined ? [] : [formatThings(nSegments, 'segment')]),
    ...events.map(words => `the score of ${words}`),
  ];
  return what.join(' and ');
}
