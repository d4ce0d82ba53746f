import { z } from 'zod';
import type { CellValue } from '../columns.ts';
import { columnChoiceSchema, readingSchema } from '../recipe.ts';
import type { ImportPreview } from '../preview.ts';
import type { ImportReport } from '../results.ts';
import { method } from './method.ts';
import { fileToken } from './project.ts';

const columnName = z.string().min(1).max(400);
const nothing = z.strictObject({});

/** Columns added by a segmentation that can be filtered and sorted like any other. */
export const SEGMENT_COLUMN = 'Segment';
export const TIER_COLUMN = 'Risk tier';
export const SCORE_COLUMN = 'Risk score';
/** What of a customer a person decided, and why; there only where someone did. */
export const HAND_COLUMN = 'Set by hand';
export const HAND_REASON_COLUMN = 'Set by hand because';
/** The tier before and which way it moved; there only where tiers were compared. */
export const EARLIER_TIER_COLUMN = 'Earlier risk tier';
export const TIER_MOVE_COLUMN = 'Tier movement';
/** There only where customers were scored. */
export const PROBABILITY_COLUMN = 'Event probability';
export const BAND_COLUMN = 'Score band';
export const RESULT_COLUMNS: readonly string[] = [
  SEGMENT_COLUMN,
  TIER_COLUMN,
  SCORE_COLUMN,
  HAND_COLUMN,
  HAND_REASON_COLUMN,
  EARLIER_TIER_COLUMN,
  TIER_MOVE_COLUMN,
  PROBABILITY_COLUMN,
  BAND_COLUMN,
];

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
    /** null: open at that end; what is missing lies in no range. */
    low: z.number().nullable(),
    high: z.number().nullable(),
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
  /** Columns wanted, in this order; all of them when not given. */
  columns: z.array(columnName).min(1).max(200).optional(),
});
export type PageRequest = z.infer<typeof pageRequest>;
export interface GridColumn {
  name: string;
  kind: string;
  /** `result` for what a segmentation added. */
  role: string;
  label?: string;
}
export interface Page {
  columns: GridColumn[];
  rows: CellValue[][];
  /** Index of each row in the customer table. */
  rowIds: number[];
  /** 1-based row in the sheet that each customer was first seen on. */
  sourceRows: number[];
  /** Cells of this page that were corrected, by their place in `rows`, with what the file holds. */
  edits: { row: number; column: string; from: CellValue }[];
  /** Rows that pass the filters. */
  total: number;
  of: number;
}

/** Looks for a text in the rows that pass the filters, in the order of the sort. */
export const findRequest = pageRequest.pick({ filters: true, sort: true }).extend({
  text: z.string().min(1).max(200),
  /** Columns to look in, in the order in which they are shown. */
  columns: z.array(columnName).min(1).max(16_384),
  /** Where to go on from: a position in the rows and an index into `columns`. */
  from: z.strictObject({ at: z.number().int().min(0), column: z.number().int().min(-1) }).nullable(),
  isBackwards: z.boolean(),
});
export type FindRequest = z.infer<typeof findRequest>;
export interface Found {
  /** Cells that match. */
  total: number;
  /** `nth` counts from 1 in reading order; `row` is a position in the rows. */
  match: { nth: number; row: number; column: string } | null;
}

/** Cells that one change may correct: a paste is one change. */
export const MOST_PASTED = 1_000;
/** What was typed into a cell; empty text makes it missing. */
export const cellChange = z.strictObject({
  /** Index in the customer table. */
  row: z.number().int().min(0),
  column: columnName,
  text: z.string().max(32_767),
});
export type CellChange = z.infer<typeof cellChange>;

export interface LevelCount {
  level: string;
  count: number;
}

const fileToRead = z.strictObject({
  file: fileToken,
  reading: readingSchema.partial().optional(),
  columns: z.record(columnName, columnChoiceSchema).optional(),
});

export const datasetContract = {
  'dataset.open': method(fileToRead).job<ImportReport>(),
  /** How a file would be read; what is open stays as it is. The cells are kept for `dataset.open` of the same file. */
  'dataset.preview': method(fileToRead).job<ImportPreview>(),
  /** The file that was looked at is not imported. */
  'dataset.endPreview': method(nothing).returns<null>(),
  /** Every row that is no customer, with the reason, as a CSV file that the host hands out. */
  'dataset.leftOutFile': method(nothing).job<{ token: string; name: string; sizeBytes: number }>(),
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
  'dataset.page': method(pageRequest).returns<Page>(),
  /** The columns of the grid, results first, and how many rows there are. */
  'dataset.columns': method(nothing).returns<{ columns: GridColumn[]; of: number }>(),
  'dataset.find': method(findRequest).job<Found>(),
  'dataset.levels': method(z.strictObject({ column: columnName })).returns<LevelCount[]>(),
  'dataset.editCells': method(z.strictObject({ changes: z.array(cellChange).min(1).max(MOST_PASTED) })).returns<{
    edited: number;
  }>(),
  /** Takes back corrections: of one column, or all. */
  'dataset.clearEdits': method(z.strictObject({ column: columnName.nullable() })).returns<{ left: number }>(),
};
