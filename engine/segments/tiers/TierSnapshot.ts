import type { Imported } from '../../import/Imported.ts';
import type { Column } from '../../table/Column.ts';
import { identifierColumns } from '../../import/findCustomer.ts';

/** Tiers of a moment by customer, with as little of the data as tells who is who. */
export interface TierSnapshot {
  readonly name: string;
  /** Null where the table has no identifier. */
  readonly identifier: Column | null;
  /** [nRows]: 1-based row in the sheet; the same array for the same customers. */
  readonly sourceRows: Int32Array;
  /** [nRows], index into TIERS. */
  readonly tiers: Uint8Array;
}

export function tierSnapshot(name: string, imported: Imported, tiers: Uint8Array): TierSnapshot {
  return { name, identifier: identifierColumns(imported)[0] ?? null, sourceRows: imported.sourceRows, tiers };
}
