import { AppError } from '#shared/errors';
import { defaultOffers, type OfferSplit, type Offers, type RecommenderId } from '#shared/offers/choices';
import type { PairedDifference, RecommenderEvaluation } from '#shared/offers/result';
import { note, type Note } from '#shared/notes';
import { checkOptions } from '#shared/option';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import type { Learning, Recommender } from './defineRecommender.ts';
import { judgeLists, pairedDifference, relevantOf } from './evaluateOffers.ts';
import { gramOf } from './gram.ts';
import { asOnes, pickPairs, type Interactions } from './Interactions.ts';
import type { Owned } from './Owned.ts';
import type { RecommenderModel } from './RecommenderModel.ts';
import { RECOMMENDERS } from './registry.ts';
import { splitPairs, type Split } from './split.ts';
import { noBlocks, topOffers } from './topOffers.ts';

/** Methods are compared on so many customers; of more, so many are drawn. */
const MOST_COMPARED = 20_000;

/** One method as it did on what was held back. */
export interface FittedMethod {
  readonly id: RecommenderId;
  readonly title: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly evaluation: RecommenderEvaluation;
  readonly ndcg: Float64Array;
  readonly beyondPopularity: PairedDifference | null;
  readonly notes: readonly Note[];
}
/** What offers are made from, before anyone is offered anything. */
export interface OffersBase {
  readonly owned: Owned;
  readonly split: OfferSplit;
  readonly splitText: string;
  readonly nTrained: number;
  readonly nHeldBack: number;
  readonly nEvaluated: number;
  /** Length of the lists that were compared. */
  readonly compareAt: number;
  readonly methods: readonly FittedMethod[];
  readonly recommended: number;
  readonly notes: readonly Note[];
}

export function recommenderOf(id: RecommenderId): Recommender {
  return RECOMMENDERS.find(recommender => recommender.id === id)!;
}

/** What methods learn from; sums over pairs of products are made when one asks for them, and once. */
export function learningFrom(known: Interactions, run: Run): Learning {
  let gram: Promise<Float64Array> | null = null;
  let counts: Promise<Float64Array> | null = null;
  const isOnes = known.weights.every(weight => weight === 1);
  const countsOnce = () => (counts ??= gramOf(isOnes ? known : asOnes(known), run));
  return { known, counts: countsOnce, gram: () => (gram ??= isOnes ? countsOnce() : gramOf(known, run)) };
}

/** A method on all that customers have. @throws as its `fit`, `option.invalid` */
export async function fitMethod(
  { id, options }: Offers['methods'][number],
  learning: Learning,
  run: Run,
): Promise<{ model: RecommenderModel; options: Readonly<Record<string, unknown>>; notes: Note[] }> {
  const recommender = recommenderOf(id);
  const checked = checkOptions(recommender.options, options);
  return { ...(await recommender.fit(learning, checked, run)), options: checked };
}

/** What counts in learning: weights where they are to, else every pair once. */
export function learned(owned: Owned, offers: Offers): Interactions {
  return offers.useWeights ? owned.interactions : asOnes(owned.interactions);
}

/**
 * Holds back part of what customers have and compares the methods by what they find of it; popularity is always among them.
 * @throws AppError `offers.noTimes`, `offers.nothingHeldBack`, `offers.nobodyToCompare`; Cancelled
 */
export async function fitOffers(owned: Owned, offers: Offers, run: Run): Promise<OffersBase> {
  const all = owned.interactions;
  const split = splitPairs(all, offers.split, run);
  const { relevantFrom } = offers;
  const counted =
    relevantFrom === null ? split.test : pickPairs(split.test, pair => split.test.weights[pair] >= relevantFrom);
  const relevant = drawn(relevantOf(split.train, counted), run);
  if (relevant.rows.length === 0) throw new AppError('offers.nobodyToCompare', { split: split.text });
  const train = offers.useWeights ? split.train : asOnes(split.train);
  const learning = learningFrom(train, run);
  const blocks = noBlocks(all.nProducts, offers.excludeOwned);
  // On a list of all there is every method finds everything.
  const compareAt = Math.min(offers.compareAt, Math.max(1, Math.floor(all.nProducts / 2)));
  const methods: FittedMethod[] = [];
  const notes: Note[] = [];
  for (const method of withPopularity(offers.methods)) {
    await pause(run);
    const { title } = recommenderOf(method.id);
    const fitted = await fittedOrLeftOut(method, learning, run, notes);
    if (!fitted) continue;
    const asked = { model: fitted.model, known: train, rows: relevant.rows, nEach: compareAt, blocks };
    const { evaluation, ndcg } = judgeLists(await topOffers(asked, run, `Comparing: ${title}`), relevant);
    const beyondPopularity = methods.length === 0 ? null : pairedDifference(ndcg, methods[0].ndcg);
    methods.push({
      id: method.id,
      title,
      options: fitted.options,
      evaluation,
      ndcg,
      beyondPopularity,
      notes: fitted.notes,
    });
  }
  return {
    owned,
    ...describeSplit(split),
    nEvaluated: relevant.rows.length,
    compareAt,
    methods,
    recommended: recommend(methods),
    notes: [...owned.notes, ...notes],
  };
}

/** A method that cannot handle the data is left out, and a note says why. */
async function fittedOrLeftOut(method: Offers['methods'][number], learning: Learning, run: Run, notes: Note[]) {
  try {
    return await fitMethod(method, learning, run);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'offers.tooManyProducts') throw error;
    notes.push(note('offers.methodLeftOut', error.args as { method: string; most: number; got: number }));
    return null;
  }
}

function describeSplit({ split, text, train, test }: Split) {
  return { split, splitText: text, nTrained: train.products.length, nHeldBack: test.products.length };
}

function drawn(relevant: ReturnType<typeof relevantOf>, run: Run) {
  const { rows } = relevant;
  if (rows.length <= MOST_COMPARED) return relevant;
  return {
    ...relevant,
    rows: run
      .stream('offers.compare')
      .sample(rows.length, MOST_COMPARED)
      .map(i => rows[i]),
  };
}

/** In the order of the registry, popularity first. */
function withPopularity(methods: Offers['methods']): Offers['methods'] {
  const asked = new Map(methods.map(method => [method.id, method]));
  const all = asked.has('popularity') ? asked : asked.set('popularity', defaultOffers().methods[0]);
  return RECOMMENDERS.flatMap(({ id }) => all.get(id) ?? []);
}

/**
 * The method with the best NDCG, or the plainest that cannot be told apart from it; popularity where none is certainly better than that.
 * @returns its place
 */
export function recommend(methods: readonly Pick<FittedMethod, 'ndcg' | 'beyondPopularity' | 'evaluation'>[]): number {
  const beaten = (i: number) => i === 0 || methods[i].beyondPopularity!.low > 0;
  let best = 0;
  for (let i = 1; i < methods.length; i++)
    if (beaten(i) && methods[i].evaluation.ndcg.value > methods[best].evaluation.ndcg.value) best = i;
  for (let i = 1; i < best; i++) {
    if (!beaten(i)) continue;
    const ahead = pairedDifference(methods[best].ndcg, methods[i].ndcg);
    if (!(ahead.low > 0)) return i;
  }
  return best;
}
