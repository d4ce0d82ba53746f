import { z } from 'zod';
import { COLUMN_KINDS } from '#shared/columns';
import { MOST_OFFER_RULES, offerTestSchema, RECOMMENDER_IDS } from '#shared/offers/choices';
import { MOST_COLUMNS } from '../limits.ts';
import { isPlainLine } from '../plainLine.ts';
import { MOST_CHECK_PRODUCTS } from './OffersSection.ts';

const MOST_PRODUCTS = 4_000;
const MOST_PEERS = 5_000;
const MOST_FACTORS = 256;
const MOST_CHECKS = 50;

const count = z.number().int().min(0).max(4_294_967_295);
const positive = z.number().min(0);
const floats = z.instanceof(Float64Array);
const ints = z.instanceof(Int32Array);
const name = z.string().min(1).max(1_000);
const text = z.string().max(32_767);
const cell = z.union([text, z.number(), z.boolean(), z.null()]);

const model = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), scores: floats }),
  z.strictObject({
    kind: z.literal('links'),
    joins: z.enum(['sum', 'best']),
    offsets: ints,
    targets: ints,
    values: floats,
    base: floats.nullable(),
  }),
  z.strictObject({ kind: z.literal('dense'), values: floats }),
  z.strictObject({
    kind: z.literal('peers'),
    nNeighbours: count.min(1).max(MOST_PEERS),
    shrinkage: positive,
    offsets: ints.refine(({ length }) => length >= 1 && length <= MOST_PEERS + 1),
    products: ints,
    weights: floats,
  }),
  z.strictObject({
    kind: z.literal('factors'),
    nFactors: count.min(1).max(MOST_FACTORS),
    products: floats,
    base: floats.nullable(),
    fold: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('leastSquares'), ridge: positive, alpha: positive }),
      z.strictObject({ by: z.literal('ranking'), ridge: positive }),
    ]),
  }),
]);

/** The shape of what a model file holds to make offers. */
export const offersSectionSchema = z.strictObject({
  made: z.strictObject({
    id: z.enum(RECOMMENDER_IDS),
    title: name.refine(isPlainLine),
    useWeights: z.boolean(),
    products: z.array(text.min(1)).min(1).max(MOST_PRODUCTS),
    model,
    perCustomer: count.min(1).max(20),
    excludeOwned: z.boolean(),
    excluded: ints,
    rules: z
      .array(z.strictObject({ effect: z.enum(['only', 'never']), products: ints, test: offerTestSchema }))
      .max(MOST_OFFER_RULES),
    customers: count,
    customersWithProducts: count,
    together: z.instanceof(Uint32Array),
    groups: z
      .strictObject({ segments: z.array(count).max(10_000), sizes: ints, withProducts: ints, holders: floats })
      .nullable(),
  }),
  fields: z
    .array(
      z.strictObject({
        name,
        kind: z.enum(COLUMN_KINDS),
        levels: z.array(text).max(1_000),
        min: z.number().nullable(),
        max: z.number().nullable(),
        typical: cell,
      }),
    )
    .max(MOST_COLUMNS),
  checks: z
    .array(
      z.strictObject({
        values: z.record(name, cell),
        products: z.array(count).max(MOST_CHECK_PRODUCTS),
        scores: z.array(z.number()).max(20),
      }),
    )
    .min(1)
    .max(MOST_CHECKS),
});
