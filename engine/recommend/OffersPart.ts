import type { OfferRule, OfferTest, RecommenderId } from '#shared/offers/choices';
import type { DenseLinksModel, FixedModel, LinksModel } from './RecommenderModel.ts';

/** What of a method is kept to ask it about customers it has not seen: what it learned of products, never a customer's own vector. */
export type KeptModel = FixedModel | LinksModel | DenseLinksModel | KeptPeers | KeptFactors;

/** What the customers who can be neighbours have, one behind the other and without a name or a row number. */
export interface KeptPeers {
  readonly kind: 'peers';
  readonly nNeighbours: number;
  readonly shrinkage: number;
  /** [peers + 1] */
  readonly offsets: Int32Array;
  /** Ascending within a peer. */
  readonly products: Int32Array;
  readonly weights: Float64Array;
}
/** Vectors of the products; that of a customer is found from what he has, see `foldIn.ts`. */
export interface KeptFactors {
  readonly kind: 'factors';
  readonly nFactors: number;
  /** [nProducts × nFactors] */
  readonly products: Float64Array;
  /** [nProducts] added to the score; null adds nothing. */
  readonly base: Float64Array | null;
  readonly fold: LeastSquares | Ranking;
}
/** By the normal equations of alternating least squares. */
export interface LeastSquares {
  readonly by: 'leastSquares';
  readonly ridge: number;
  readonly alpha: number;
}
/** By the loss of Bayesian personalised ranking over all pairs of a product that he has and one that he has not. */
export interface Ranking {
  readonly by: 'ranking';
  readonly ridge: number;
}

/** A rule with its products by their place; none means every product. */
export interface KeptRule {
  readonly effect: OfferRule['effect'];
  readonly products: Int32Array;
  readonly test: OfferTest;
}
/** How often each segment has each product, for customers without any. */
export interface KeptGroups {
  /** Ids of the segments, in their order. */
  readonly segments: readonly number[];
  /** [nGroups] customers, and those among them who have anything. */
  readonly sizes: Int32Array;
  readonly withProducts: Int32Array;
  /** [nGroups × nProducts] */
  readonly holders: Float64Array;
}
/** Everything that a customer is made offers from: what was learned, the rules, and the counts that reasons are told by. */
export interface OffersPart {
  readonly id: RecommenderId;
  readonly title: string;
  /** Whether the weights of products count. */
  readonly useWeights: boolean;
  readonly products: readonly string[];
  readonly model: KeptModel;
  /** Offers for one customer. */
  readonly perCustomer: number;
  readonly excludeOwned: boolean;
  /** Products that are offered to nobody, ascending. */
  readonly excluded: Int32Array;
  readonly rules: readonly KeptRule[];
  /** Customers that it was made on, and those among them with products. */
  readonly customers: number;
  readonly customersWithProducts: number;
  /** [nProducts · (nProducts + 1) / 2] customers who have both, see `pairAt`; who have the product, where both are the same. */
  readonly together: Uint32Array;
  /** Null where customers are not grouped. */
  readonly groups: KeptGroups | null;
}

/** The place of two products in `together`: row after row of the upper half, each from its own product on. */
export function pairAt(nProducts: number, a: number, b: number): number {
  const [row, column] = a < b ? [a, b] : [b, a];
  return (row * (2 * nProducts - row + 1)) / 2 + (column - row);
}

/** Columns that its rules look at. */
export function columnsOfRules({ rules }: { readonly rules: readonly { readonly test: OfferTest }[] }): string[] {
  return rules.flatMap(({ test }) => ('column' in test ? [test.column] : []));
}

/** Whether a customer has to be placed in a segment, and whether his tier is asked for. */
export function asksFor({ rules, groups }: Pick<OffersPart, 'rules' | 'groups'>): { segment: boolean; tier: boolean } {
  return {
    segment: groups !== null || rules.some(({ test }) => test.by === 'segment'),
    tier: rules.some(({ test }) => test.by === 'tier'),
  };
}
