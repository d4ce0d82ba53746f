import type { CustomerPair } from '#shared/contract/clean';
import { cellValue } from '../../table/cellValue.ts';
import type { CleanContext, CleanTable } from '../defineCleanStep.ts';
import { comparedBy, type NearOptions } from '../steps/nearDuplicates.ts';
import type { Field } from './customerFields.ts';
import { nearPairs } from './nearPairs.ts';
import { knownDifferent, rowNames } from './sameCustomers.ts';

interface NearPair {
  readonly a: number;
  readonly b: number;
  readonly score: number;
}
const MOST_SHOWN = 200;
/** More are not held while searching. */
const MOST_HELD = 20_000;

/**
 * The pairs of customers with the highest scores, best first, with what agrees and what differs; without those that a person told apart.
 * @throws AppError `clean.missingColumn`, `clean.wrongKind`; Cancelled
 */
export async function suggestCustomers(
  table: CleanTable,
  options: NearOptions,
  context: Pick<CleanContext, 'run' | 'step'>,
): Promise<CustomerPair[]> {
  const customers = comparedBy(table, options, context);
  const { nRows, sourceRows } = table;
  let held = new Map<number, NearPair>();
  const best = () =>
    [...held.values()].sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b).slice(0, MOST_SHOWN);
  const areDifferent = knownDifferent(table, options.differentPairs);
  await nearPairs(customers, nRows, options, context.run, (a, b, score) => {
    if (areDifferent(a, b)) return;
    held.set(a * nRows + b, { a, b, score });
    if (held.size > MOST_HELD) held = new Map(best().map(pair => [pair.a * nRows + pair.b, pair]));
  });
  const { nameOf } = rowNames(table);
  return best().map(({ a, b, score }) => ({
    from: nameOf(b),
    to: nameOf(a),
    rowFrom: sourceRows[b],
    rowTo: sourceRows[a],
    score,
    fields: shownFirst(customers.fields).flatMap(field => fieldRows(field, b, a)),
  }));
}

function fieldRows(field: Field, from: number, to: number): CustomerPair['fields'] {
  const likeness = field.isKnown(from) && field.isKnown(to) ? field.likeness(from, to) : null;
  return field.columns.map(column => ({
    column: column.name,
    from: cellValue(column, from),
    to: cellValue(column, to),
    likeness,
  }));
}

/** The name first: it is what a person reads. */
function shownFirst(fields: readonly Field[]): Field[] {
  return [...fields].sort((a, b) => Number(b.id === 'name') - Number(a.id === 'name'));
}
