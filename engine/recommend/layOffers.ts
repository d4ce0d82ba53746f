import type { Offers } from '#shared/offers/choices';
import type { OffersResult, ProductSummary, RuleEffect, SegmentOffers } from '#shared/offers/result';
import type { Run } from '../jobs/Run.ts';
import { associationsOf, sameProducts } from './associationsOf.ts';
import { blocksOf, type Book, type WordedBlocks } from './blocksOf.ts';
import { fillCold, groupShares, type GroupShares } from './coldStart.ts';
import type { OffersBase } from './fitOffers.ts';
import { holdersOf, type Interactions } from './Interactions.ts';
import type { Offered } from './Offered.ts';
import type { RecommenderModel } from './RecommenderModel.ts';
import { noBlocks, topOffers, type TopOffers } from './topOffers.ts';
import { headlineOf, methodResults, notesOf, recommendationOf } from './words.ts';

/** The method in use, fitted on all that customers have, and how often products go together. */
export interface InUse {
  readonly model: RecommenderModel;
  /** What is scored from. */
  readonly known: Interactions;
  /** See `gramOf`, each pair counting once. */
  readonly counts: Float64Array;
}

/**
 * Offers for every customer by the method in use, under the rules: those without products get what is common in their segment.
 * @throws AppError as `blocksOf`; Cancelled
 */
export async function layOffers(
  base: OffersBase,
  inUse: InUse,
  offers: Offers,
  book: Book,
  run: Run,
): Promise<Offered> {
  const { owned } = base;
  const all = owned.interactions;
  const worded = blocksOf(owned, offers, book);
  const segmented = owned.customerNames === null ? book.segmented : null;
  const segments = segmented?.segmentation.segments ?? [];
  const shares = {
    ofGroup: groupShares(all, segmented?.labels ?? null, segments.length),
    ofBook: groupShares(all, null, 1),
  };
  const asked = { model: inUse.model, known: inUse.known, rows: null, nEach: offers.perCustomer };
  const lists = await topOffers({ ...asked, blocks: worded.blocks }, run, 'Making offers');
  fillCold(all, shares, worded.blocks, lists);
  const hasRules = offers.rules.length + offers.excludeProducts.length > 0;
  const free = hasRules
    ? await topOffers({ ...asked, blocks: noBlocks(all.nProducts, offers.excludeOwned) }, run)
    : lists;
  if (hasRules) fillCold(all, shares, noBlocks(all.nProducts, offers.excludeOwned), free);
  const labels = segmented?.labels ?? null;
  const result = resultOf(base, offers, { lists, free, worded, shares, inUse }, segments);
  return { base, offers, lists, labels, segmentNames: segments.map(({ name }) => name), result };
}

interface Made {
  readonly lists: TopOffers;
  /** The same without any rule but the one about what customers have. */
  readonly free: TopOffers;
  readonly worded: WordedBlocks;
  readonly shares: { readonly ofGroup: GroupShares; readonly ofBook: GroupShares };
  readonly inUse: InUse;
}

function resultOf(
  base: OffersBase,
  offers: Offers,
  made: Made,
  segments: readonly { id: number; name: string }[],
): OffersResult {
  const { owned } = base;
  const { lists } = made;
  const { nCustomers, offsets } = owned.interactions;
  let [nOffered, nCold, nNothing] = [0, 0, 0];
  for (let c = 0; c < nCustomers; c++) {
    const isOffered = lists.products[c * lists.nEach] >= 0;
    if (isOffered) nOffered++;
    else nNothing++;
    if (isOffered && offsets[c] === offsets[c + 1]) nCold++;
  }
  const recommended = base.methods[base.recommended].id;
  const counted = {
    source: owned.source,
    sourceText: owned.sourceText,
    keyColumn: owned.keyColumn,
    account: owned.account,
    split: base.split,
    splitText: base.splitText,
    nTrained: base.nTrained,
    nHeldBack: base.nHeldBack,
    nEvaluated: base.nEvaluated,
    compareAt: base.compareAt,
    methods: methodResults(base),
    recommended,
    recommendation: recommendationOf(base),
    chosen: offers.chosen ?? recommended,
    perCustomer: offers.perCustomer,
    rules: ruleEffects(base, offers, made),
    nOffered,
    nCold,
    nNothing,
    segments: segmentOffers(base, made, segments),
    products: productSummaries(base, lists),
    associations: associationsOf(owned, made.inUse.counts),
    notes: [...notesOf(base), ...sameProducts(owned, made.inUse.counts)],
  };
  return { ...counted, headline: headlineOf(counted) };
}

function ruleEffects({ owned }: OffersBase, { excludeOwned, excludeProducts }: Offers, made: Made): RuleEffect[] {
  const { blocks, texts } = made.worded;
  const effects = texts.map((text, i) => ({
    text,
    customers: blocks.rules[i].customers.reduce((n, isKept) => n + isKept, 0),
    offersRemoved: 0,
  }));
  const everywhere = {
    text: `Never offered: ${excludeProducts.join(', ')}`,
    customers: owned.interactions.nCustomers,
    offersRemoved: 0,
  };
  const { products, nEach } = made.free;
  for (let at = 0; at < products.length; at++) {
    const product = products[at];
    if (product < 0) continue;
    const customer = Math.floor(at / nEach);
    const first = blocks.rules.findIndex(rule => rule.customers[customer] === 1 && rule.products[product] === 1);
    if (blocks.everywhere[product] === 1) everywhere.offersRemoved++;
    else if (first >= 0) effects[first].offersRemoved++;
  }
  const own = {
    text: excludeOwned ? 'Nobody is offered what they have already' : 'What a customer has may be offered again',
    customers: excludeOwned ? owned.account.customersWithProducts : 0,
    offersRemoved: 0,
  };
  return [own, ...(excludeProducts.length > 0 ? [everywhere] : []), ...effects];
}

const MOST_PER_SEGMENT = 10;

function segmentOffers(
  { owned }: OffersBase,
  { lists, shares }: Made,
  segments: readonly { id: number; name: string }[],
): SegmentOffers[] {
  const { labels, sizes, withProducts, holders } = shares.ofGroup;
  if (!labels) return [];
  const nProducts = owned.products.length;
  const firsts = new Int32Array(segments.length * nProducts);
  const offered = new Int32Array(segments.length);
  labels.forEach((group, customer) => {
    const product = lists.products[customer * lists.nEach];
    if (group < 0 || product < 0) return;
    firsts[group * nProducts + product]++;
    offered[group]++;
  });
  return segments.map(({ id, name }, group) => {
    const own = firsts.subarray(group * nProducts, (group + 1) * nProducts);
    const order = Array.from(own.keys())
      .filter(p => own[p] > 0)
      .sort((a, b) => own[b] - own[a] || a - b);
    return {
      id,
      name,
      n: sizes[group],
      nOffered: offered[group],
      nCold: sizes[group] - withProducts[group],
      products: order.slice(0, MOST_PER_SEGMENT).map(p => ({
        product: owned.products[p],
        n: own[p],
        share: own[p] / Math.max(1, sizes[group]),
        ownedShare: holders[group * nProducts + p] / Math.max(1, sizes[group]),
      })),
    };
  });
}

const MOST_PRODUCTS_LISTED = 200;

/** Products by how often they are offered, the most often first. */
function productSummaries({ owned }: OffersBase, { products, nEach }: TopOffers): ProductSummary[] {
  const holders = holdersOf(owned.interactions);
  const offered = new Int32Array(holders.length);
  const offeredFirst = new Int32Array(holders.length);
  products.forEach((product, at) => {
    if (product < 0) return;
    offered[product]++;
    if (at % nEach === 0) offeredFirst[product]++;
  });
  const order = Array.from(holders.keys()).sort((a, b) => offered[b] - offered[a] || holders[b] - holders[a] || a - b);
  return order.slice(0, MOST_PRODUCTS_LISTED).map(p => ({
    product: owned.products[p],
    n: holders[p],
    share: holders[p] / Math.max(1, owned.account.customersWithProducts),
    offered: offered[p],
    offeredFirst: offeredFirst[p],
  }));
}
