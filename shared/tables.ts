/** Several tables in one project: what the recipe says about them, and the account of how they became one. */
import './jitless.ts';
import { z } from 'zod';
import { readingSchema } from './reading.ts';
import type { RfmAccount } from './rfm.ts';
import type { RejectedRow } from './results.ts';

const columnName = z.string().min(1).max(400);
export const tableId = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** The options of RFM as they were chosen; their table is `RFM_OPTIONS`. */
export const rfmChoiceSchema = z.record(z.string().max(60), z.unknown());

/** A table besides the main one: a sheet of the same file, or a file of its own. */
export const furtherTableSchema = z.strictObject({
  id: tableId,
  /** null: another sheet of the main file. */
  file: z
    .strictObject({
      name: z.string().min(1).max(400),
      /** null in a recipe that is to take whichever file has this name. */
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable()
        .default(null),
    })
    .nullable(),
  reading: readingSchema,
  rfm: rfmChoiceSchema.nullable().default(null),
});
export type FurtherTable = z.infer<typeof furtherTableSchema>;

export const JOIN_DUPLICATES = ['refuse', 'first', 'last', 'sum'] as const;
export type JoinDuplicates = (typeof JOIN_DUPLICATES)[number];

/** What was done with further rows under one key, to follow "repeats of 3 keys". */
export const REPEATED_KEYS: Readonly<Record<JoinDuplicates, string>> = {
  refuse: '',
  first: ', the first row of each taken',
  last: ', the last row of each taken',
  sum: ', their numbers summed',
};

export const appendStepSchema = z.strictObject({
  how: z.literal('append'),
  table: tableId,
  /** Column that says which table a row came from; null adds none. */
  origin: columnName.nullable().default(null),
  /** Whether the rows so far make room for those of this table; they stay unless it says so. */
  instead: z.boolean().optional(),
});
export const joinStepSchema = z.strictObject({
  how: z.literal('join'),
  table: tableId,
  /** Key in the table so far, and in the table that is joined. */
  key: columnName,
  tableKey: columnName,
  /** Rows so far that the joined table does not know: kept with gaps, or dropped. */
  unmatched: z.enum(['keep', 'drop']).default('keep'),
  /** Rows of the joined table under one key: refuse, take the first or last, or sum numbers and take the first of the rest. */
  duplicates: z.enum(JOIN_DUPLICATES).default('refuse'),
});
export const combineStepSchema = z.discriminatedUnion('how', [appendStepSchema, joinStepSchema]);
export type AppendStep = z.infer<typeof appendStepSchema>;
export type JoinStep = z.infer<typeof joinStepSchema>;
export type CombineStep = z.infer<typeof combineStepSchema>;

export const JOIN_KEY_RULE =
  'Keys are compared without spaces around them and without case; a key of digits alone is compared as a number, so 00123, 123 and 123.0 are one key.';

/** As `decimalEvidence` and `dateOrderEvidence` of an import. */
export interface TableStyles {
  decimalEvidence: string;
  dateOrderEvidence: string;
}
/** What decided how a table was read, as sentences; '' where nothing needed a decision. */
export function styleWords({ decimalEvidence, dateOrderEvidence }: TableStyles): string {
  const marks = decimalEvidence && `Decimal mark: ${decimalEvidence}.`;
  const dates = dateOrderEvidence && `Order of dates: ${dateOrderEvidence}.`;
  return [marks, dates].filter(Boolean).join(' ');
}

/** One table before it was combined with others. read = data + rejected + empty. */
export interface TableAccount {
  /** `main`, or the id of a further table. */
  id: string;
  name: string;
  sheet: string | null;
  sha256: string;
  sizeBytes: number;
  format: string;
  read: number;
  data: number;
  rejected: number;
  empty: number;
  columns: number;
  /** How its numbers and dates were read, in words, '' where no column needed it; absent where transactions were added up. */
  styles?: TableStyles;
  /** At most 1,000, in order. */
  rejectedRows: RejectedRow[];
  rfm: RfmAccount | null;
  /** Rows that went on into the combination: data rows, or the customers of RFM. */
  rows: number;
}
/** rowsAfter = rowsBefore − rowsDropped + rowsAdded. */
export interface AppendAccount {
  how: 'append';
  table: string;
  name: string;
  rowsBefore: number;
  /** Rows that made room for those of the table; absent where they stay. */
  rowsDropped?: number;
  rowsAdded: number;
  rowsAfter: number;
  /** Columns found in both, only before, and only in the appended table. */
  shared: string[];
  onlyBefore: string[];
  onlyTable: string[];
}
/** rowsBefore = matched + unmatched + missingKey, tableRows = tableMatched + tableUnmatched + tableMissingKey + repeated. */
export interface JoinAccount {
  how: 'join';
  table: string;
  name: string;
  key: string;
  tableKey: string;
  rowsBefore: number;
  rowsAfter: number;
  matched: number;
  unmatched: number;
  missingKey: number;
  dropped: number;
  tableRows: number;
  /** Keys of the table that met a row. */
  tableMatched: number;
  tableUnmatched: number;
  tableMissingKey: number;
  /** Rows beyond the first under a key, and how many keys have them. */
  repeated: number;
  repeatedKeys: number;
  /** Keys that found no partner, at most 20 of each side, as they stand in the tables. */
  unmatchedKeys: string[];
  tableUnmatchedKeys: string[];
  duplicates: JoinDuplicates;
  columnsAdded: string[];
  /** Columns of the table that had to be renamed, because the name was taken. */
  renamed: { from: string; to: string }[];
}
export type CombineAccount = AppendAccount | JoinAccount;

/** How the tables of a project became one; null where there is one table that was taken as it is. */
export interface CombineReport {
  tables: TableAccount[];
  steps: CombineAccount[];
  /** Rows of the combined table, before duplicates are removed and customers folded. */
  rows: number;
}
