import type { TablesState } from '#shared/contract/tables';

const NAMES = ['Table', 'Source table', 'Table of origin'];

/**
 * What the column that says which table a row came from is called: as where a table was appended before, else by the first name that no column has.
 * @param soFar columns of the table so far
 * @param added columns of the table that is added
 */
export function originName(
  further: TablesState['further'],
  soFar: readonly string[],
  added: readonly string[],
): string {
  const isOf = (columns: readonly string[], name: string) => columns.some(column => bare(column) === bare(name));
  const known = further.flatMap(({ step }) => (step?.how === 'append' && step.origin !== null ? [step.origin] : []));
  const again = known.findLast(name => !isOf(added, name));
  return again ?? NAMES.find(name => !isOf([...soFar, ...added], name)) ?? `${NAMES[0]} ${soFar.length + added.length}`;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
