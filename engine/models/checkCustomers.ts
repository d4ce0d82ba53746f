import type { CellValue } from '#shared/columns';
import type { FormField } from '#shared/results';
import { isoDate } from '../table/cellValue.ts';
import type { CustomerValues } from './LoadedModel.ts';

const STEPS = 5;

/**
 * Made-up customers that a model is asked about when it is saved and again when it is opened: one of whom nothing is known, the typical one, and some from
 * one end of what each column may be to the other.
 */
export function checkCustomers(inputs: readonly FormField[]): CustomerValues[] {
  const typical = inputs.map(({ name, typical: value }) => [name, value] as const);
  const steps = Array.from({ length: STEPS }, (_none, step) =>
    inputs.map((field, i) => [field.name, valueAt(field, step, i)] as const),
  );
  return [{}, ...[typical, ...steps].map(entries => Object.fromEntries(entries))];
}

/** Columns take turns, so that not all are at the same end at once. */
function valueAt({ kind, levels, min, max, typical }: FormField, step: number, i: number): CellValue {
  const at = (step + i) % STEPS;
  if (kind === 'boolean') return at % 2 === 1;
  if (levels.length > 0) return levels[(step * 7 + i) % levels.length];
  if (min === null || max === null) return typical;
  const value = min + ((max - min) * at) / (STEPS - 1);
  return kind === 'date' ? isoDate(Math.floor(value)) : value;
}
