/** What a person can choose about offers; part of the recipe. */
import { z } from 'zod';
import { TIERS } from '../tiers.ts';

/** Every way to recommend, the plainest first; the engine's registry has the same ids. */
export const RECOMMENDER_IDS = [
  'popularity',
  'associationRules',
  'itemNeighbours',
  'userNeighbours',
  'itemRegression',
  'implicitAls',
  'bpr',
] as const;
export type RecommenderId = (typeof RECOMMENDER_IDS)[number];

/** random: a share of all rows is held back by lot; last: each customer's latest; day: all after a day. */
export const SPLITS = ['random', 'last', 'day'] as const;
export type SplitKind = (typeof SPLITS)[number];

const columnName = z.string().min(1).max(400);
const product = z.string().min(1).max(400);

/** Which rows say who has what. */
export const offerSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('list'),
    /** `main`, or the id of a further table of the recipe. */
    table: z.string().regex(/^[a-z0-9-]{1,40}$/),
    customer: columnName,
    product: columnName,
    weight: columnName.nullable(),
    time: columnName.nullable(),
  }),
  z.strictObject({
    from: z.literal('ownership'),
    /** Columns of the customer table, each a product: above zero, or yes, is owned. */
    products: z.array(columnName).max(4_000),
  }),
]);
export type OfferSource = z.infer<typeof offerSourceSchema>;

/** Which customers a rule is about; a gap is never within bounds and at no level. */
export const offerTestSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('number'),
    column: columnName,
    from: z.number().nullable(),
    to: z.number().nullable(),
  }),
  z.strictObject({ by: z.literal('level'), column: columnName, levels: z.array(z.string().max(400)).min(1).max(200) }),
  z.strictObject({ by: z.literal('segment'), segments: z.array(z.number().int().min(1).max(10_000)).min(1).max(100) }),
  z.strictObject({ by: z.literal('tier'), tiers: z.array(z.enum(TIERS)).min(1).max(4) }),
]);
export type OfferTest = z.infer<typeof offerTestSchema>;

export const offerRuleSchema = z.strictObject({
  /** only: to nobody else; never: to none of them. */
  effect: z.enum(['only', 'never']),
  /** Empty means every product. */
  products: z.array(product).max(4_000),
  test: offerTestSchema,
});
export type OfferRule = z.infer<typeof offerRuleSchema>;
export const MOST_OFFER_RULES = 50;

export const offerSplitSchema = z.strictObject({
  kind: z.enum(SPLITS),
  /** Share that is held back: of all rows, or of each customer's latest. */
  testShare: z.number().min(0.05).max(0.5),
  /** day: rows after it are held back. */
  day: z.iso.date().nullable(),
});
export type OfferSplit = z.infer<typeof offerSplitSchema>;

export const offersSchema = z.strictObject({
  /** null takes what is recognised. */
  source: offerSourceSchema.nullable(),
  /** The weight says how much a row counts; else every row counts once. */
  useWeights: z.boolean(),
  /** Held-back rows of at least this weight are what should have been found; null takes all. */
  relevantFrom: z.number().nullable(),
  /** null: each customer's latest where there are times, else by lot. */
  split: offerSplitSchema.nullable(),
  /** Length of the lists that methods are compared on; at most half of the products is taken. */
  compareAt: z.number().int().min(1).max(50),
  methods: z
    .array(z.strictObject({ id: z.enum(RECOMMENDER_IDS), options: z.record(z.string().max(60), z.unknown()) }))
    .min(1)
    .max(RECOMMENDER_IDS.length),
  /** null takes the recommended one. */
  chosen: z.enum(RECOMMENDER_IDS).nullable(),
  /** Offers per customer. */
  perCustomer: z.number().int().min(1).max(20),
  /** Nobody is offered what he has. */
  excludeOwned: z.boolean(),
  /** Products that are offered to nobody. */
  excludeProducts: z.array(product).max(4_000),
  rules: z.array(offerRuleSchema).max(MOST_OFFER_RULES),
});
export type Offers = z.infer<typeof offersSchema>;

export function defaultOffers(): Offers {
  return {
    source: null,
    useWeights: false,
    relevantFrom: null,
    split: null,
    compareAt: 10,
    methods: RECOMMENDER_IDS.map(id => ({ id, options: {} })),
    chosen: null,
    perCustomer: 3,
    excludeOwned: true,
    excludeProducts: [],
    rules: [],
  };
}
