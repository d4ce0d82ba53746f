import type { ProjectState } from '#shared/contract/project';
import { AppError } from '#shared/errors';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import type { Imported } from '../import/Imported.ts';
import { newRun, type Run } from '../jobs/Run.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import { describeClustered } from '../segments/describeClustered.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { clusterCustomers } from '../segments/runSegmentation.ts';
import { appendAudit, type AuditEntry } from '../store/audit.ts';
import type { RunRecord } from '../store/runRecord.ts';
import {
  closed,
  currentRecipe,
  goesOn,
  move,
  moveTo,
  record,
  redoLabel,
  startHistory,
  undoLabel,
  type HistoryState,
} from './History.ts';
import { importParts, type ImportParts, openSource, type Analysis } from './mainJob.ts';
import { asksTheSame } from './asksTheSame.ts';
import { explicitRecipe } from './explicitRecipe.ts';
import { describeAgain } from './describeAgain.ts';
import { Explanations } from './Explanations.ts';
import type { Results } from './joinedTable.ts';
import { Monitor } from './Monitor.ts';
import { MadeOffers, type ShownOffers } from './MadeOffers.ts';
import { nearest, overlay } from './overlay.ts';
import type { ProjectParts } from './projectContents.ts';
import { resultState, tableSize, withRun } from './resultState.ts';
import { describeRun } from './runIdentity.ts';
import { Scores, type ShownScores } from './Scores.ts';
import { AT_HAND, inputSha256, openTables, withFurther } from './sourceTables.ts';
import type { JobContext, SessionParts } from './SessionParts.ts';
import type { ReadFile, SourceFile } from './SourceFile.ts';
import { Stages } from './Stages.ts';
import { TierMemory } from './TierMemory.ts';
import { clusterKey, segmentKey } from './stageKeys.ts';

/** One open project: its file, the recipes it has had, and the results that belong to them. */
export class Session {
  projectFile: { path: string; name: string } | null = null;
  source: SourceFile | null = null;
  history: HistoryState = startHistory('New project', defaultRecipe());
  /** The last finished analysis; stays on show, marked stale, until the next one is ready. */
  shown: Analysis | null = null;
  private runs: readonly RunRecord[] = [];
  private audit: readonly AuditEntry[] = [];
  /** What the project file holds; null where it was never saved. */
  private saved: { recipe: Recipe; found: string; periods: Monitor['periods'] } | null = null;
  readonly explanations = new Explanations();
  private stages = new Stages();
  tierMemory = new TierMemory();
  scores = new Scores();
  monitor = new Monitor();
  offers = new MadeOffers();
  private queue: Promise<unknown> = Promise.resolve();
  readonly parts: SessionParts;

  constructor(parts: SessionParts) {
    this.parts = parts;
  }

  get recipe(): Recipe {
    return currentRecipe(this.history);
  }

  run(context?: JobContext): Run {
    return newRun({
      seed: this.recipe.seed,
      pool: this.parts.pool,
      signal: context?.signal,
      progress: context?.progress,
    });
  }

  /** Changes are made one after the other; reading goes on beside them. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  requireSource(): SourceFile {
    if (!this.source) throw new AppError('project.none', {});
    return this.source;
  }

  requireShown(): Analysis {
    if (!this.shown) throw new AppError('project.notSegmented', {});
    return this.shown;
  }

  /** What was found about these customers. */
  resultsOf(imported: Imported): Results {
    const shown = this.shown?.imported === imported ? this.shown : null;
    const scored = this.scores.shown?.imported === imported ? this.scores.shown.scored : null;
    return { segmented: shown?.segmented ?? null, transitions: this.tierMemory.transitionsOf(shown), scored };
  }

  /** The segments on show with the scores of the same customers, where there are any: what is filed. */
  requireFiled(): Analysis {
    return this.offers.joinedTo(this.scores.joined(this.requireShown()));
  }

  /** The segments on show where they are those of the data and options of now. @throws AppError `project.notSegmented`, `segments.stale` */
  requireFresh(): Analysis {
    const shown = this.requireShown();
    if (segmentKey(shown.recipe) !== segmentKey(this.recipe)) throw new AppError('segments.stale', {});
    return shown;
  }

  /** Takes a newly read file as the start of a new project. */
  begin(source: SourceFile, read: ImportParts, recipe: Recipe): void {
    this.clear();
    this.source = source;
    this.history = startHistory(`Opened ${source.name}`, recipe);
    this.stages.keepImport(recipe, read);
    this.note(`Opened ${source.name}`);
    this.announce();
  }

  /** Puts back what a project file held. */
  restore(parts: ProjectParts, projectFile: { path: string; name: string }): void {
    this.clear();
    this.source = parts.source;
    this.history = parts.history;
    this.shown = parts.shown;
    this.scores.restore(parts.scores);
    this.monitor.periods = parts.periods;
    this.offers.restore(parts.offers);
    this.runs = parts.runs;
    this.audit = parts.audit;
    if (parts.shown) this.stages.keep(parts.shown);
    this.note(`Opened ${projectFile.name}`);
    this.markSaved(projectFile);
  }

  projectParts(): ProjectParts {
    return {
      source: this.requireSource(),
      history: this.history,
      shown: this.shown,
      scores: this.scores.shown,
      periods: this.monitor.periods,
      offers: this.offers.shown,
      runs: this.runs,
      audit: this.audit,
    };
  }

  /** Adds a line to the audit log. */
  note(action: string): void {
    this.audit = appendAudit(this.audit, {
      at: this.parts.now(),
      action,
      inputSha256: this.source && inputSha256(this.source, this.recipe),
      outputSha256: this.resultSha256,
    });
  }

  clear(): void {
    this.source = null;
    this.shown = null;
    this.projectFile = null;
    this.saved = null;
    this.runs = [];
    this.audit = [];
    this.history = startHistory('New project', defaultRecipe());
    // A new memory: a reading that still goes on for the data before puts its result into the old one.
    this.stages = new Stages();
    this.tierMemory = new TierMemory();
    this.scores = new Scores();
    this.monitor = new Monitor();
    this.offers = new MadeOffers();
  }

  markSaved(projectFile: { path: string; name: string }): void {
    this.projectFile = projectFile;
    this.history = closed(this.history);
    this.saved = { recipe: this.recipe, found: this.foundSha256, periods: this.monitor.periods };
    this.announce();
  }

  /**
   * Makes a change: the stages that can be checked at once are computed first, so that a change that fails leaves everything as it was.
   * What is already so is no change and leaves nothing to undo.
   * @param adjustment  names what the change is part of: right after another part of it, both are one step of history
   */
  async change(label: string, recipe: Recipe, context?: JobContext, adjustment?: string): Promise<void> {
    if (JSON.stringify(recipe) === JSON.stringify(this.recipe)) return;
    await this.settle(recipe, context);
    this.tierMemory.begin(goesOn(this.history, adjustment));
    this.history = record(this.history, label, recipe, adjustment);
    this.showCurrent();
    this.note(label);
    this.announce();
  }

  async travel(direction: 'undo' | 'redo'): Promise<void> {
    const history = move(this.history, direction);
    const label = direction === 'undo' ? undoLabel(this.history) : redoLabel(this.history);
    await this.goTo(history, `${direction === 'undo' ? 'Undid' : 'Redid'}: ${label}`);
  }

  /** Undoes or redoes as many changes as lie between here and one of the list. */
  async travelTo(index: number): Promise<void> {
    const history = moveTo(this.history, index);
    if (index === this.history.current) return;
    await this.goTo(history, `Went to change ${index + 1}: ${history.entries[index].label}`);
  }

  private async goTo(history: HistoryState, note: string): Promise<void> {
    await this.settle(currentRecipe(history));
    this.history = history;
    this.showCurrent();
    this.note(note);
    this.announce();
  }

  private async settle(recipe: Recipe, context?: JobContext): Promise<void> {
    if (!this.source) return;
    const run = this.run(context);
    if (!asksTheSame(this.source, recipe.reading)) {
      if (!this.source.path) throw new AppError('file.missing', { name: this.source.name });
      const { further } = this.source;
      const source = { ...(await openSource(this.source.path, this.source.name, recipe, run)), further };
      const read = await importParts(source, recipe, run);
      this.source = source;
      this.stages.keepImport(recipe, read);
    }
    // A table of the recipe that is read otherwise than before.
    this.source = (await openTables(this.source, recipe, run, AT_HAND, true)).source;
    const imported = await this.imported(run, recipe);
    await this.describeAgain(recipe, run);
    await this.scores.follow(recipe, imported, run);
    await this.offers.follow({ source: this.source, recipe, imported }, this.groupsOf(recipe, imported), run);
  }

  /** The segments that a recipe gives these customers, or those on show. */
  private groupsOf(recipe: Recipe, imported: Imported): Segmented | null {
    const analysis = this.stages.analyses.get(segmentKey(recipe)) ?? this.shown;
    return analysis?.imported === imported ? analysis.segmented : null;
  }

  /** Merges, splits and decisions by hand change the segments on show at once. */
  private async describeAgain(recipe: Recipe, run: Run): Promise<void> {
    const key = segmentKey(recipe);
    if (!this.shown || this.stages.analyses.get(key)) return;
    const described = await describeAgain(this.shown, recipe, this.stages.editMemories, run);
    if (described) this.stages.analyses.set(key, described);
  }

  /** Keeps the cells of a further table at hand; the recipe says whether it is used. */
  hold(file: ReadFile): void {
    this.source = withFurther(this.requireSource(), file);
  }

  async imported(run: Run, recipe = this.recipe): Promise<Imported> {
    return this.stages.importAtHand(recipe) ?? this.stages.imported(this.requireSource(), recipe, run);
  }

  /** The customers under the names of today, before cells were corrected. */
  unedited(run: Run): Promise<Imported> {
    return this.stages.unedited(this.requireSource(), this.recipe, run);
  }

  /** The customers that cleaning steps are learned on. */
  uncleaned(run: Run, recipe = this.recipe): Promise<Imported> {
    return this.stages.uncleaned(this.requireSource(), recipe, run);
  }

  prepared(run: Run): Promise<Prepared> {
    return this.stages.prepared(this.requireSource(), this.recipe, run);
  }

  /** Segments the customers with the current recipe; an analysis made before with the same recipe is shown again. */
  async analyse(context?: JobContext): Promise<Analysis> {
    const [run, recipe] = [this.run(context), this.recipe];
    let analysis = this.stages.analyses.get(segmentKey(recipe));
    if (!analysis) {
      const source = this.requireSource();
      const imported = await this.imported(run);
      const prepared = await this.prepared(run);
      const input = { imported, prepared, recipe };
      const clustered = this.stages.clusterings.get(clusterKey(recipe)) ?? (await clusterCustomers(input, run));
      this.stages.clusterings.set(clusterKey(recipe), clustered);
      const segmented = await describeClustered(clustered, input, run);
      analysis = { source, recipe, imported, prepared, segmented };
    }
    const shown = overlay(analysis, recipe);
    this.shown = shown;
    this.stages.keep(shown);
    await this.offers.follow({ source: this.requireSource(), recipe, imported: shown.imported }, shown.segmented, run);
    this.noteRun(`Segmented into ${shown.segmented.segmentation.nClusters}`);
    return shown;
  }

  /** Scores the customers with the current recipe. */
  async score(context?: JobContext): Promise<ShownScores> {
    const run = this.run(context);
    const recipe = explicitRecipe(this.recipe);
    const shown = await this.scores.score(recipe, await this.imported(run), run);
    this.noteRun(`Scored ${shown.scored.target.eventWords}`);
    return shown;
  }

  /** Makes offers with the current recipe. */
  async makeOffers(context?: JobContext): Promise<ShownOffers> {
    const run = this.run(context);
    const [recipe, imported] = [explicitRecipe(this.recipe), await this.imported(run)];
    const groups = this.groupsOf(recipe, imported);
    const shown = await this.offers.make({ source: this.requireSource(), recipe, imported }, groups, run);
    this.noteRun(`Made offers to ${shown.offered.result.nOffered} customers`);
    return shown;
  }

  private noteRun(action: string): void {
    this.history = closed(this.history);
    if (this.shown) this.runs = withRun(this.runs, describeRun(this.scores.joined(this.shown), this.parts.appVersion));
    this.note(action);
    this.announce();
  }

  private showCurrent(): void {
    const base = nearest(this.stages.analyses.get(segmentKey(this.recipe)), this.shown, this.recipe);
    if (base) this.shown = overlay(base, this.recipe);
  }

  /** Says what changed, and keeps or drops the recovery copy with it. */
  announce(): void {
    this.tierMemory.see(this.shown);
    const state = this.state();
    const { recovery } = this.parts;
    if (this.source && state.hasUnsavedChanges) recovery?.keep(this.source, this.projectFile, this.history);
    else void recovery?.discard();
    this.parts.changed(state);
  }

  /** Puts back unsaved work: the data is at hand, and the history says what was done to it. */
  resume(
    source: SourceFile,
    read: ImportParts,
    history: HistoryState,
    projectFile: { path: string; name: string } | null,
  ): void {
    this.begin(source, read, history.entries[history.current].recipe);
    this.history = history;
    this.projectFile = projectFile;
    this.note('Unsaved work brought back');
    this.announce();
  }

  state(): ProjectState {
    return {
      projectName: this.projectFile?.name ?? null,
      hasUnsavedChanges: this.hasUnsavedChanges,
      source: this.source && { name: this.source.name, sizeBytes: this.source.sizeBytes, sha256: this.source.sha256 },
      ...tableSize(this.stages.importAtHand(this.recipe)),
      ...resultState(this.shown && this.scores.joined(this.shown), this.recipe, this.parts.appVersion),
      scores: this.scores.stateFor(this.recipe),
      offers: this.offers.stateFor(this.recipe),
      ...(this.tierMemory.nMade > 0 && { nComparisons: this.tierMemory.nMade }),
      ...(this.monitor.nChanges > 0 && { nWatched: this.monitor.nChanges }),
      recipe: this.recipe,
      undoLabel: undoLabel(this.history),
      redoLabel: redoLabel(this.history),
      history: this.history.entries.map((entry, i) => ({ label: entry.label, isCurrent: i === this.history.current })),
      threads: this.parts.pool.threads,
      appVersion: this.parts.appVersion,
    };
  }

  private get hasUnsavedChanges(): boolean {
    if (!this.source || !this.saved) return this.source !== null;
    const { recipe, found, periods } = this.saved;
    return recipe !== this.recipe || found !== this.foundSha256 || periods !== this.monitor.periods;
  }
  /** Of the result and the offers. */
  private get foundSha256(): string {
    return `${this.resultSha256} ${this.offers.sha256}`;
  }

  private get resultSha256(): string | null {
    if (!this.shown) return this.scores.sha256;
    return describeRun(this.scores.joined(this.shown), this.parts.appVersion).resultSha256;
  }
}
