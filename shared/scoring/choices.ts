/** What a person can choose about scoring; part of the recipe. */
import { z } from 'zod';
import { windowSchema } from './window.ts';

/** Every way to score; the engine's registry has the same ids. */
export const CLASSIFIER_IDS = [
  'logisticRegression',
  'randomForest',
  'histGradientBoosting',
  'gaussianNaiveBayes',
  'scorecard',
] as const;
export type ClassifierId = (typeof CLASSIFIER_IDS)[number];

/** What is done about a rare event, inside the training folds only. */
export const RESAMPLINGS = ['none', 'classWeight', 'under', 'over', 'smote'] as const;
export type Resampling = (typeof RESAMPLINGS)[number];
/** How probabilities are corrected after a model answered. */
export const CALIBRATIONS = ['none', 'platt', 'isotonic'] as const;
export type Calibration = (typeof CALIBRATIONS)[number];
export const VALIDATIONS = ['stratified', 'grouped', 'outOfTime'] as const;
export type ValidationKind = (typeof VALIDATIONS)[number];
export const THRESHOLD_RULES = ['f1', 'cost', 'capacity', 'given'] as const;
export type ThresholdRule = (typeof THRESHOLD_RULES)[number];
/** What the question is, which decides words and defaults of money. */
export const PURPOSES = ['churn', 'default', 'response', 'other'] as const;
export type Purpose = (typeof PURPOSES)[number];

const columnName = z.string().min(1).max(400);
const money = z.number().min(0).max(1e12);

export const validationSchema = z.strictObject({
  kind: z.enum(VALIDATIONS),
  nFolds: z.number().int().min(2).max(20),
  repeats: z.number().int().min(1).max(20),
  /** grouped: rows with the same value stay together; outOfTime: learned on the earlier, tested on the later. */
  column: columnName.nullable(),
});
export type Validation = z.infer<typeof validationSchema>;

export const thresholdSchema = z.strictObject({
  by: z.enum(THRESHOLD_RULES),
  /** Used when `by` is given: probability from which a customer counts as an event. */
  value: z.number().min(0).max(1),
  /** What it costs to act on one customer. */
  contactCost: money,
  /** What is saved when acting on a customer with the event works. */
  valueSaved: money,
  /** Share of the customers with the event, acted on, with whom it works. */
  successRate: z.number().min(0).max(1),
  /** How many customers can be acted on; null is any number. */
  capacity: z.number().int().min(1).max(1_000_000_000).nullable(),
});
export type Threshold = z.infer<typeof thresholdSchema>;

export const scoringSchema = z.strictObject({
  /** Column to predict; null takes the one that is recognised. */
  target: columnName.nullable(),
  /** The value of the target that is the event; null takes the one that is recognised. */
  event: z.string().max(400).nullable(),
  /** When customers are looked at and how long the event counts; without one the target says all. */
  window: windowSchema.nullable().optional(),
  /** null takes what the target's name says. */
  purpose: z.enum(PURPOSES).nullable(),
  /** Features that are left out. */
  exclude: z.array(columnName).max(20_000),
  /** Columns that look like leaks and are used all the same. */
  keep: z.array(columnName).max(20_000),
  /** Features of numbers along which the score may only rise (1) or fall (-1). */
  monotone: z.record(columnName, z.union([z.literal(1), z.literal(-1)])),
  models: z
    .array(z.strictObject({ id: z.enum(CLASSIFIER_IDS), options: z.record(z.string().max(60), z.unknown()) }))
    .min(1)
    .max(CLASSIFIER_IDS.length),
  /** null takes the recommended one. */
  chosen: z.enum(CLASSIFIER_IDS).nullable(),
  resampling: z.enum(RESAMPLINGS),
  calibration: z.enum(CALIBRATIONS),
  validation: validationSchema,
  threshold: thresholdSchema,
  /** Settings of each model that are tried by lot besides its own; 0 tries none. */
  searchTrials: z.number().int().min(0).max(50),
  /** Models learn from at most so many customers, drawn by seed where there are more; all are scored. */
  mostRows: z.number().int().min(1_000).max(10_000_000),
  /** Suggested credit line as a share of the yearly income, by band from Very low to Very high. */
  creditLine: z.array(z.number().min(0).max(10)).length(5),
});
export type Scoring = z.infer<typeof scoringSchema>;

export function defaultScoring(): Scoring {
  return {
    target: null,
    event: null,
    purpose: null,
    exclude: [],
    keep: [],
    monotone: {},
    models: CLASSIFIER_IDS.map(id => ({ id, options: {} })),
    chosen: null,
    resampling: 'none',
    calibration: 'none',
    validation: { kind: 'stratified', nFolds: 5, repeats: 1, column: null },
    threshold: { by: 'f1', value: 0.5, contactCost: 10, valueSaved: 200, successRate: 0.3, capacity: null },
    searchTrials: 0,
    mostRows: 200_000,
    creditLine: [0.3, 0.2, 0.1, 0.05, 0],
  };
}
