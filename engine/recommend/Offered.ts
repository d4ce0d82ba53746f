import type { Offers } from '#shared/offers/choices';
import type { OffersResult } from '#shared/offers/result';
import type { OffersBase } from './fitOffers.ts';
import type { TopOffers } from './topOffers.ts';

/** Everything that making offers leaves behind; plain values, so that saving is writing it. */
export interface Offered {
  readonly base: OffersBase;
  /** What was chosen when they were made. */
  readonly offers: Offers;
  /** For every customer, in the order of the rows. */
  readonly lists: TopOffers;
  /** [nCustomers] position of the segment whose products are offered to those without any, -1 for none; null without segments. */
  readonly labels: Int32Array | null;
  readonly segmentNames: readonly string[];
  readonly result: OffersResult;
}
