/** The shapes of what stands as JSON in a project file: checked when it is opened, because anyone may have written it. */
import { z } from 'zod';
import { MAX_FURTHER_TABLES, MAX_SOURCE_CELLS, MAX_SOURCE_ROWS } from './projectTables.ts';
import { defaultReading, formatReading, formatReadingSchema } from '#shared/reading';
import { COLUMN_ROLES } from '#shared/columns';
import { CLUSTERING_IDS } from '#shared/recipe';
import { offersSchema, RECOMMENDER_IDS } from '#shared/offers/choices';
import { CLASSIFIER_IDS } from '#shared/scoring/choices';
import { TIERS } from '#shared/results';
import { LIGHTS } from '#shared/monitor/result';
import { MOST_SEGMENT_EDITS } from '#shared/segmentEdits';

const count = z.number().int().min(0).max(4_294_967_295);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().max(32_767);

const sourceFacts = { name: text, sizeBytes: z.number().min(0), sha256 };
/** Before other choices could be made, only the sheet that was asked for was kept. */
export const sourceSchema = z.union([
  z.strictObject({ ...sourceFacts, asked: formatReadingSchema }),
  z.strictObject({ ...sourceFacts, askedSheet: text.nullable() }).transform(({ askedSheet, ...facts }) => ({
    ...facts,
    asked: { ...formatReading(defaultReading()), sheet: askedSheet },
  })),
]);
export const rawSchema = z
  .strictObject({
    format: text,
    sheet: text.nullable(),
    sheets: z.array(
      z.strictObject({ name: text, rows: count.nullable(), columns: count.nullable(), hidden: z.boolean() }),
    ),
    dateSystem: z.union([z.literal(1900), z.literal(1904), z.null()]),
    encoding: text.nullable(),
    separator: text.nullable(),
    columnStarts: z.array(count).nullable().default(null),
    decimalCommaColumns: z.array(count).max(16_384).optional(),
    columnsAsWritten: z.array(count).max(16_384).optional(),
    emptyRowsDropped: count,
    rejected: z.array(
      z.strictObject({
        row: count,
        column: text.nullable(),
        text: z.string(),
        reason: z.enum(['raggedRow', 'unreadable']),
      }),
    ),
    notes: z.array(z.strictObject({ code: text, args: z.record(z.string(), z.unknown()) })),
    nRows: count.max(MAX_SOURCE_ROWS),
    nColumns: count.max(16_384),
    nTexts: count,
  })
  .refine(size => size.nRows * size.nColumns <= MAX_SOURCE_CELLS, 'larger than any table that is read');
export const tablesSchema = z.array(z.strictObject({ source: sourceSchema, raw: rawSchema })).max(MAX_FURTHER_TABLES);
export const historySchema = z.strictObject({ current: count, n: count });
export const auditEntrySchema = z.strictObject({
  index: count,
  at: text,
  action: text,
  inputSha256: sha256.nullable(),
  outputSha256: sha256.nullable(),
  previous: sha256,
  hash: sha256,
});

const floats = z.instanceof(Float64Array);
const centres = { nClusters: count.min(1).max(10_000), nColumns: count.max(1_000_000), centers: floats };
const edits = {
  fitted: z
    .looseObject({
      labels: z.instanceof(Int32Array),
      centroids: z.strictObject(centres),
      sizes: z.array(count),
      evidence: z.looseObject({}),
    })
    .optional(),
  steps: z
    .array(
      z.strictObject({
        split: z
          .strictObject({ segment: count, model: z.looseObject({ algorithm: z.literal('kmeans'), ...centres }) })
          .nullable(),
        position: z.instanceof(Int32Array),
        from: z.array(count),
        made: z.array(count),
      }),
    )
    .max(MOST_SEGMENT_EDITS)
    .optional(),
  byHand: z
    .array(
      z.strictObject({
        row: count,
        customer: text,
        what: z.enum(['segment', 'tier']),
        to: count,
        was: count,
        reason: text,
        by: text,
      }),
    )
    .optional(),
};
const cleaningSchema = z
  .looseObject({
    referenceDay: z.number().nullable(),
    steps: z.array(
      z.strictObject({
        step: z.string(),
        state: z.unknown(),
        effect: text,
        notes: z.array(z.strictObject({ code: text, args: z.record(z.string(), z.unknown()) })),
      }),
    ),
    made: z.array(z.strictObject({ name: text, from: z.array(text) })),
    roles: z.array(z.strictObject({ name: text, role: z.enum(COLUMN_ROLES) })),
  })
  .nullable()
  .default(null);
/** The numbers that code indexes by are checked; words and tables are shown as they are. */
export const resultSchema = z.strictObject({
  recipe: z.unknown(),
  cleaning: cleaningSchema,
  pipeline: z.looseObject({
    inputs: z.array(z.string()),
    steps: z.array(z.strictObject({ step: z.string(), state: z.unknown() })),
  }),
  segmented: z.looseObject({
    segmentation: z.looseObject({
      nClusters: count.min(1).max(10_000),
      sizes: z.array(count),
      candidates: z.array(z.looseObject({ nClusters: count })),
      segments: z.array(z.looseObject({ id: count, name: text, sentence: text, tier: z.enum(TIERS) })),
      features: z.array(z.looseObject({ name: text, column: text })),
    }),
    model: z.looseObject({ algorithm: z.enum(CLUSTERING_IDS), ...centres }),
    position: z.instanceof(Int32Array).optional(),
    centroids: z.strictObject(centres).optional(),
    ...edits,
    pca: z.looseObject({ nColumns: count, mean: floats, components: floats, explainedVariance: floats }),
    farFrom: floats,
  }),
  n: count.max(MAX_SOURCE_ROWS),
  resultSha256: sha256,
});
const numberOrNaN = z.union([z.number(), z.nan()]);
export const scoresSchema = z.strictObject({
  recipe: z.unknown(),
  cleaning: cleaningSchema,
  scored: z.looseObject({
    plan: z.looseObject({
      referenceDay: numberOrNaN,
      features: z.array(
        z.looseObject({ name: text, column: text, kind: z.enum(['number', 'category']), levels: z.array(text) }),
      ),
    }),
    y: z.instanceof(Int8Array),
    foldOf: z.instanceof(Uint8Array),
    bands: z.instanceof(Uint8Array),
    chosen: count,
    models: z
      .array(
        z.looseObject({
          id: z.enum(CLASSIFIER_IDS),
          title: text,
          p: floats,
          outOfTime: floats.nullable(),
          foldAucs: z.array(numberOrNaN),
        }),
      )
      .min(1)
      .max(CLASSIFIER_IDS.length),
    result: z.looseObject({ models: z.array(z.looseObject({ id: z.enum(CLASSIFIER_IDS), title: text })) }),
  }),
  scoresSha256: sha256,
});

const light = z.enum(LIGHTS);
const binCounts = z.array(z.strictObject({ label: text, before: count, now: count }));
/** What screens and reports walk through; figures are shown as they are. */
export const periodsSchema = z
  .array(
    z.looseObject({
      label: text,
      day: z.number().nullable(),
      file: z.strictObject({ name: text, sha256 }),
      model: z.strictObject({ name: text, sha256 }).optional(),
      n: count,
      nBefore: count,
      columns: z.array(z.looseObject({ column: text, bins: binCounts, light, sentences: z.array(text) })),
      scores: z.array(z.looseObject({ eventWords: text, bins: binCounts, light, sentence: text })),
      segments: z
        .looseObject({ segments: z.array(z.looseObject({ id: count, name: text })), light, sentence: text })
        .nullable(),
      light,
      headline: text,
      findings: z.array(
        z.strictObject({
          light,
          about: z.enum(['score', 'performance', 'segments', 'column']),
          name: text,
          sentence: text,
        }),
      ),
      rule: z.array(text),
    }),
  )
  .max(1_000);
const codes = z.instanceof(Int32Array);
export const offersResultSchema = z.strictObject({
  recipe: z.unknown(),
  cleaning: cleaningSchema,
  offered: z.looseObject({
    base: z.looseObject({
      owned: z.looseObject({
        interactions: z.looseObject({
          nCustomers: count,
          nProducts: count,
          offsets: codes,
          products: codes,
          weights: floats,
        }),
        products: z.array(text),
        customerNames: z.array(text).nullable(),
      }),
      methods: z.array(z.looseObject({ id: z.enum(RECOMMENDER_IDS), title: text, ndcg: floats })).min(1),
      recommended: count,
    }),
    offers: offersSchema,
    lists: z.strictObject({ nEach: count.min(1), products: codes, scores: floats }),
    labels: codes.nullable(),
    segmentNames: z.array(text),
    result: z.looseObject({ chosen: z.enum(RECOMMENDER_IDS) }),
  }),
  offersSha256: sha256,
});
