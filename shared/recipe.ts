/**
 * The recipe: everything done to the data, declarative, ordered and seeded. Engine-neutral JSON; the same file, recipe and
 * version give the same bits.
 */
import './jitless.ts';
import { z } from 'zod';
import { decisionsSchema } from './decisions/decisions.ts';
import { COLUMN_KINDS, COLUMN_ROLES } from './columns.ts';
import { AppError } from './errors.ts';
import { feedbackSchema } from './feedback/choices.ts';
import { defaultMonitoring, monitoringSchema } from './monitor/choices.ts';
import { modelRecordSchema } from './models/record.ts';
import { MOST_SEGMENTS } from './mostSegments.ts';
import { playbookSchema } from './playbook.ts';
import { defaultReading, readingSchema } from './reading.ts';
import { defaultOffers, offersSchema } from './offers/choices.ts';
import { groupKey, MOST_OVERRIDES, MOST_SEGMENT_EDITS, overrideSchema, segmentEditSchema } from './segmentEdits.ts';
import { defaultScoring, scoringSchema } from './scoring/choices.ts';
import { combineStepSchema, furtherTableSchema, rfmChoiceSchema } from './tables.ts';

export type { Override, SegmentEdit } from './segmentEdits.ts';
export { DEFAULT_MISSING_WORDS, readingSchema, type Reading } from './reading.ts';

const columnName = z.string().min(1).max(400);

/** What a person decided about a column; kept under the name that the column has in the file. */
export const columnChoiceSchema = z.strictObject({
  role: z.enum(COLUMN_ROLES).optional(),
  kind: z.enum(COLUMN_KINDS).optional(),
  /** The name it has from here on: the rest of the recipe, every screen and every report use it. */
  name: columnName.optional(),
  /** A longer title for tables and charts. */
  label: z.string().max(200).optional(),
  /** Values that stand for missing in this column, such as 999; compared as numbers where both are numbers. */
  missingCodes: z.array(z.string().min(1).max(60)).max(100).optional(),
  /** Levels in their order, lowest first; levels that are not listed follow, most frequent first. */
  levels: z.array(z.string().max(400)).max(1_000).optional(),
});
export type ColumnChoice = z.infer<typeof columnChoiceSchema>;

export const MOST_EDITS = 10_000;

/** A cell that a person corrected. It applies only where the file still holds the value that was corrected. */
export const cellEditSchema = z.strictObject({
  /** 1-based row in the sheet that the customer was first seen on. */
  row: z.number().int().min(1).max(1_000_000_000),
  column: columnName,
  from: z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]),
  to: z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]),
  /** Where it came in with a list of corrections. */
  said: z
    .strictObject({
      reason: z.string().min(1).max(500),
      by: z.string().min(1).max(80),
      /** ISO day; null where the list has none. */
      on: z.iso.date().nullable(),
    })
    .optional(),
});
export type CellEdit = z.infer<typeof cellEditSchema>;

export const prepareStepSchema = z.strictObject({
  step: z.string().max(40),
  options: z.record(z.string().max(60), z.unknown()),
});
export type PrepareStep = z.infer<typeof prepareStepSchema>;

/** How one risk driver turns a customer's value into points between 0 and 1. */
export const TIER_MEASURES = ['flag', 'rank', 'ratio', 'count'] as const;
export const tierDriverSchema = z.strictObject({
  id: z.string().max(60),
  title: z.string().max(120),
  column: columnName,
  /** The declared value that `ratio` divides by. */
  against: columnName.nullable(),
  /** flag: 1 when yes. rank: share of the book below. ratio: 0 at 1 and below, 1 at `full` and above. count: value / full, at most 1. */
  measure: z.enum(TIER_MEASURES),
  full: z.number().positive().max(1e12),
  weight: z.number().min(0).max(100),
  /** Points are counted the other way round: none for what would give all. */
  lowIsRisky: z.boolean().optional(),
});
export type TierDriver = z.infer<typeof tierDriverSchema>;
export const tierRuleSchema = z.strictObject({
  drivers: z.array(tierDriverSchema).max(40),
  /** Score (0–100) from which a customer is Medium or High. */
  mediumFrom: z.number().min(0).max(100),
  highFrom: z.number().min(0).max(100),
});
export type TierRule = z.infer<typeof tierRuleSchema>;

/** Every way to group customers; the engine's registry has the same ids. */
export const CLUSTERING_IDS = [
  'kmeans',
  'miniBatchKMeans',
  'bisectingKMeans',
  'gaussianMixture',
  'kPrototypes',
  'kMedoids',
  'ward',
  'hdbscan',
] as const;
export type ClusteringId = (typeof CLUSTERING_IDS)[number];
const numberOfSegments = z.number().int().min(2).max(MOST_SEGMENTS);

export const segmentingSchema = z.strictObject({
  algorithm: z.enum(CLUSTERING_IDS),
  chooseBy: z.enum(['evidence', 'given']),
  /** Used when `chooseBy` is `given`. */
  nClusters: numberOfSegments,
  minClusters: numberOfSegments,
  maxClusters: numberOfSegments,
  options: z.record(z.string().max(60), z.unknown()),
  /** Names given by hand, by the number of the group (see `groupKey`): the id of a segment as it was found. */
  names: z.record(groupKey, z.string().max(80)),
  /** Segments put together or taken apart by hand, in order. */
  edits: z.array(segmentEditSchema).max(MOST_SEGMENT_EDITS).default([]),
  /** Sizes of the segments, as found, that names and edits were made on: on other data they may mean other groups, and a note says so. */
  madeOn: z.array(z.number().int().min(0)).max(1_000).default([]),
});
export type Segmenting = z.infer<typeof segmentingSchema>;

export const recipeSchema = z.strictObject({
  version: z.literal(1),
  seed: z.number().int().min(0).max(4_294_967_295),
  reading: readingSchema,
  /** Options of RFM where the file is a list of transactions that becomes one row per customer. */
  rfm: rfmChoiceSchema.nullable().default(null),
  /** Further tables, and how they are put together with the main one, in order. */
  tables: z.array(furtherTableSchema).max(20).default([]),
  combine: z.array(combineStepSchema).max(20).default([]),
  columns: z.record(columnName, columnChoiceSchema),
  /** ISO day at which ages and tenures are measured; null takes the latest date in the file that is not a date of birth. */
  referenceDate: z.iso.date().nullable(),
  removeDuplicates: z.boolean(),
  foldCustomers: z.boolean(),
  edits: z.array(cellEditSchema).max(MOST_EDITS).default([]),
  /** Steps that change the customer table itself, before anything is made of it. */
  clean: z.array(prepareStepSchema).max(100).default([]),
  prepare: z.array(prepareStepSchema).max(40),
  segmenting: segmentingSchema,
  /** null takes the drivers proposed for the columns present. */
  tiers: tierRuleSchema.nullable(),
  /** null takes the playbook that comes with the app. */
  playbook: playbookSchema.nullable().default(null),
  /** Segments and tiers of single customers set by hand, at most one of each per customer. */
  overrides: z.array(overrideSchema).max(MOST_OVERRIDES).default([]),
  /** How probable an event is for each customer, and what is done about it. */
  scoring: scoringSchema.default(() => defaultScoring()),
  /** What is done about scores: whom to contact, whom to give credit. */
  decisions: decisionsSchema.optional(),
  /** Whose the model is and who signed it off; nothing is computed from it. */
  modelRecord: modelRecordSchema.optional(),
  /** What became known about customers since their file was made. */
  feedback: feedbackSchema.optional(),
  /** From when a change in a later file is worth a look. */
  monitoring: monitoringSchema.default(() => defaultMonitoring()),
  /** Which product each customer may want next, and who is offered it. */
  offers: offersSchema.default(() => defaultOffers()),
});
export type Recipe = z.infer<typeof recipeSchema>;

export function defaultRecipe(seed = 42): Recipe {
  return {
    version: 1,
    seed,
    reading: defaultReading(),
    rfm: null,
    tables: [],
    combine: [],
    columns: {},
    referenceDate: null,
    removeDuplicates: true,
    foldCustomers: true,
    edits: [],
    clean: [],
    prepare: [
      { step: 'dates', options: {} },
      { step: 'logAmounts', options: {} },
      { step: 'impute', options: {} },
      { step: 'rareLevels', options: {} },
      { step: 'multiValue', options: {} },
      { step: 'oneHot', options: {} },
      { step: 'scale', options: {} },
    ],
    segmenting: {
      algorithm: 'kmeans',
      chooseBy: 'evidence',
      nClusters: 4,
      minClusters: 2,
      maxClusters: 8,
      options: {},
      names: {},
      edits: [],
      madeOn: [],
    },
    tiers: null,
    playbook: null,
    overrides: [],
    scoring: defaultScoring(),
    monitoring: defaultMonitoring(),
    offers: defaultOffers(),
  };
}

/** @throws AppError `recipe.invalid` with the first place that is wrong */
export function parseRecipe(value: unknown): Recipe {
  const parsed = recipeSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('recipe.invalid', { where: issue.path.join('.') || 'the recipe', reason: issue.message });
}
