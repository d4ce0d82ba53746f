import type { OffersPage } from '#shared/contract/offer';
import { AppError } from '#shared/errors';
import type { CustomerOffers } from '#shared/offers/result';
import { identifierColumns } from '../import/findCustomer.ts';
import type { Offered } from '../recommend/Offered.ts';
import type { OfferReasons } from '../recommend/reasons.ts';
import { cellValue } from '../table/cellValue.ts';
import type { ShownOffers } from './MadeOffers.ts';

export interface OfferQuestion {
  readonly offset: number;
  readonly limit: number;
  readonly search: string;
  readonly segment: number | null;
  readonly product: string | null;
}

/** What each customer is called, by row. */
export function customerNames({ imported, offered }: ShownOffers): (row: number) => string {
  const { customerNames: names } = offered.base.owned;
  if (names) return row => names[row];
  const [identifier] = identifierColumns(imported);
  return row => {
    const id = identifier ? cellValue(identifier, row) : null;
    return id === null ? `row ${imported.sourceRows[row]}` : String(id);
  };
}

/** Owned products named for a customer before the rest is counted. */
const MOST_OWNED = 20;

/** @throws AppError `data.unknownCustomer` */
export function customerOffers(shown: ShownOffers, row: number, reasons: OfferReasons): CustomerOffers {
  const { owned } = shown.offered.base;
  const { lists, labels, segmentNames } = shown.offered;
  const { offsets, products, nCustomers } = owned.interactions;
  if (row >= nCustomers) throw new AppError('data.unknownCustomer', { id: `row ${row}` });
  const own = products.subarray(offsets[row], offsets[row + 1]);
  const offered = lists.products.subarray(row * lists.nEach, (row + 1) * lists.nEach).filter(p => p >= 0);
  return {
    row,
    customer: customerNames(shown)(row),
    segment: labels ? (segmentNames[labels[row]] ?? null) : null,
    owned: Array.from(own.subarray(0, MOST_OWNED), p => owned.products[p]),
    nOwned: own.length,
    isCold: own.length === 0,
    offers: Array.from(offered, (product, i) => ({
      rank: i + 1,
      product: owned.products[product],
      score: lists.scores[row * lists.nEach + i],
      reason: reasons.reason(row, product),
    })),
  };
}

/** Customers in the order of the table who pass what is asked for. */
export function offersPage(shown: ShownOffers, asked: OfferQuestion, reasons: OfferReasons): OffersPage {
  const rows = rowsFor(shown, asked);
  const page = rows.slice(asked.offset, asked.offset + asked.limit);
  const of = shown.offered.base.owned.interactions.nCustomers;
  return { rows: page.map(row => customerOffers(shown, row, reasons)), total: rows.length, of };
}

function rowsFor(shown: ShownOffers, { search, segment, product }: OfferQuestion): number[] {
  const { base, lists, labels, result } = shown.offered;
  const nameOf = customerNames(shown);
  const wanted = search.trim().toLowerCase();
  const position = segment === null ? -1 : result.segments.findIndex(({ id }) => id === segment);
  const code = product === null ? -1 : base.owned.products.indexOf(product);
  const rows: number[] = [];
  for (let row = 0; row < base.owned.interactions.nCustomers; row++) {
    if (segment !== null && labels?.[row] !== position) continue;
    if (product !== null && !isOffered(lists, row, code)) continue;
    if (wanted !== '' && !nameOf(row).toLowerCase().includes(wanted)) continue;
    rows.push(row);
  }
  return rows;
}

function isOffered({ products, nEach }: Offered['lists'], row: number, code: number): boolean {
  return products.subarray(row * nEach, (row + 1) * nEach).includes(code);
}
