import { OTHER } from '../../prepare/steps/rareLevels.ts';
import type { DatesState } from '../../prepare/steps/dates.ts';
import type { ImputeState } from '../../prepare/steps/impute.ts';
import type { LogState } from '../../prepare/steps/logAmounts.ts';
import type { OneHotState } from '../../prepare/steps/oneHot.ts';
import type { RareState } from '../../prepare/steps/rareLevels.ts';
import type { ScaleState } from '../../prepare/steps/scale.ts';
import { apply, field, ifMissing, number } from './expressions.ts';
import { refuse } from './refuse.ts';
import type { StepWork } from './StepWork.ts';
import type { WorkField } from './WorkField.ts';

const DAYS_PER_YEAR = 365.25;

/** Does in expressions what a preparation step does to a table. @throws AppError `model.cannotExport` naming the step */
export function followStep(work: StepWork, step: string, state: unknown): void {
  switch (step) {
    case 'dates':
      return followDates(work, state as DatesState);
    case 'logAmounts':
      return followLog(work, state as LogState);
    case 'impute':
      return followImpute(work, state as ImputeState);
    case 'rareLevels':
      return followRare(work, state as RareState);
    case 'oneHot':
      return followOneHot(work, state as OneHotState);
    case 'scale':
      return followScale(work, state as ScaleState);
    case 'multiValue':
      // It takes sets alone, and these were refused.
      return;
    default:
      refuse(work.format, `the preparation step "${step}"`);
  }
}

function followDates(work: StepWork, { columns, referenceDay }: DatesState): void {
  const known = new Set(columns.map(({ name }) => name));
  work.replace(one => {
    if (one.kind !== 'date') return one;
    if (!known.has(one.name)) return [];
    const years = apply('/', apply('-', referenceDay, { is: 'days', field: one.field }), DAYS_PER_YEAR);
    return { kind: 'number', name: one.name, field: work.derive(`${one.name}: years`, years) };
  });
}

/** sign(x) · log(1 + |x|) */
function followLog(work: StepWork, { columns }: LogState): void {
  const known = new Set(columns.map(({ name }) => name));
  work.replace(one => {
    if (one.kind !== 'number' || !known.has(one.name)) return one;
    const up = apply('ln', apply('+', 1, field(one.field)));
    const down = apply('-', 0, apply('ln', apply('-', 1, field(one.field))));
    const made = work.derive(`${one.name}: log`, { is: 'ifNegative', field: one.field, yes: down, no: up });
    return { ...one, field: made };
  });
}

function followImpute(work: StepWork, state: ImputeState): void {
  const { numbers, modes, constants = [], dropped, untouched = [], flagged = [] } = state;
  if (numbers.donors) refuse(work.format, 'gaps that are filled from the most similar customers');
  const fills = new Map<string, number | string>(numbers.columns.map(({ name, median }) => [name, median]));
  for (const { name, value } of [...constants, ...modes]) if (!fills.has(name)) fills.set(name, value);
  work.replace(one => {
    const { name } = one;
    if (dropped.includes(name)) return [];
    const fill = fills.get(name);
    if (untouched.includes(name)) return one;
    const filled = fill === undefined ? one : filledWith(work, one, fill);
    return flagged.includes(name) ? [filled, missingFlag(work, one)] : filled;
  });
}

function filledWith(work: StepWork, one: WorkField, fill: number | string): WorkField {
  if (one.kind === 'category') return { ...one, changes: [...one.changes, { is: 'fill', level: String(fill) }] };
  if (one.kind === 'date') refuse(work.format, `the gaps of ${one.name} that are filled with a date`);
  return { ...one, field: work.derive(`${one.name}: filled`, ifMissing(one.field, Number(fill))) };
}

function missingFlag(work: StepWork, one: WorkField): WorkField {
  const name = `${one.name}: missing`;
  if (one.kind === 'category' && one.changes.length > 0) refuse(work.format, `the column ${name}`);
  const made = work.derive(name, { is: 'ifMissing', field: one.field, yes: number(1), no: number(0) });
  return { kind: 'boolean', name, field: made };
}

function followRare(work: StepWork, { columns, dropped }: RareState): void {
  const known = new Map(columns.map(column => [column.name, column]));
  work.replace(one => {
    if (dropped.includes(one.name)) return [];
    const found = known.get(one.name);
    if (one.kind !== 'category' || !found) return one;
    const change = { is: 'group' as const, keep: found.keep, rest: found.hasOther ? OTHER : null };
    return { ...one, changes: [...one.changes, change] };
  });
}

function followOneHot(work: StepWork, { columns, untouched = [] }: OneHotState): void {
  const known = new Map(columns.map(column => [column.name, column]));
  work.replace(one => {
    if (one.kind !== 'category' || untouched.includes(one.name)) return one;
    const found = known.get(one.name);
    if (!found) return [];
    const { levels, base = null, hasOther = false } = found;
    const named = base === null ? levels : [...levels, base];
    const isRest = (level: string) => hasOther && !named.includes(level);
    return levels.map(level =>
      work.flag(`${one.name}: ${level}`, one, named, now => now === level || (level === OTHER && isRest(now))),
    );
  });
}

function followScale(work: StepWork, { columns, untouched = [] }: ScaleState): void {
  const known = new Map(columns.map(column => [column.name, column]));
  work.replace(one => {
    if (one.kind === 'category' || one.kind === 'date' || untouched.includes(one.name)) return one;
    const found = known.get(one.name);
    if (!found) return [];
    const made = apply('/', apply('-', field(one.field), found.mean), found.divisor);
    return { kind: 'number', name: one.name, field: work.derive(`${one.name}: scaled`, made) };
  });
}
