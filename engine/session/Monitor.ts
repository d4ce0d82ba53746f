import { AppError } from '#shared/errors';
import type { ModelChallenge } from '#shared/monitor/challenge';
import type { MonitorReference } from '#shared/monitor/reference';
import type { MonitorPeriod } from '#shared/monitor/result';
import type { Run } from '../jobs/Run.ts';
import { KnownFeedback } from './KnownFeedback.ts';
import type { ReadDocument } from '../models/readDocument.ts';
import { referenceOf } from './referenceOf.ts';
import type { Watched } from './watchFile.ts';
import type { WatchedModel } from './Watcher.ts';

/** Periods that are kept: ten years of months. */
export const MOST_PERIODS = 120;

/** Later files held against the segments and scores of one open project. */
export class Monitor {
  /** By date, those without one by when they came. */
  periods: readonly MonitorPeriod[] = [];
  /** The file that was watched last, for files to take along and for a challenger; not kept with the project. */
  last: Watched | null = null;
  /** The model file that later files are held against instead of the project's own customers; not kept with the project. */
  modelFile: ReadDocument | null = null;
  readonly feedback = new KnownFeedback();
  /** Changes of what is shown here, so that screens know when to ask again. */
  nChanges = 0;
  /** The scoring of this project whose model gave the scores of the last file: under another one they say nothing. */
  private lastScored: WatchedModel['scored'];
  private compared: { listsKey: string; challenge: ModelChallenge } | null = null;
  private known: { model: WatchedModel; reference: MonitorReference } | null = null;

  /** Made once for a finished analysis, which never changes. */
  async reference(model: WatchedModel, run: Run): Promise<MonitorReference> {
    const isSame = this.known?.model.imported === model.imported && this.known.model.scored === model.scored;
    if (this.known && isSame && this.known.model.segmented === model.segmented) return this.known.reference;
    const reference = await referenceOf(model, run);
    this.known = { model, reference };
    return reference;
  }

  /**
   * A period of the same name takes the place of the one before; see `labelFor`.
   * @param scored the scoring of this project that the file was scored by; undefined where there is none
   * @throws AppError `monitor.tooManyPeriods`
   */
  keep(watched: Watched, scored: WatchedModel['scored']): void {
    const { period } = watched;
    const others = this.periods.filter(({ label }) => label !== period.label);
    if (others.length >= MOST_PERIODS) throw new AppError('monitor.tooManyPeriods', { limit: MOST_PERIODS });
    this.last = watched;
    this.lastScored = scored;
    this.dropChallenge();
    this.periods = byDate([...others, period]);
  }

  /**
   * The name under which a period is kept: that of a period of this project says nothing of one against a model file, and the other way round.
   * @param modelSha256 of the model file that it is held against; undefined for the project's own customers
   */
  labelFor(label: string, modelSha256: string | undefined): string {
    let free = label;
    const isOfAnother = (one: MonitorPeriod) => one.label === free && one.model?.sha256 !== modelSha256;
    for (let n = 2; this.periods.some(isOfAnother); n++) free = `${label} (${n})`;
    return free;
  }

  setModelFile(file: ReadDocument | null): void {
    this.modelFile = file;
    this.nChanges++;
  }

  remove(label: string): void {
    this.requirePeriod(label);
    this.periods = this.periods.filter(period => period.label !== label);
    this.nChanges++;
  }

  /** @param listsKey of the lists of outcomes that it was made with */
  keepChallenge(listsKey: string, challenge: ModelChallenge): void {
    this.compared = { listsKey, challenge };
    this.nChanges++;
  }

  dropChallenge(): void {
    this.compared = null;
    this.nChanges++;
  }

  /** The comparison with the last file, where it was made with these lists: what would be put in place under others was not compared. */
  challengeOf(listsKey: string): ModelChallenge | null {
    return this.compared?.listsKey === listsKey ? this.compared.challenge : null;
  }

  /** @throws AppError `monitor.unknownPeriod` */
  requirePeriod(label: string): MonitorPeriod {
    const found = this.periods.find(period => period.label === label);
    if (found) return found;
    throw new AppError('monitor.unknownPeriod', {
      label,
      labels: this.periods.map(one => one.label).join(', ') || '–',
    });
  }

  /** The file that was watched last, where that was with the model in use and not with a model file. */
  lastOf(model: WatchedModel | null): Watched | null {
    const isOwn = this.last !== null && this.last.period.model === undefined;
    return isOwn && this.lastScored === model?.scored ? this.last : null;
  }

  /** @throws AppError `monitor.noFile` */
  requireLast(model: WatchedModel): Watched {
    const last = this.lastOf(model);
    if (!last) throw new AppError('monitor.noFile', {});
    return last;
  }
}

function byDate(periods: readonly MonitorPeriod[]): MonitorPeriod[] {
  return periods.toSorted((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity) || 0);
}
