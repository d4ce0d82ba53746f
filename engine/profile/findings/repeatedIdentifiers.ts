import type { Finding } from '#shared/profile';
import { formatCount, formatThings } from '#shared/format';
import { finding, type FindingContext } from './FindingContext.ts';

/** Fewer different values than this share of the rows are a list of what customers did, not a list of customers. */
const MOSTLY_ONCE = 0.5;

/** Identifiers that come more than once where no other column names every row. */
export function repeatedIdentifiers({ columns, nRows }: FindingContext): Finding[] {
  const named = columns.filter(({ role }) => role === 'identifier');
  if (named.some(({ detail }) => detail.distinct === nRows)) return [];
  return named.flatMap(({ detail }) => {
    const present = nRows - detail.missing;
    const repeats = present - detail.distinct;
    if (repeats === 0 || detail.distinct < MOSTLY_ONCE * present) return [];
    return [
      finding('repeatedIdentifier', 'decide', [detail.name], {
        sentence: `${detail.name} has ${formatCount(detail.distinct)} different values in ${formatThings(present, 'row')}: ${formatThings(repeats, 'row')} ${repeats === 1 ? 'repeats' : 'repeat'} an earlier one with other values beside it, so such a customer counts more than once.`,
        action: {
          kind: 'clean',
          label: 'Keep the first row of each',
          step: {
            step: 'duplicates',
            options: { columns: [detail.name], keep: 'first', missing: 'apart', action: 'remove' },
          },
        },
      }),
    ];
  });
}
