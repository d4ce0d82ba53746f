import type { Note } from '#shared/notes';
import type { OfferSource } from '#shared/offers/choices';
import type { InteractionAccount } from '#shared/offers/result';
import type { Interactions } from './Interactions.ts';

/** Who has what, with the names. */
export interface Owned {
  readonly source: OfferSource;
  readonly sourceText: string;
  readonly interactions: Interactions;
  readonly products: readonly string[];
  /** Names of the list's customers, where they are all there are; null where they are the rows of the customer table. */
  readonly customerNames: readonly string[] | null;
  readonly keyColumn: string | null;
  readonly account: InteractionAccount;
  readonly notes: readonly Note[];
}
