/** What a method learned: plain numbers in shared arrays, so that every thread scores from the same. */

/** The same score for everybody: how many have each product. */
export interface FixedModel {
  readonly kind: 'fixed';
  /** [nProducts] */
  readonly scores: Float64Array;
}
/** What one product says for others, where it says anything. */
export interface LinksModel {
  readonly kind: 'links';
  /** [nProducts + 1]: product p speaks for targets[offsets[p]] … with values. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly values: Float64Array;
  /** sum: what one has adds up; best: the strongest link counts. */
  readonly joins: 'sum' | 'best';
  /** [nProducts] what is added for everybody, to decide where nothing is said; null adds nothing. */
  readonly base: Float64Array | null;
}
/** What every product says for every other. */
export interface DenseLinksModel {
  readonly kind: 'dense';
  /** [nProducts × nProducts], row-major: from row to column. */
  readonly values: Float64Array;
}
/** Customers who have the same speak for what else they have. */
export interface PeersModel {
  readonly kind: 'peers';
  readonly nNeighbours: number;
  readonly shrinkage: number;
  /** The customers who can be neighbours, ascending, with what they have. */
  readonly peers: Int32Array;
  readonly offsets: Int32Array;
  readonly products: Int32Array;
  readonly weights: Float64Array;
  /** [peers] lengths of their vectors. */
  readonly lengths: Float64Array;
  /** Peers by product. */
  readonly holderOffsets: Int32Array;
  readonly holders: Int32Array;
  readonly holderWeights: Float64Array;
}
/** A short vector for each customer and each product; the score is their product. */
export interface FactorsModel {
  readonly kind: 'factors';
  readonly nFactors: number;
  /** [nCustomers × nFactors] */
  readonly customers: Float64Array;
  /** [nProducts × nFactors] */
  readonly products: Float64Array;
  /** [nProducts] added to the score; null adds nothing. */
  readonly base: Float64Array | null;
}
export type RecommenderModel = FixedModel | LinksModel | DenseLinksModel | PeersModel | FactorsModel;
