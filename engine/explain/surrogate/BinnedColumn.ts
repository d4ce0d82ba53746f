/**
 * A column of the customer table as the surrogate tree sees it: a few bins, and missing as a bin of its own.
 * Ordered columns (numbers, years) are cut between bins; others are split by one level or a few.
 */
export interface BinnedColumn {
  readonly column: string;
  readonly kind: 'number' | 'years' | 'boolean' | 'category' | 'member';
  /** Numbers that are shares and were written as percentages. */
  readonly isPercent?: boolean;
  /** [nRows], bin of each row; `nBins` stands for missing. */
  readonly codes: Uint8Array;
  readonly nBins: number;
  readonly hasMissing: boolean;
  /** Ordered columns: [nBins], least and largest value in each bin. */
  readonly least: Float64Array;
  readonly largest: Float64Array;
  /** Others: [nBins] what each bin is called; null stands for all levels that are rarer. */
  readonly levels: readonly (string | null)[];
  /** For a member of a set: which. */
  readonly member: string | null;
}

export function isOrdered({ kind }: BinnedColumn): boolean {
  return kind === 'number' || kind === 'years';
}
