import type { Offer } from '#shared/offers/result';
import { fillCold, type GroupShares } from './coldStart.ts';
import { foldIn, type FoldIn } from './foldIn.ts';
import { asOnes, buildInteractions, byProduct, type Interactions } from './Interactions.ts';
import { pairAt, type KeptPeers, type OffersPart } from './OffersPart.ts';
import { tellReasons } from './reasons.ts';
import type { PeersModel, RecommenderModel } from './RecommenderModel.ts';
import { newScoreSpace, scoreCustomer, type ScoreSpace } from './scoreCustomer.ts';
import { openProducts, type Blocks } from './topOffers.ts';
import { TopList } from './TopList.ts';

/** One customer who is made offers. */
export interface OfferedCustomer {
  /** What he has, by place; the weights of a product that comes twice are added up. */
  readonly products: readonly number[];
  /** Parallel to the products, above zero. */
  readonly weights: readonly number[];
  /** Place of his segment; -1 for none. */
  readonly group: number;
  /** Parallel to the rules: whether each keeps its products from him. */
  readonly kept: readonly boolean[];
}

/**
 * Makes one customer after the other the offers that the Offers screen would, of a method that was fitted before. Not for several threads at once.
 * Factors of customers are found anew from what they have; everything else gives the same bits.
 */
export class OfferMaker {
  readonly #part: OffersPart;
  readonly #names: readonly string[];
  readonly #ruleProducts: readonly Uint8Array[];
  readonly #everywhere: Uint8Array;
  readonly #model: RecommenderModel;
  readonly #fold: FoldIn | null;
  readonly #space: ScoreSpace;
  readonly #holders: Float64Array;
  readonly #scores: Float64Array;
  readonly #isOpen: Uint8Array;

  /** @param segmentNames in the order of the groups */
  constructor(part: OffersPart, segmentNames: readonly string[]) {
    const n = part.products.length;
    this.#part = part;
    this.#names = segmentNames;
    this.#everywhere = masked(part.excluded, n);
    this.#ruleProducts = part.rules.map(({ products }) =>
      products.length === 0 ? new Uint8Array(n).fill(1) : masked(products, n),
    );
    this.#model = readied(part);
    this.#fold = part.model.kind === 'factors' ? foldIn(part.model) : null;
    this.#space = newScoreSpace(this.#model);
    this.#holders = Float64Array.from({ length: n }, (_none, p) => part.together[pairAt(n, p, p)]);
    this.#scores = new Float64Array(n);
    this.#isOpen = new Uint8Array(n);
  }

  /** The best first. Cost: as `scoreCustomer`, and of factors as `foldIn`. */
  make(customer: OfferedCustomer): Offer[] {
    const { products: names, perCustomer, useWeights, together } = this.#part;
    const counted = ownedBy(customer, names.length);
    const known = useWeights ? counted : asOnes(counted);
    const blocks = this.#blocks(customer);
    const shares = this.#shares(customer.group);
    const lists = {
      nEach: perCustomer,
      products: new Int32Array(perCustomer).fill(-1),
      scores: new Float64Array(perCustomer),
    };
    if (known.products.length === 0) fillCold(known, shares, blocks, lists);
    else this.#score(known, blocks).take(lists.products, lists.scores, 0);
    const { reason } = tellReasons({
      interactions: counted,
      products: names,
      holders: this.#holders,
      nAll: this.#part.customersWithProducts,
      both: (a, b) => together[pairAt(names.length, a, b)],
      ...shares,
      segmentNames: this.#names,
    });
    return Array.from(lists.products)
      .filter(product => product >= 0)
      .map((product, i) => ({
        rank: i + 1,
        product: names[product],
        score: lists.scores[i],
        reason: reason(0, product),
      }));
  }

  #score(known: Interactions, blocks: Blocks): TopList {
    const model =
      this.#fold && this.#model.kind === 'factors' ? { ...this.#model, customers: this.#fold(known) } : this.#model;
    scoreCustomer(model, known, 0, this.#space, this.#scores);
    openProducts(blocks, known, 0, this.#isOpen);
    const best = new TopList(this.#part.perCustomer);
    for (let p = 0; p < this.#scores.length; p++) if (this.#isOpen[p] === 1) best.offer(p, this.#scores[p]);
    return best;
  }

  #blocks({ kept }: OfferedCustomer): Blocks {
    return {
      everywhere: this.#everywhere,
      excludeOwned: this.#part.excludeOwned,
      rules: this.#ruleProducts.map((products, i) => ({ products, customers: Uint8Array.of(Number(kept[i])) })),
    };
  }

  /** What segment and book have, as for a book of this customer alone. */
  #shares(group: number): { ofGroup: GroupShares; ofBook: GroupShares } {
    const { groups, customers, customersWithProducts } = this.#part;
    const ofBook = {
      labels: null,
      nGroups: 1,
      holders: this.#holders,
      sizes: Int32Array.of(customers),
      withProducts: Int32Array.of(customersWithProducts),
    };
    if (!groups) return { ofGroup: ofBook, ofBook };
    const { sizes, withProducts, holders } = groups;
    const ofGroup = { labels: Int32Array.of(group), nGroups: sizes.length, holders, sizes, withProducts };
    return { ofGroup, ofBook };
  }
}

function masked(places: Int32Array, n: number): Uint8Array {
  const mask = new Uint8Array(n);
  for (const place of places) mask[place] = 1;
  return mask;
}

function ownedBy({ products, weights }: OfferedCustomer, nProducts: number): Interactions {
  const rows = {
    customers: new Int32Array(products.length),
    products: Int32Array.from(products),
    weights: Float64Array.from(weights),
    times: null,
  };
  return buildInteractions(rows, 1, nProducts);
}

/** A model for a book of one customer. */
function readied({ model, products }: OffersPart): RecommenderModel {
  if (model.kind === 'peers') return withHolders(model, products.length);
  if (model.kind === 'factors') return { ...model, customers: new Float64Array(model.nFactors) };
  return model;
}

/** Nobody here is a row of the book, so that no neighbour is the customer himself. */
const NOBODY = -1;

function withHolders({ offsets, products, weights, ...rest }: KeptPeers, nProducts: number): PeersModel {
  const nPeers = offsets.length - 1;
  const holders = byProduct({ nCustomers: nPeers, nProducts, offsets, products, weights, times: null });
  const lengths = new Float64Array(nPeers);
  for (let i = 0; i < nPeers; i++) {
    let squares = 0;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) squares += weights[at] * weights[at];
    lengths[i] = Math.sqrt(squares);
  }
  return {
    ...rest,
    peers: new Int32Array(nPeers).fill(NOBODY),
    offsets,
    products,
    weights,
    lengths,
    holderOffsets: holders.offsets,
    holders: holders.customers,
    holderWeights: holders.weights,
  };
}
