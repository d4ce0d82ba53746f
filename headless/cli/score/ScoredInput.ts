import type { Customers } from '#engine/reports/customers/CustomerExport';

/** Customers that were answered about, with what the command says of them. */
export interface ScoredInput {
  readonly customers: Customers;
  readonly rowsRead: number;
  readonly inputSha256: string;
  /** Parts of the answer as JSON. */
  readonly document: object;
  readonly lines: readonly string[];
}
