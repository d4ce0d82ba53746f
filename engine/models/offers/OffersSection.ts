import type { Offer } from '#shared/offers/result';
import type { FormField } from '#shared/results';
import type { OffersPart } from '../../recommend/OffersPart.ts';
import type { CustomerValues } from '../LoadedModel.ts';

/** What a model file holds to make offers: not there where none were made. */
export interface OffersSection {
  readonly made: OffersPart;
  /** What the rules ask of a customer beside what the rest of the model does. */
  readonly fields: readonly FormField[];
  readonly checks: readonly OfferCheck[];
}
/** A made-up customer has so many products at most. */
export const MOST_CHECK_PRODUCTS = 12;

/** A made-up customer with the places of the products owned, and the scores of what was offered when the file was saved. */
export interface OfferCheck {
  readonly values: CustomerValues;
  readonly products: readonly number[];
  readonly scores: readonly number[];
}

/** What a customer has, by place in the list of products, with weights above zero. */
export interface GivenProducts {
  readonly products: readonly number[];
  readonly weights: readonly number[];
}
export interface OffersAnswer {
  /** Where the offers rest on it; null else. */
  readonly segment: { readonly id: number; readonly name: string } | null;
  /** Whether the customer has nothing, and is offered what is common in the customer's segment or in the book. */
  readonly isCold: boolean;
  /** The best first; fewer than there could be, or none, where rules leave no more. */
  readonly offers: readonly Offer[];
}
/** Offers for one customer. @throws AppError `data.unknownColumn`, `data.columnTwice`, `option.invalid` */
export type AnswerOffers = (values: CustomerValues, owned: GivenProducts) => Promise<OffersAnswer>;
