import { z } from 'zod';
import type { ColumnKind } from '../columns.ts';
import { offersSchema, RECOMMENDER_IDS, type OfferSource, type RecommenderId } from '../offers/choices.ts';
import type { CustomerOffers, InteractionAccount, OffersResult } from '../offers/result.ts';
import type { OptionTable } from '../option.ts';
import { method } from './method.ts';
import { fileToken } from './project.ts';

const nothing = z.strictObject({});
const row = z.number().int().min(0).max(4_294_967_295);

export interface RecommenderEntry {
  id: RecommenderId;
  title: string;
  help: string;
  options: OptionTable;
  sources: string[];
}
/** A table that may be a list of who has what. */
export interface PossibleList {
  /** `main`, or the id of a further table. */
  table: string;
  name: string;
  columns: { name: string; kind: ColumnKind }[];
  source: Extract<OfferSource, { from: 'list' }> | null;
  looksLikeList: boolean;
  why: string;
}
/** A column of the customer table that may be a product. */
export interface PossibleProduct {
  column: string;
  ownedShare: number;
  isProposed: boolean;
}
/** A column that rules may use. */
export interface RuleColumn {
  name: string;
  kind: 'number' | 'level';
  levels: string[];
}
/** What offers could be made from with the data as it is now. */
export interface OffersSetup {
  lists: PossibleList[];
  ownership: PossibleProduct[];
  /** Chosen or recognised; null where nothing is. */
  source: OfferSource | null;
  sourceText: string;
  keyColumn: string | null;
  account: InteractionAccount | null;
  hasTimes: boolean;
  /** Names for rules, at most 4,000. */
  products: string[];
  ruleColumns: RuleColumn[];
  segments: { id: number; name: string }[];
  /** Why no offers can be made, in a sentence; null where they can. */
  problem: string | null;
}
export interface OffersPage {
  rows: CustomerOffers[];
  total: number;
  of: number;
}

const partial = offersSchema.partial();

export const offerContract = {
  'offer.catalog': method(nothing).returns<RecommenderEntry[]>(),
  /** @param offers choices to try, without taking them over */
  'offer.setup': method(z.strictObject({ offers: partial.optional() })).job<OffersSetup>(),
  /** Takes a file as a further table that offers are made from; it is joined to nothing. */
  'offer.addTable': method(
    z.strictObject({ file: fileToken.nullable(), sheet: z.string().max(400).nullable() }),
  ).job<OffersSetup>(),
  'offer.run': method(z.strictObject({ offers: partial.optional() })).job<OffersResult>(),
  'offer.result': method(nothing).returns<{ result: OffersResult; isFresh: boolean } | null>(),
  /** Another method in use and other rules are laid over a comparison that is there. */
  'offer.choose': method(z.strictObject({ id: z.enum(RECOMMENDER_IDS).nullable() })).job<OffersResult>(),
  'offer.setRules': method(
    z.strictObject({
      offers: offersSchema.pick({ rules: true, excludeProducts: true, perCustomer: true }).partial(),
    }),
  ).job<OffersResult>(),
  'offer.customers': method(
    z.strictObject({
      offset: row,
      limit: z.number().int().min(1).max(200),
      /** Part of a customer's name. */
      search: z.string().max(200),
      segment: z.number().int().min(1).max(10_000).nullable(),
      /** Only customers who are offered it. */
      product: z.string().max(400).nullable(),
    }),
  ).job<OffersPage>(),
  /** @returns null where there are no offers for the rows of the customer table */
  'offer.customer': method(z.strictObject({ row })).job<CustomerOffers | null>(),
  /** Every customer with his offers and their reasons, as a file to take along. */
  'offer.save': method(z.strictObject({ format: z.enum(['xlsx', 'csv']) })).job<{
    token: string;
    name: string;
    sizeBytes: number;
  }>(),
};
