import { AppError } from '#shared/errors';
import type { Owned } from './Owned.ts';

/**
 * Whether anything can be learned from what customers have.
 * @throws AppError `offers.empty`, `offers.oneProduct`, `offers.oneCustomer`, `offers.allOwnAll`, `offers.noRepeated`
 */
export function requireUsable({ interactions, products, account }: Owned): void {
  const { nCustomers, nProducts, offsets } = interactions;
  if (interactions.products.length === 0) throw new AppError('offers.empty', {});
  if (nProducts === 1) throw new AppError('offers.oneProduct', { product: products[0] });
  if (account.customersWithProducts === 1) throw new AppError('offers.oneCustomer', { products: nProducts });
  if (interactions.products.length === account.customersWithProducts * nProducts)
    throw new AppError('offers.allOwnAll', { customers: account.customersWithProducts, products: nProducts });
  for (let c = 0; c < nCustomers; c++) if (offsets[c + 1] - offsets[c] > 1) return;
  throw new AppError('offers.noRepeated', { customers: account.customersWithProducts });
}
