/** The shape of what a model file keeps of the customers it was made on, so that later files can be held against it. */
import { z } from 'zod';
import { COLUMN_KINDS } from '#shared/columns';
import { MOST_COLUMNS, MOST_EVENTS, MOST_LEVELS, MOST_POINTS } from '../limits.ts';
import { targetSchema } from './targetSchema.ts';

const count = z.number().int().min(0).max(4_294_967_295);
const text = z.string().max(32_767);
const name = z.string().min(1).max(1_000);
const number = z.number();
const numberOrNaN = z.union([number, z.nan()]);
const share = number.min(0).max(1);

const numbers = z.strictObject({
  kind: z.literal('number'),
  points: z.array(number).max(MOST_POINTS),
  at: z.array(count).max(MOST_POINTS),
  between: z.array(count).max(MOST_POINTS + 1),
  binStarts: z.array(count).max(MOST_POINTS),
  nMissing: count,
  mean: number.nullable(),
  sd: number.min(0).nullable(),
});
const levels = z.strictObject({
  kind: z.literal('levels'),
  levels: z.array(text).max(MOST_LEVELS),
  counts: z.array(count.min(1)).max(MOST_LEVELS),
  nOtherLevels: count,
  nOthers: count,
  nMissing: count,
});
const figure = z.strictObject({ value: number, low: number, high: number, n: count }).nullable();
const performance = z.strictObject({
  n: count,
  nEvents: count,
  prevalence: figure,
  rocAuc: figure,
  gini: figure,
  ks: figure,
  brier: figure,
  accuracy: figure,
  precision: figure,
  recall: figure,
  calibrationSlope: figure,
  calibrationIntercept: figure,
  calibrationRatio: figure,
});
const bin = z.strictObject({
  n: count.min(1),
  meanScore: number,
  rate: z.strictObject({ value: share, low: number, high: number, n: count }),
});

export const referenceSchema = z.strictObject({
  version: z.literal(1),
  n: count.min(1),
  referenceDay: number.nullable(),
  columns: z
    .array(
      z.strictObject({
        column: name,
        kind: z.enum(COLUMN_KINDS),
        transform: text.nullable(),
        distribution: z.discriminatedUnion('kind', [numbers, levels]),
      }),
    )
    .max(MOST_COLUMNS),
  scores: z
    .array(
      z.strictObject({
        target: targetSchema,
        model: z.strictObject({ id: text, title: text }),
        distribution: numbers,
        threshold: numberOrNaN,
        performance,
        calibration: z.array(bin).max(100),
        calibrationP: share.nullable(),
      }),
    )
    .max(MOST_EVENTS),
  segments: z
    .strictObject({ segments: z.array(z.strictObject({ id: count, name: text, size: count })).max(10_000) })
    .nullable(),
});
