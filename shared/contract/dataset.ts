import { z } from 'zod';
import type { CellValue } from '../columns.ts';
import { columnChoiceSchema, readingSchema } from '../recipe.ts';
import type { ColumnProfile, ImportReport } from '../results.ts';
import { method } from './method.ts';
import { fileToken } from './project.ts';

const columnName = z.string().min(1).max(400);
const nothing = z.strictObject({});

/** Columns added by a segmentation that can be filtered and sorted like any other. */
export const SEGMENT_COLUMN = 'Segment';
export const TIER_COLUMN = 'Risk tier';
export const SCORE_COLUMN = 'Risk score';
export const RESULT_COLUMNS: readonly string[] = [SEGMENT_COLUMN, TIER_COLUMN, SCORE_COLUMN];

/** Other choices about one column, which is named as it is called now. */
export const columnChange = columnChoiceSchema
  .omit({ name: true })
  .extend({ name: columnName, rename: z.string().max(400).optional() });
export type ColumnChange = z.infer<typeof columnChange>;

export const filterSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('is'), column: columnName, values: z.array(z.string().max(32_767)).max(100) }),
  z.strictObject({
    op: z.literal('between'),
    column: columnName,
    low: z.number(),
    high: z.number(),
    lastBin: z.boolean(),
  }),
  z.strictObject({ op: z.literal('missing'), column: columnName }),
  z.strictObject({ op: z.literal('contains'), column: columnName, text: z.string().max(200) }),
  z.strictObject({ op: z.literal('rows'), rows: z.array(z.number().int().min(0)).max(20_000) }),
]);
export type Filter = z.infer<typeof filterSchema>;

export const pageRequest = z.strictObject({
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
  filters: z.array(filterSchema).max(20),
  sort: z.strictObject({ column: columnName, descending: z.boolean() }).nullable(),
});
export type PageRequest = z.infer<typeof pageRequest>;
export interface Page {
  columns: { name: string; kind: string; role: string }[];
  rows: CellValue[][];
  /** Index of each row in the customer table. */
  rowIds: number[];
  /** Rows that pass the filters. */
  total: number;
  of: number;
}

export const datasetContract = {
  'dataset.open': method(
    z.strictObject({ file: fileToken, reading: readingSchema.partial().optional() }),
  ).job<ImportReport>(),
  'dataset.openSample': method(nothing).job<ImportReport>(),
  'dataset.report': method(nothing).returns<ImportReport | null>(),
  /** Reads the same file again with other choices. */
  'dataset.setReading': method(z.strictObject({ reading: readingSchema.partial() })).job<ImportReport>(),
  'dataset.setReferenceDate': method(
    z.strictObject({ referenceDate: z.iso.date().nullable() }),
  ).returns<ImportReport>(),
  'dataset.setColumns': method(
    z.strictObject({ changes: z.array(columnChange).min(1).max(16_384) }),
  ).returns<ImportReport>(),
  'dataset.describe': method(nothing).returns<ColumnProfile[]>(),
  'dataset.page': method(pageRequest).returns<Page>(),
};
