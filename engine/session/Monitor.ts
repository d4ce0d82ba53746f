import { AppError } from '#shared/errors';
import type { ModelChallenge } from '#shared/monitor/challenge';
import type { MonitorReference } from '#shared/monitor/reference';
import type { MonitorPeriod } from '#shared/monitor/result';
import type { Run } from '../jobs/Run.ts';
import { KnownFeedback } from './KnownFeedback.ts';
import { referenceOf } from './referenceOf.ts';
import type { Watched, WatchedModel } from './watchFile.ts';

/** Periods that are kept: ten years of months. */
export const MOST_PERIODS = 120;

/** Later files held against the segments and scores of one open project. */
export class Monitor {
  /** By date, those without one by when they came. */
  periods: readonly MonitorPeriod[] = [];
  /** The file that was watched last, for files to take along and for a challenger; not kept with the project. */
  last: Watched | null = null;
  challenge: ModelChallenge | null = null;
  readonly feedback = new KnownFeedback();
  /** Changes of what is shown here, so that screens know when to ask again. */
  nChanges = 0;
  private known: { model: WatchedModel; reference: MonitorReference } | null = null;

  /** Made once for a finished analysis, which never changes. */
  async reference(model: WatchedModel, run: Run): Promise<MonitorReference> {
    const isSame = this.known?.model.imported === model.imported && this.known.model.scored === model.scored;
    if (this.known && isSame && this.known.model.segmented === model.segmented) return this.known.reference;
    const reference = await referenceOf(model, run);
    this.known = { model, reference };
    return reference;
  }

  /** A period of the same name takes the place of the one before. @throws AppError `monitor.tooManyPeriods` */
  keep(watched: Watched): void {
    const { period } = watched;
    const others = this.periods.filter(({ label }) => label !== period.label);
    if (others.length >= MOST_PERIODS) throw new AppError('monitor.tooManyPeriods', { limit: MOST_PERIODS });
    this.last = watched;
    this.setChallenge(null);
    this.periods = byDate([...others, period]);
  }

  remove(label: string): void {
    this.requirePeriod(label);
    this.periods = this.periods.filter(period => period.label !== label);
    this.nChanges++;
  }

  setChallenge(challenge: ModelChallenge | null): void {
    this.challenge = challenge;
    this.nChanges++;
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

  /** The file that was watched last, where that was with the model in use. */
  lastOf(model: WatchedModel | null): Watched | null {
    return this.last && this.last.scored === model?.scored ? this.last : null;
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
