import { z } from 'zod';
import type { CellValue } from '../columns.ts';
import type { ImportReport } from '../results.ts';
import type { RfmAccount, RfmProposal } from '../rfm.ts';
import { appendStepSchema, furtherTableSchema, joinStepSchema, rfmChoiceSchema, tableId } from '../tables.ts';
import type { CombineAccount, CombineStep, FurtherTable, TableStyles } from '../tables.ts';
import { method } from './method.ts';
import { fileToken } from './project.ts';

const newTable = furtherTableSchema.omit({ id: true });
export type NewTable = z.infer<typeof newTable>;
const newStep = z.discriminatedUnion('how', [
  appendStepSchema.omit({ table: true }),
  joinStepSchema.omit({ table: true }),
]);
export type NewStep = z.infer<typeof newStep>;

/** The tables of the project, and what could be added. */
export interface TablesState {
  main: { name: string; sheet: string | null; rfm: Readonly<Record<string, unknown>> | null };
  further: { table: FurtherTable; step: CombineStep | null }[];
  /** Other sheets of the main file. */
  sheets: string[];
  /** Columns of the table so far, as a join finds them. */
  columns: string[];
}
/** A table that was read and is not part of the project yet. */
export interface CandidateTable {
  table: NewTable;
  name: string;
  sheet: string | null;
  nRows: number;
  columns: string[];
  rfm: RfmProposal;
  /** How it could be put together with the table so far, and why. */
  step: NewStep;
  why: string;
}
export interface RfmPreview {
  account: RfmAccount;
  columns: string[];
  /** The first customers. */
  rows: CellValue[][];
}
export interface StepPreview {
  account: CombineAccount;
  rfm: RfmAccount | null;
  /** How numbers and dates of the table were read; null where its transactions are added up. */
  styles: TableStyles | null;
  /** Why it cannot be done like this, in words; null when it can. */
  problem: string | null;
}
/** Rows that did not make it, as a file to keep. */
export interface LeftOutFile {
  token: string;
  name: string;
  rows: number;
}
export const LEFT_OUT_LISTS = ['rejected', 'rfm', 'unmatched', 'tableUnmatched'] as const;
const mainOrId = z.union([z.literal('main'), tableId]);

export const tablesContract = {
  'tables.state': method(z.strictObject({})).returns<TablesState>(),
  /** Whether the main table looks like a list of transactions, and how it would be used. */
  'tables.proposeRfm': method(z.strictObject({})).job<RfmProposal>(),
  'tables.previewRfm': method(z.strictObject({ options: rfmChoiceSchema })).job<RfmPreview>(),
  'tables.setRfm': method(z.strictObject({ options: rfmChoiceSchema.nullable() })).job<ImportReport>(),
  /** Reads a further file, or with no file another sheet of the main one; nothing is changed yet. */
  'tables.read': method(
    z.strictObject({ file: fileToken.nullable(), sheet: z.string().max(100).nullable() }),
  ).job<CandidateTable>(),
  'tables.preview': method(z.strictObject({ table: newTable, step: newStep })).job<StepPreview>(),
  'tables.add': method(z.strictObject({ table: newTable, step: newStep })).job<ImportReport>(),
  'tables.remove': method(z.strictObject({ table: tableId })).job<ImportReport>(),
  'tables.leftOut': method(z.strictObject({ table: mainOrId, list: z.enum(LEFT_OUT_LISTS) })).job<LeftOutFile>(),
};
