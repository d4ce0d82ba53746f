import { offerInputs } from '../models/offers/offerInputs.ts';
import { customerSchema } from './customerSchema.ts';
import { LEAST_WEIGHT, MOST_CUSTOMERS, MOST_PRODUCT_NAME, MOST_PRODUCTS, MOST_WEIGHT } from './limits.ts';
import { modelNames } from './modelNames.ts';
import {
  answersOf,
  listOf,
  number,
  object,
  operation,
  orNull,
  reference,
  requestBody,
  text,
  type Schema,
} from './schemaParts.ts';
import type { ServedModel } from './ServedModel.ts';
import { anyCustomer, valueSchemas } from './valueSchemas.ts';

/** Products that are named for one model. */
const MOST_NAMED = 100;

const offer = object({
  rank: { type: 'integer', minimum: 1 },
  product: text,
  score: { ...number, description: 'By the method; higher is better, and scores of two methods cannot be compared.' },
  reason: { ...text, description: 'Why it may fit, in words with the numbers that carry it.' },
});
const answerProperties = {
  segment: orNull(object({ id: { type: 'integer' }, name: text })),
  isCold: {
    type: 'boolean',
    description:
      'Whether the customer has nothing, and is offered what is common in the segment of the customer or in the book.',
  },
  offers: { ...listOf(reference('Offer')), description: 'The best first; none where rules leave nothing.' },
  owned: { type: 'integer', minimum: 0, description: 'Products of the customer that the model knows.' },
  warnings: listOf(reference('Warning')),
};

/** The schemas of the models that make offers, and what they share; nothing where none does. */
export function offerSchemas(models: readonly ServedModel[]): Readonly<Record<string, Schema>> {
  const making = models.filter(({ makesOffers }) => makesOffers);
  if (making.length === 0) return {};
  const own = making.flatMap(model => [
    [`OfferCustomer_${model.version}`, fieldsSchema(model)],
    [`Owned_${model.version}`, ownedSchema(model)],
  ]);
  return { Offer: offer, ...valueSchemas(MOST_PRODUCTS), ...(Object.fromEntries(own) as Record<string, Schema>) };
}

/** What may be asked about offers; nothing where no model makes any. */
export function offerPaths(models: readonly ServedModel[]): Readonly<Record<string, Schema>> {
  const making = models.filter(({ makesOffers }) => makesOffers);
  if (making.length === 0) return {};
  const { answer, batch } = answersOf(answerProperties);
  const many = (model: ServedModel) => ({
    customers: {
      type: 'array',
      minItems: 1,
      maxItems: MOST_CUSTOMERS,
      items: anyCustomer(MOST_PRODUCTS),
      description: `Each is an object of "products" and "customer", as the body of /v1/offers for ${model.name}.`,
    },
  });
  return {
    '/v1/offers': {
      post: {
        ...operation('offerCustomer', 'What one customer may want next, with reasons', answer),
        ...requestBody(making.map(model => form(models, model, one(model), ['products']))),
      },
    },
    '/v1/offers/batch': {
      post: {
        ...operation(
          'offerCustomers',
          'The same of a list of customers, answered in its order; what is wrong with one is said in its place',
          batch,
        ),
        ...requestBody(making.map(model => form(models, model, many(model), ['customers']))),
      },
    },
  };
}

function one({ version }: ServedModel): Readonly<Record<string, Schema>> {
  return { customer: reference(`OfferCustomer_${version}`), products: reference(`Owned_${version}`) };
}

function form(
  models: readonly ServedModel[],
  model: ServedModel,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
): Schema {
  const named = modelNames(models, model);
  return object({ ...properties, model: named.schema }, [...required, ...(named.isRequired ? ['model'] : [])]);
}

/** The fields that rules look at, and those that place a customer where that is needed. */
function fieldsSchema(model: ServedModel): Schema {
  const { name, document } = model;
  return customerSchema({ name, document: { ...document, inputs: offerInputs(document) } });
}

function ownedSchema({ name, document }: ServedModel): Schema {
  const { products, useWeights } = document.offers!.made;
  const called = { type: 'string', maxLength: MOST_PRODUCT_NAME };
  const weight = { type: ['number', 'null'], minimum: LEAST_WEIGHT, maximum: MOST_WEIGHT };
  return {
    type: 'array',
    title: `What a customer of ${name} has`,
    description: `Products by name; those that the model does not know are named in a warning and not counted. ${useWeights ? 'Weights count.' : 'Weights do not count in this model.'}`,
    maxItems: MOST_PRODUCTS,
    items: { anyOf: [called, object({ product: called, weight }, ['product'])] },
    'x-known-products': products.slice(0, MOST_NAMED),
    examples: [products.slice(0, 2)],
  };
}
