import { listSome } from '#shared/format';
import { tidyText } from '../import/cells/tidyText.ts';
import type { GivenProducts } from '../models/offers/OffersSection.ts';
import type { OffersPart } from '../recommend/OffersPart.ts';
import type { Warning } from './CustomerFields.ts';
import { LEAST_WEIGHT, MOST_PRODUCT_NAME, MOST_PRODUCTS, MOST_WEIGHT } from './limits.ts';
import { refuse, shown } from './Refusal.ts';
import type { Json } from './StrictJson.ts';

/** Products are listed in one warning; of more than this the number is said. */
const MOST_NAMED = 12;

/** Looks at what a customer is said to have. */
export class OwnedProducts {
  readonly #places: ReadonlyMap<string, number>;
  readonly #made: OffersPart;

  constructor(made: OffersPart) {
    this.#made = made;
    this.#places = new Map(made.products.map((product, p) => [product, p]));
  }

  /**
   * The products by place, with warnings for those that the model does not know and for weights that do not count.
   * @throws Refusal `body.products`, `product.weight`
   */
  check(given: Json): GivenProducts & { readonly warnings: readonly Warning[] } {
    if (!Array.isArray(given) || given.length > MOST_PRODUCTS) throw refuse('body.products');
    const [products, weights]: [number[], number[]] = [[], []];
    const unknown: string[] = [];
    let isWeighted = false;
    for (const one of given) {
      const { product, weight } = read(one);
      isWeighted ||= weight !== null;
      const place = this.#places.get(tidyText(product));
      if (place === undefined) unknown.push(product);
      else {
        products.push(place);
        weights.push(weight ?? 1);
      }
    }
    const warnings: Warning[] = [];
    if (unknown.length > 0) warnings.push(this.#warnOf(unknown));
    if (isWeighted && !this.#made.useWeights)
      warnings.push({
        code: 'product.weight',
        field: 'products',
        message: 'Weights do not count in this model: every product counts once.',
      });
    return { products, weights, warnings };
  }

  #warnOf(unknown: readonly string[]): Warning {
    const known = listSome(this.#made.products.map(shown), MOST_NAMED);
    const named = listSome(unknown.map(shown), MOST_NAMED);
    const are = unknown.length === 1 ? 'is not a product of the model and is' : 'are not products of the model and are';
    return {
      code: 'product.unknown',
      field: 'products',
      message: `${named} ${are} not counted. Its products are ${known}.`,
    };
  }
}

function isName(value: Json): value is string {
  return typeof value === 'string' && value.length <= MOST_PRODUCT_NAME;
}

function read(one: Json): { product: string; weight: number | null } {
  if (isName(one)) return { product: one, weight: null };
  if (one === null || typeof one !== 'object' || Array.isArray(one)) throw refuse('body.products');
  const { product, weight = null, ...rest } = one;
  if (!isName(product) || Object.keys(rest).length > 0) throw refuse('body.products');
  if (weight === null) return { product, weight };
  if (typeof weight !== 'number' || weight < LEAST_WEIGHT || weight > MOST_WEIGHT)
    throw refuse('product.weight', shown(product), shown(weight));
  return { product, weight };
}
