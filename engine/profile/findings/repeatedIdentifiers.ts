import type { Finding } from '#shared/profile';
import { formatCount, formatThings } from '#shared/format';
import { keyColumn } from '../../import/fold/groupRows.ts';
import type { ColumnFacts } from '../columnFacts.ts';
import { finding, type FindingContext } from './FindingContext.ts';

/** Where more than this share of the rows repeats, customers have several rows each (accounts, months), and none of these is a slip. */
const MOST_REPEATS = 0.05;
/** An identifier that so many rows have, each its own, says what a row is: an account, not a customer. */
const MOSTLY_THERE = 0.9;

/**
 * The customer's identifier where it comes more than once in a few rows. Accounts, taxes and households may be shared, so other
 * identifiers say nothing here; a list of what customers did or held is told by the note `rows.severalPerCustomer`.
 */
export function repeatedIdentifiers({ columns, nRows }: FindingContext): Finding[] {
  const key = keyColumn(
    columns.map(({ column }) => column),
    columns.map(({ role }) => role),
  );
  if (!key || columns.some(facts => namesRows(facts, nRows))) return [];
  const { name, distinct, missing } = columns.find(({ column }) => column === key)!.detail;
  const present = nRows - missing;
  const repeats = present - distinct;
  if (repeats === 0 || repeats > MOST_REPEATS * present) return [];
  const without = missing === 0 ? '' : ` that have one (${formatCount(missing)} have none)`;
  return [
    finding('repeatedIdentifier', 'decide', [name], {
      sentence: `${name} has ${formatCount(distinct)} different values in ${formatThings(present, 'row')}${without}: ${formatThings(repeats, 'row')} ${repeats === 1 ? 'repeats' : 'repeat'} an earlier one with other values beside it, so such a customer counts more than once.`,
      action: {
        kind: 'clean',
        label: 'Keep the first row of each',
        step: { step: 'duplicates', options: { columns: [name], keep: 'first', missing: 'apart', action: 'remove' } },
      },
    }),
  ];
}

function namesRows({ role, detail: { distinct, missing } }: ColumnFacts, nRows: number): boolean {
  const present = nRows - missing;
  return role === 'identifier' && distinct === present && present >= MOSTLY_THERE * nRows;
}
