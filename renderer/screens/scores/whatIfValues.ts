import type { CellValue } from '#shared/columns';
import type { ScoredCustomer } from '#shared/contract/score';
import type { FormField } from '#shared/results';

type Values = Readonly<Record<string, CellValue>>;
type Inputs = ScoredCustomer['inputs'];

/** The customer's own values by column. */
export function startOf(inputs: Inputs): Values {
  return Object.fromEntries(inputs.map(({ column, value }) => [column, value]));
}

/** What differs from the start; empty where nothing does. */
export function changedValues(start: Values, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([column, value]) => value !== start[column]));
}

/** The inputs as fields of a form. */
export function fieldsOf(inputs: Inputs): FormField[] {
  return inputs.map(({ column, kind, value, levels }) => ({
    name: column,
    kind,
    levels,
    typical: value,
    min: null,
    max: null,
  }));
}
