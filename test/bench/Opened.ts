import type { RowAccount } from '#shared/results';

/** What one opening of a file took, and enough of what came out to compare it with what another program read. */
export interface Opened {
  /** File to typed cells, SHA-256 of the bytes included. */
  readonly readMs: number;
  /** File to typed customers: header, kinds, roles, rejected and repeated rows. */
  readonly openMs: number;
  readonly peakBytes: number;
  readonly rows: number;
  readonly columns: number;
  /** Cells with a value below the header. */
  readonly filled: number;
  /** Of each column whose cells are all numbers or empty. */
  readonly sums: Readonly<Record<string, number>>;
  readonly customers: number;
  readonly kinds: readonly string[];
  readonly account: RowAccount;
}
