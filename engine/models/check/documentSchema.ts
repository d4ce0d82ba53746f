/** The shape of what stands in a model file: checked when it is opened, because anyone may have written it. */
import { z } from 'zod';
import { COLUMN_KINDS, COLUMN_ROLES } from '#shared/columns';
import { MODEL_STATUSES } from '#shared/models/card';
import { MATERIALITIES } from '#shared/models/record';
import { CLUSTERING_IDS, recipeSchema, tierRuleSchema } from '#shared/recipe';
import { CLASSIFIER_IDS, thresholdSchema } from '#shared/scoring/choices';
import { MOST_CHECKS, MOST_COLUMNS, MOST_EVENTS } from '../limits.ts';
import { MODEL_VERSIONS } from '../ModelDocument.ts';
import { offersSectionSchema } from '../offers/offersSchema.ts';
import { isPlainLine } from '../plainLine.ts';
import { referenceSchema } from './referenceSchema.ts';
import { targetSchema } from './targetSchema.ts';

const count = z.number().int().min(0).max(4_294_967_295);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().max(32_767);
const name = z.string().min(1).max(1_000);
/** What people are told of a model: nothing in it forges a line of a terminal. */
const plainName = name.refine(isPlainLine);
const plainText = text.refine(isPlainLine);
const number = z.number();
const numberOrNaN = z.union([z.number(), z.nan()]);
const floats = z.instanceof(Float64Array);
const ints = z.instanceof(Int32Array);
const plain = z.looseObject({});
const cell = z.union([text, number, z.boolean(), z.null()]);
const share = z.number().min(0).max(1);

const column = z.strictObject({
  name,
  header: name.nullable(),
  kind: z.enum(COLUMN_KINDS),
  role: z.enum(COLUMN_ROLES),
  isPercent: z.literal(true).optional(),
});
const columns = z.array(column).max(MOST_COLUMNS);
const cleaning = z
  .strictObject({
    fitted: z.strictObject({
      referenceDay: number.nullable(),
      steps: z.array(z.strictObject({ step: text, state: z.unknown(), effect: text, notes: z.array(plain) })).max(100),
      made: z.array(z.strictObject({ name, from: z.array(name) })).max(MOST_COLUMNS),
      roles: z.array(z.strictObject({ name, role: z.enum(COLUMN_ROLES) })).max(MOST_COLUMNS),
    }),
    before: columns,
  })
  .nullable();
const field = z.strictObject({
  name,
  kind: z.enum(COLUMN_KINDS),
  levels: z.array(text).max(1_000),
  min: number.nullable(),
  max: number.nullable(),
  typical: cell,
});
const centroids = z.strictObject({
  nClusters: count.min(1).max(10_000),
  nColumns: count.max(1_000_000),
  centers: floats,
});
const clusterModel = z.looseObject({
  algorithm: z.enum(CLUSTERING_IDS),
  version: z.literal(1),
  nClusters: count.min(1).max(10_000),
  nColumns: count.max(1_000_000),
  centers: floats,
});
const classifier = z.strictObject({
  algorithm: z.literal('gaussianNaiveBayes'),
  version: z.literal(1),
  nClasses: count.min(1).max(10_000),
  nColumns: count.max(1_000_000),
  classPrior: floats,
  theta: floats,
  variance: floats,
});
const step = z.strictObject({
  split: z.strictObject({ segment: count, model: clusterModel }).nullable(),
  position: ints,
  from: z.array(count),
  made: z.array(count),
});
const segments = z
  .strictObject({
    pipeline: z.strictObject({
      referenceDay: numberOrNaN,
      inputs: z.array(name).max(MOST_COLUMNS),
      steps: z
        .array(z.strictObject({ step: text, state: z.unknown() }))
        .min(2)
        .max(100),
    }),
    features: z
      .array(
        z.strictObject({
          name,
          column: name,
          level: text.nullable(),
          transform: text,
          from: z.array(name).optional(),
        }),
      )
      .max(1_000_000),
    model: clusterModel,
    position: ints,
    centroids,
    foundCentroids: centroids.nullable(),
    steps: z.array(step).max(1_000),
    classifier,
    farFrom: floats,
    ranks: z.record(name, floats),
    segmentation: z.looseObject({
      nClusters: count.min(1).max(10_000),
      segments: z
        .array(z.looseObject({ id: count, name: text }))
        .min(1)
        .max(10_000),
      tierRule: tierRuleSchema,
    }),
    profile: plain,
  })
  .nullable();
const feature = z.looseObject({ name, kind: z.enum(['number', 'category']), levels: z.array(text).max(1_000_000) });
const plannedFeature = z.strictObject({
  name,
  kind: z.enum(['number', 'category']),
  levels: z.array(text).max(1_000_000),
  column: name,
  columnKind: z.enum(COLUMN_KINDS),
  member: text.nullable(),
  transform: text.nullable(),
});
const calibration = z.union([
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('platt'), a: number, b: number }),
  z.strictObject({ kind: z.literal('isotonic'), from: floats, to: floats }),
]);
const event = z.strictObject({
  title: text,
  options: plain,
  target: targetSchema,
  plan: z.strictObject({
    referenceDay: numberOrNaN,
    observed: z.union([z.strictObject({ column: name }), z.strictObject({ day: number })]).optional(),
    features: z.array(plannedFeature).min(1).max(MOST_COLUMNS),
  }),
  scorer: z.strictObject({
    model: z.looseObject({
      algorithm: z.enum(CLASSIFIER_IDS),
      version: z.literal(1),
      features: z.array(feature).min(1).max(MOST_COLUMNS),
    }),
    prior: z.strictObject({ trained: z.number().gt(0).lt(1), real: share }).nullable(),
    calibration: calibration.nullable(),
  }),
  threshold: numberOrNaN,
  thresholdRule: thresholdSchema,
  share,
  reasons: z.strictObject({ cuts: z.array(floats.nullable()), least: number.gt(0) }),
  creditLine: z.strictObject({ income: name, shares: z.array(z.number().min(0).max(10)).length(5) }).nullable(),
  evaluation: plain,
});
const figure = z.strictObject({ title: plainText, value: numberOrNaN, low: numberOrNaN, high: numberOrNaN, n: count });
const texts = z.array(text).max(MOST_COLUMNS);
const card = z.strictObject({
  name: plainName,
  purpose: plainText,
  targets: texts,
  population: text,
  n: count,
  period: text,
  methods: texts,
  features: texts,
  leftOut: z.array(z.strictObject({ column: text, reason: text })).max(MOST_COLUMNS),
  performance: z.array(figure).max(100),
  limits: texts,
  fairness: texts,
  reference: texts.optional(),
  owner: plainText.nullable(),
  materiality: z.enum(MATERIALITIES).optional(),
  use: text.optional(),
  signedOff: z.strictObject({ by: text, at: text, words: text }).optional(),
  status: z.enum(MODEL_STATUSES),
});

export const documentSchema = z.strictObject({
  kind: z.literal('tessera.model'),
  version: z.literal(MODEL_VERSIONS),
  appVersion: z.string().max(100).refine(isPlainLine),
  savedAt: z.iso.datetime(),
  name: plainName,
  data: z.strictObject({ name: text, sha256, resultSha256: sha256.nullable(), customers: count }),
  recipe: recipeSchema,
  markShown: z.enum([',', '.']).nullable().optional(),
  referenceDay: number.nullable(),
  columns,
  cleaning,
  inputs: z.array(field).max(MOST_COLUMNS),
  segments,
  events: z.array(event).max(MOST_EVENTS),
  reference: referenceSchema.nullable().optional(),
  offers: offersSectionSchema.optional(),
  card,
  checks: z
    .array(
      z.strictObject({
        values: z.record(name, cell),
        segment: count.nullable(),
        riskScore: number.nullable(),
        probabilities: z.array(share).max(MOST_EVENTS),
      }),
    )
    .min(1)
    .max(MOST_CHECKS),
});
