import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import type { CustomerValues } from '../LoadedModel.ts';
import type { ModelDocument } from '../ModelDocument.ts';
import { readyModel } from '../ReadyModel.ts';
import { offerAnswers } from './offerAnswers.ts';
import { MOST_CHECK_PRODUCTS, type OfferCheck } from './OffersSection.ts';

type Asked = Pick<OfferCheck, 'values' | 'products'>;

/** A made-up customer has every so manieth product. */
const EVERY = 5;

/** Made-up customers with products: the first has none. @param values what is said of each */
export function offerQuestions(values: readonly CustomerValues[], nProducts: number): Asked[] {
  return values.map((one, i) => ({
    values: one,
    products:
      i === 0
        ? []
        : Array.from({ length: nProducts }, (_none, p) => p)
            .filter(p => p % EVERY === (i - 1) % EVERY)
            .slice(0, MOST_CHECK_PRODUCTS),
  }));
}

/** The scores of what a model offers made-up customers. */
export async function askOffers(document: ModelDocument, asked: readonly Asked[], run: Run): Promise<OfferCheck[]> {
  const answer = offerAnswers(readyModel(document), run)!;
  const checks: OfferCheck[] = [];
  for (const { values, products } of asked) {
    await pause(run);
    const { offers } = await answer(values, { products, weights: products.map(() => 1) });
    checks.push({ values, products, scores: offers.map(({ score }) => score) });
  }
  return checks;
}
