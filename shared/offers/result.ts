/** Finished offers as plain data: shown on screens, printed in reports, written by the command line. */
import type { Note } from '../notes.ts';
import type { Measure } from '../scoring/evaluation.ts';
import type { OfferSource, OfferSplit, RecommenderId } from './choices.ts';

/** Who has what, counted. rows = used + repeated + unknownKey + missing + rareProduct. */
export interface InteractionAccount {
  /** Rows of the list; of an ownership table, products that customers have. */
  rows: number;
  /** Different pairs of customer and product. */
  used: number;
  /** Rows that name a pair again. */
  repeated: number;
  /** Rows of customers who are not in the customer table, and how many such customers. */
  unknownKey: number;
  unknownCustomers: number;
  /** A few of them, as they are written. */
  unknownKeys: string[];
  /** Rows without customer or product, or with a weight of zero or below. */
  missing: number;
  /** Rows of products beyond the most frequent ones that can be handled. */
  rareProduct: number;
  rareProducts: number;
  customers: number;
  customersWithProducts: number;
  products: number;
  /** ISO days; null without times. */
  firstDay: string | null;
  lastDay: string | null;
}

/** How well one method finds what was held back; each figure is a mean over the customers with something to be found. */
export interface RecommenderEvaluation {
  precision: Measure;
  recall: Measure;
  ndcg: Measure;
  map: Measure;
  hitRate: Measure;
  /** Share of the products that are offered to at least one of them. */
  coverage: Measure;
  /** Mean surprise of what is offered, in bits: 0 for what everybody has. */
  novelty: Measure;
}
/** NDCG of a method less that of another for the same customers. */
export interface PairedDifference {
  value: number;
  low: number;
  high: number;
}
export interface RecommenderResult {
  id: RecommenderId;
  title: string;
  options: Record<string, unknown>;
  evaluation: RecommenderEvaluation;
  /** null for popularity itself. */
  beyondPopularity: PairedDifference | null;
  /** What that says, in words. */
  verdict: string;
  notes: Note[];
}

/** A rule between two products. Intervals are of 95 %. */
export interface AssociationRule {
  from: string;
  to: string;
  /** Customers who have both. */
  n: number;
  /** Customers who have `from`. */
  nFrom: number;
  /** Share of all customers with products who have both. */
  support: Measure;
  confidence: Measure;
  /** Confidence over the share of all who have `to`; its interval is that of the confidence over the same share. */
  lift: Measure;
}

/** What a suitability or exclusion rule did. */
export interface RuleEffect {
  /** The rule in words. */
  text: string;
  /** Customers that it keeps at least one product from. */
  customers: number;
  /** Offers that would have been made without any rule and that this one, as the first, forbids. */
  offersRemoved: number;
}

export interface SegmentOffer {
  product: string;
  /** Customers of the segment whose first offer it is. */
  n: number;
  share: number;
  /** Share of the segment that has it already. */
  ownedShare: number;
}
/** The next best products of a segment, most often first. */
export interface SegmentOffers {
  id: number;
  name: string;
  n: number;
  nOffered: number;
  /** Customers without products, who get what is popular in their segment. */
  nCold: number;
  products: SegmentOffer[];
}
export interface ProductSummary {
  product: string;
  /** Customers who have it. */
  n: number;
  share: number;
  /** Customers it is offered to, and as the first. */
  offered: number;
  offeredFirst: number;
}

export interface OffersResult {
  source: OfferSource;
  sourceText: string;
  /** Column of the customer table that keys of a list were found in; null where the list's customers are all there are. */
  keyColumn: string | null;
  account: InteractionAccount;
  split: OfferSplit;
  splitText: string;
  nTrained: number;
  nHeldBack: number;
  /** Customers with something to be found and something known before. */
  nEvaluated: number;
  compareAt: number;
  methods: RecommenderResult[];
  recommended: RecommenderId;
  recommendation: string;
  chosen: RecommenderId;
  perCustomer: number;
  /** Rules in words, with what each does; the one about what customers have already comes first. */
  rules: RuleEffect[];
  nOffered: number;
  nCold: number;
  /** Customers for whom the rules leave nothing. */
  nNothing: number;
  segments: SegmentOffers[];
  products: ProductSummary[];
  /** The strongest rules between products, by lift. */
  associations: AssociationRule[];
  headline: string;
  notes: Note[];
}

/** One offer to one customer. */
export interface Offer {
  rank: number;
  product: string;
  score: number;
  /** In words, with the numbers that carry it. */
  reason: string;
}
export interface CustomerOffers {
  /** Row of the customer table, or of the list's customers. */
  row: number;
  customer: string;
  segment: string | null;
  owned: string[];
  nOwned: number;
  isCold: boolean;
  offers: Offer[];
}
