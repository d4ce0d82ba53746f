import type { RawTable } from '../../table/RawTable.ts';
import type { RawRead } from '../defineFormat.ts';

export type RejectedRecord = RawRead['rejected'][number];

/** A text as cells. */
export interface TextRead {
  readonly table: RawTable;
  readonly nRecords: number;
  readonly rejected: readonly RejectedRecord[];
  /** Numbers with a decimal comma by the columns that were read with one. */
  readonly commas: ReadonlyMap<number, number>;
}
