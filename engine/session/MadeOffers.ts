import type { ProjectState } from '#shared/contract/project';
import { AppError } from '#shared/errors';
import type { Recipe } from '#shared/recipe';
import type { Imported } from '../import/Imported.ts';
import { withSeed, type Run } from '../jobs/Run.ts';
import { fitMethod, fitOffers, learned, learningFrom, type OffersBase } from '../recommend/fitOffers.ts';
import { asOnes } from '../recommend/Interactions.ts';
import { layOffers, type InUse } from '../recommend/layOffers.ts';
import type { Offered } from '../recommend/Offered.ts';
import { offerReasons, type OfferReasons } from '../recommend/reasons.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { offersSha256 } from '../store/hashes.ts';
import { explicitRecipe } from './explicitRecipe.ts';
import type { Analysis } from './mainJob.ts';
import { ownedOf, type OfferData } from './offerSources.ts';
import { StageCache } from './StageCache.ts';
import { offersKey } from './stageKeys.ts';

/** Offers, the recipe and customers that they are of, and the segments that stood beside them. */
export interface ShownOffers {
  readonly recipe: Recipe;
  readonly imported: Imported;
  readonly segmented: Segmented | null;
  readonly offered: Offered;
}

const KEPT = 2;

function keyOf(recipe: Recipe): string {
  return offersKey(explicitRecipe(recipe));
}

/** The offers of one open project, and the methods behind them where they are at hand. */
export class MadeOffers {
  /** The last finished offers; stay on show, marked stale, until the next ones are ready. */
  shown: ShownOffers | null = null;
  private readonly bases = new StageCache<OffersBase>(KEPT);
  private readonly inUse = new StageCache<InUse>(1);
  private readonly joined = new WeakMap<Analysis, Analysis>();
  private reasons: { offered: Offered; reasons: OfferReasons } | null = null;
  private hashed: { offered: Offered; sha256: string } | null = null;

  /** Puts back what a project file held; the method in use is fitted again when one is asked something new. */
  restore(shown: ShownOffers | null): void {
    this.shown = shown;
    if (shown) this.bases.set(keyOf(shown.recipe), shown.offered.base);
  }

  stateFor(recipe: Recipe): ProjectState['offers'] {
    if (!this.shown) return 'none';
    return keyOf(this.shown.recipe) === keyOf(recipe) ? 'ready' : 'stale';
  }

  /** Another method in use, other rules or other segments are laid over the offers on show at once, where nothing has to be compared for it. */
  async follow(data: OfferData, segmented: Segmented | null, run: Run): Promise<void> {
    if (!this.shown) return;
    const recipe = explicitRecipe(data.recipe);
    const isSame =
      JSON.stringify(recipe.offers) === JSON.stringify(this.shown.recipe.offers) && segmented === this.shown.segmented;
    if (isSame || keyOf(recipe) !== keyOf(this.shown.recipe)) return;
    await this.make({ ...data, recipe }, segmented, run);
  }

  get sha256(): string | null {
    if (!this.shown) return null;
    const { offered } = this.shown;
    if (this.hashed?.offered !== offered) this.hashed = { offered, sha256: offersSha256(offered) };
    return this.hashed.sha256;
  }

  /** An analysis with the offers to the same customers, where there are any. */
  joinedTo(analysis: Analysis): Analysis {
    if (this.shown?.imported !== analysis.imported) return analysis;
    const { offered, recipe } = this.shown;
    const known = this.joined.get(analysis);
    if (known?.offered === offered) return known;
    const { shown } = this;
    const offersInUse = (run: Run) => this.inUseOf(shown, run);
    const made = { ...analysis, recipe: { ...analysis.recipe, offers: recipe.offers }, offered, offersInUse };
    this.joined.set(analysis, made);
    return made;
  }

  /** @throws AppError `offers.none` */
  requireShown(): ShownOffers {
    if (!this.shown) throw new AppError('offers.none', {});
    return this.shown;
  }

  /** Makes offers by a recipe: compares what has not been compared before, and lays method and rules over it. */
  async make(data: OfferData, segmented: Segmented | null, run: Run): Promise<ShownOffers> {
    const { recipe, imported } = data;
    const key = keyOf(recipe);
    const base = this.bases.get(key) ?? (await fitOffers(await ownedOf(data, run), recipe.offers, run));
    this.bases.set(key, base);
    const inUse = await this.methodInUse(base, recipe, run);
    const offered = await layOffers(base, inUse, recipe.offers, { imported, segmented }, run);
    this.shown = { recipe, imported, segmented, offered };
    return this.shown;
  }

  /** Why what is offered may fit. */
  async reasonsOf({ offered, recipe }: ShownOffers, run: Run): Promise<OfferReasons> {
    if (this.reasons?.offered === offered) return this.reasons.reasons;
    const { counts } = await this.inUseOf({ offered, recipe }, run);
    const reasons = offerReasons(offered, counts);
    this.reasons = { offered, reasons };
    return reasons;
  }

  /** The method behind offers; fitted again where it is not at hand. */
  inUseOf({ offered, recipe }: Pick<ShownOffers, 'offered' | 'recipe'>, run: Run): Promise<InUse> {
    return this.methodInUse(offered.base, recipe, withSeed(run, recipe.seed));
  }

  private async methodInUse(base: OffersBase, recipe: Recipe, run: Run): Promise<InUse> {
    const id = recipe.offers.chosen ?? base.methods[base.recommended].id;
    const key = JSON.stringify([keyOf(recipe), id]);
    const known = this.inUse.get(key);
    if (known) return known;
    const made = await fitInUse(base, recipe, run);
    this.inUse.set(key, made);
    return made;
  }
}

/** The method in use on all that customers have. @throws AppError `option.invalid` for one that was not compared */
export async function fitInUse(base: OffersBase, { offers }: Recipe, run: Run): Promise<InUse> {
  const id = offers.chosen ?? base.methods[base.recommended].id;
  const method = base.methods.find(fitted => fitted.id === id);
  if (!method) {
    const allowed = base.methods.map(fitted => fitted.id).join(', ');
    throw new AppError('option.invalid', { option: 'method', allowed, got: id });
  }
  const known = learned(base.owned, offers);
  const learning = learningFrom(known, run);
  const { model } = await fitMethod({ id, options: { ...method.options } }, learning, run);
  const counts = await (offers.useWeights ? learningFrom(asOnes(known), run) : learning).counts();
  return { model, known, counts };
}
