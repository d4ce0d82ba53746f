import { MOST_PRODUCTS } from './limits.ts';
import { refuse } from './Refusal.ts';
import { modelNamed, readBody, readList } from './scoreRequest.ts';
import type { Slices } from './Slices.ts';
import type { Json } from './StrictJson.ts';

/** One customer who is to be made offers, before anything of it is looked at. */
export interface AskedOffers {
  readonly customer: Json;
  readonly products: Json;
}

const ONE = { keys: ['customer', 'products', 'model'], mostList: MOST_PRODUCTS };
const MANY = { keys: ['customers', 'model'], mostList: MOST_PRODUCTS };
const CUSTOMER_KEYS = ['customer', 'products'];

/** @throws Refusal `json.*`, `body.*` */
export function readOneOffer(text: string): AskedOffers & { readonly model: string | null } {
  const body = readBody(text, ONE);
  return { ...customerOf(body), model: modelNamed(body) };
}

/** The same of a list, read in slices; customers are looked at one by one. @throws Refusal `json.*`, `body.*` */
export async function readManyOffers(
  text: string,
  slices: Slices,
): Promise<{ readonly customers: readonly Json[]; readonly model: string | null }> {
  const body = await readList(text, slices, MANY);
  return { customers: body.customers, model: modelNamed(body) };
}

/** One customer of a list. @throws Refusal `body.*` */
export function readCustomerOffer(value: Json): AskedOffers {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw refuse('body.offerCustomer');
  for (const key in value) if (!CUSTOMER_KEYS.includes(key)) throw refuse('body.offerCustomer');
  return customerOf(value);
}

/** Without fields nothing is known of a customer but what he has. */
function customerOf(body: Readonly<Record<string, Json>>): AskedOffers {
  if (!('products' in body)) throw refuse('body.missing', '"products"');
  const customer = 'customer' in body ? body.customer : (Object.create(null) as Json);
  return { customer, products: body.products };
}
