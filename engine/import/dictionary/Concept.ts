import type { ColumnKind, ColumnRole } from '#shared/columns';

/** One thing that banks keep about a customer, under whatever header it comes. Plain data. */
export interface Concept {
  /** Stable; other rooms look columns up by it. */
  readonly id: string;
  readonly title: string;
  /** Headers it is known by, in lower case, letters and digits only. */
  readonly aliases: readonly string[];
  readonly role: ColumnRole;
  /** The kind its values have wherever they can be read as such; null leaves it to the values. */
  readonly kind: ColumnKind | null;
  /** Whether a high value, or a yes, speaks for or against risk. */
  readonly drivesRisk?: 'up' | 'down';
  /** How amounts that differ between the rows of one customer are combined; the largest when not given. */
  readonly fold?: 'sum' | 'max';
  /** Dates that lie in the future by nature and never serve as reference date. */
  readonly isExpiry?: boolean;
}
