import type { ColumnKind } from '#shared/columns';
import { formatThings } from '#shared/format';
import { note } from '#shared/notes';
import { column, columns, int, number, pairs, type OptionValues } from '#shared/option';
import { AppError } from '#shared/errors';
import { chosenColumns, freeName, needColumn, withColumn } from '../cleanTable.ts';
import { defineCleanStep, type CleanContext, type CleanTable } from '../defineCleanStep.ts';
import { customerFields, type CustomerFields } from '../nearDuplicates/customerFields.ts';
import { nearPairs, type Capped } from '../nearDuplicates/nearPairs.ts';
import { foldedInto, foldRows, knownDifferent, pairsElsewhere } from '../nearDuplicates/sameCustomers.ts';

const TEXTS: readonly ColumnKind[] = ['category', 'text', 'number'];
const texts = (title: string, help: string) =>
  columns({ title, help, columnKinds: TEXTS, maxItems: 10, emptyMeans: 'none', default: [] });
const weight = (title: string, help: string, value: number) => number({ title, help, min: 0, max: 10, default: value });

const options = {
  names: texts('Name', 'Columns of the name. Words are compared in one order, without case and accents.'),
  birthDate: column({
    title: 'Birth date',
    help: 'Column of the birth date, equal or different.',
    columnKinds: ['date'],
    default: '',
  }),
  documents: texts('Document numbers', 'Columns of numbers of documents; one that is equal is enough.'),
  contacts: texts('Telephone and e-mail', 'Columns of telephone numbers and e-mail; one that is equal is enough.'),
  addresses: texts('Address', 'Columns of the address, compared as the name is.'),
  threshold: number({
    title: 'Score from',
    help: 'Pairs with this score or more are shown: the mean, by weight, of the likenesses of what both customers have a value for.',
    min: 0.5,
    max: 1,
    default: 0.85,
  }),
  nameWeight: weight('Weight of the name', 'How much the likeness of the names (Jaro-Winkler) counts.', 4),
  birthDateWeight: weight('Weight of the birth date', 'How much an equal birth date counts.', 3),
  documentWeight: weight('Weight of document numbers', 'How much an equal number of a document counts.', 4),
  contactWeight: weight('Weight of telephone and e-mail', 'How much an equal telephone number or e-mail counts.', 2),
  addressWeight: weight('Weight of the address', 'How much the likeness of the addresses (Jaro-Winkler) counts.', 1),
  window: int({
    title: 'Neighbours',
    help: 'How many customers next by name each is compared with.',
    min: 1,
    max: 50,
    default: 10,
  }),
  pairs: pairs({
    title: 'The same customer',
    help: 'By identifier, or by row as in "row 12": the first is folded into the second, which takes values it lacks from it. Candidates can be reviewed one by one.',
    labels: ['Customer', 'is the same as'],
    maxItems: 5000,
    default: [],
  }),
  differentPairs: pairs({
    title: 'Not the same customer',
    help: 'By identifier or row: these two look alike and are not one customer; they are neither shown again nor flagged for it.',
    labels: ['Customer', 'is not'],
    maxItems: 5000,
    default: [],
  }),
};
export type NearOptions = OptionValues<typeof options>;
interface NearState {
  readonly options: NearOptions;
  readonly flagName: string;
}

/** What was found while learning, for the same table to be treated with: the search is what takes long. */
const foundBy = new WeakMap<NearState, { readonly table: CleanTable; readonly treated: Treated }>();

/** Customers that look like one and the same person; what a person decides about them is done, the others are flagged. */
export const nearDuplicates = defineCleanStep({
  id: 'nearDuplicates',
  title: 'Near duplicates',
  help: 'Finds customers that look like the same person by name, birth date, documents, contacts and address, flags them, and folds together those that you say are one.',
  sources: ['hernandez1995', 'winkler1990'],
  options,
  async fit(table, given, context) {
    const state: NearState = { options: given, flagName: freeName(table, 'Near duplicate') };
    const treated = await treat(table, state, context);
    foundBy.set(state, { table, treated });
    const { nFolded, nNear, capped, isAsked } = treated;
    const done = `${formatThings(nFolded, 'customer')} ${nFolded === 1 ? 'was' : 'were'} folded into another.`;
    const effect = isAsked ? nearText(nNear, state) : 'No column to compare is chosen, so no customers were compared.';
    const notes = capped.blocks === 0 ? [] : [note('clean.blocksCapped', { ...capped, window: given.window })];
    const made = [{ name: state.flagName, from: [] }];
    return { state, effect: nFolded === 0 ? effect : `${effect} ${done}`, notes, made };
  },
  async apply(table, state: NearState, context) {
    const found = foundBy.get(state);
    foundBy.delete(state);
    const { table: folded, isNear } =
      context.removesRows && found?.table === table ? found.treated : await treat(table, state, context);
    const role = context.chosenRole(state.flagName, 'ignore');
    return withColumn(folded, { kind: 'boolean', name: state.flagName, values: isNear }, role);
  },
});

interface Treated {
  readonly table: CleanTable;
  /** [rows of the table], 1 for one that looks like another. */
  readonly isNear: Uint8Array;
  readonly nFolded: number;
  readonly nNear: number;
  readonly capped: Capped;
  /** Whether any column to compare is chosen. */
  readonly isAsked: boolean;
}

async function treat(table: CleanTable, { options: learned }: NearState, context: CleanContext): Promise<Treated> {
  const given = context.removesRows ? learned : elsewhere(table, learned);
  const into = foldedInto(table, given.pairs);
  const nFolded = into.reduce((sum, to, row) => sum + Number(to !== row), 0);
  const folded = foldRows(table, into, context.removesRows);
  const isNear = new Uint8Array(folded.nRows);
  const customers = comparedBy(folded, given, context);
  const areDifferent = knownDifferent(folded, given.differentPairs);
  const capped = await nearPairs(customers, folded.nRows, given, context.run, (a, b) => {
    if (areDifferent(a, b)) return;
    isNear[a] = 1;
    isNear[b] = 1;
  });
  // Where no row is left out, one that is decided to be another says so.
  if (!context.removesRows) into.forEach((to, row) => to !== row && (isNear[row] = 1));
  const nNear = isNear.reduce((sum, is) => sum + is, 0);
  return { table: folded, isNear, nFolded, nNear, capped, isAsked: customers.fields.length > 0 };
}

/** Where rows are never removed, other customers are placed. */
function elsewhere(table: CleanTable, given: NearOptions): NearOptions {
  const { pairs: same, differentPairs } = given;
  return {
    ...given,
    pairs: pairsElsewhere(table, same),
    differentPairs: pairsElsewhere(table, differentPairs),
  };
}

function nearText(nNear: number, { options: { threshold }, flagName }: NearState): string {
  const score = `with a score of at least ${threshold}`;
  if (nNear === 0) return `No two customers look like one ${score}.`;
  const who = formatThings(nNear, 'customer looks', 'customers look');
  return `${who} like another ${score}; ${nNear === 1 ? 'it is' : 'they are'} flagged in "${flagName}".`;
}

/** @throws AppError `clean.missingColumn`, `clean.wrongKind` */
export function comparedBy(table: CleanTable, given: NearOptions, context: Pick<CleanContext, 'step'>): CustomerFields {
  const named = (names: readonly string[]) => (names.length === 0 ? [] : chosenColumns(table, names, TEXTS, context));
  const birthDate = given.birthDate === '' ? null : needColumn(table, given.birthDate, context);
  if (birthDate && birthDate.kind !== 'date')
    throw new AppError('clean.wrongKind', {
      step: context.step,
      column: birthDate.name,
      kind: birthDate.kind,
      needed: 'dates',
    });
  const { names, documents, contacts, addresses } = given;
  return customerFields(
    {
      names: named(names),
      birthDate,
      documents: named(documents),
      contacts: named(contacts),
      addresses: named(addresses),
    },
    {
      name: given.nameWeight,
      birthDate: given.birthDateWeight,
      document: given.documentWeight,
      contact: given.contactWeight,
      address: given.addressWeight,
    },
    table.nRows,
  );
}
