import type { ProjectState } from '#shared/contract/project';
import { AppError } from '#shared/errors';
import type { Recipe } from '#shared/recipe';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { describeScores } from '../scoring/describeScores.ts';
import { fitScores } from '../scoring/fitScores.ts';
import type { ModelScorers, Scored, ScoringBase } from '../scoring/Scored.ts';
import { explicitRecipe } from './explicitRecipe.ts';
import type { Analysis } from './mainJob.ts';
import { scoresSha256 } from '../store/hashes.ts';
import { StageCache } from './StageCache.ts';
import { scoreKey } from './stageKeys.ts';

/** Scores and the recipe and customers that they are of. */
export interface ShownScores {
  readonly recipe: Recipe;
  readonly imported: Imported;
  readonly scored: Scored;
}

const KEPT = 2;

/** The same for recipes that ask for the same models, whatever the order in which their options are written. */
function keyOf(recipe: Recipe): string {
  return scoreKey(explicitRecipe(recipe));
}

/** The scores of one open project, and the models behind them where they are at hand. */
export class Scores {
  /** The last finished scoring; stays on show, marked stale, until the next one is ready. */
  shown: ShownScores | null = null;
  private last: { analysis: Analysis; scored: Scored; filed: Analysis } | null = null;
  private hashed: { scored: Scored; sha256: string } | null = null;
  private readonly bases = new StageCache<ScoringBase>(KEPT);
  private readonly models = new StageCache<readonly ModelScorers[]>(KEPT);

  /** Puts back what a project file held; the models are made again when one is asked something new. */
  restore(shown: ShownScores | null): void {
    this.shown = shown;
    if (shown) this.bases.set(keyOf(shown.recipe), shown.scored);
  }

  stateFor(recipe: Recipe): ProjectState['scores'] {
    if (!this.shown) return 'none';
    return keyOf(this.shown.recipe) === keyOf(recipe) ? 'ready' : 'stale';
  }

  /** Another model in use or another threshold is laid over the scores on show at once, where nothing has to be fitted for it. */
  async follow(given: Recipe, imported: Imported, run: Run): Promise<void> {
    if (!this.shown) return;
    const recipe = explicitRecipe(given);
    const isSame = JSON.stringify(recipe.scoring) === JSON.stringify(this.shown.recipe.scoring);
    if (isSame || keyOf(recipe) !== keyOf(this.shown.recipe)) return;
    await this.score(recipe, imported, run);
  }

  /** Hash of the scores on show. */
  get sha256(): string | null {
    if (!this.shown) return null;
    const { scored } = this.shown;
    if (this.hashed?.scored !== scored) this.hashed = { scored, sha256: scoresSha256(scored) };
    return this.hashed.sha256;
  }

  /** An analysis with the scores of the same customers, where there are any. */
  joined(analysis: Analysis): Analysis {
    if (this.shown?.imported !== analysis.imported) return analysis;
    const { scored, recipe, imported } = this.shown;
    const scorers = (run: Run) => this.scorersOf(recipe, imported, run);
    if (this.last?.analysis !== analysis || this.last.scored !== scored) {
      const filed = { ...analysis, recipe: { ...analysis.recipe, scoring: recipe.scoring }, scored, scorers };
      this.last = { analysis, scored, filed };
    }
    return this.last.filed;
  }

  /** @throws AppError `scores.none` */
  requireShown(): ShownScores {
    if (!this.shown) throw new AppError('scores.none', {});
    return this.shown;
  }

  /** Scores the customers by a recipe: fits what has not been fitted before, and lays choices of model and threshold over it. */
  async score(recipe: Recipe, imported: Imported, run: Run): Promise<ShownScores> {
    const key = keyOf(recipe);
    const { scoring, seed } = recipe;
    const base = this.bases.get(key) ?? (await this.fit(recipe, imported, run)).base;
    const before = this.shown && keyOf(this.shown.recipe) === key ? this.shown.scored : null;
    const scorers = () => this.scorersOf(recipe, imported, run);
    const scored = await describeScores(base, scorers, { imported, scoring, seed }, run, before);
    this.shown = { recipe, imported, scored };
    return this.shown;
  }

  /** The models behind scores, fitted again where they are not at hand: the same data, recipe and version give the same models. */
  async scorersOf(recipe: Recipe, imported: Imported, run: Run): Promise<readonly ModelScorers[]> {
    return this.models.get(keyOf(recipe)) ?? (await this.fit(recipe, imported, run)).models;
  }

  private async fit(recipe: Recipe, imported: Imported, run: Run) {
    const key = keyOf(recipe);
    const { scoring, seed } = recipe;
    const fitted = await fitScores({ imported, scoring, seed }, run);
    this.bases.set(key, fitted.base);
    this.models.set(key, fitted.models);
    return fitted;
  }
}
