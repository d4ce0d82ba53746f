import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { column as columnOption } from '#shared/option';
import type { Column } from '../table/Column.ts';
import type { FitContext } from './defineStep.ts';
import { levelCounts } from './levelCounts.ts';

/** What is to be predicted, as numbers. */
export interface Target {
  readonly name: string;
  /** [nRows], NaN where it is not known; 0 and 1 for two outcomes. */
  readonly values: Float64Array;
  /** What 1 stands for, in words: "Exited is Yes"; null for a target that is a number. */
  readonly event: string | null;
}

export const targetOption = columnOption({
  title: 'Target',
  help: 'The column that the step learns from; it must have the role target. None: the first column with that role.',
  columnKinds: ['boolean', 'category', 'number'],
  default: '',
});

/**
 * The target a step learns from. It is never an input: only columns with the role target can be one, and these are in no work table.
 * @param name chosen by a person; empty takes the first
 * @throws AppError `prepare.needsTarget`, `prepare.wrongTarget`
 */
export function requireTarget(context: FitContext, name: string, step: string): Target {
  const column = findTarget(context, name, step);
  if (!column) throw new AppError('prepare.needsTarget', { step, targets: '' });
  const target = readTarget(column);
  if (typeof target === 'string')
    throw new AppError('prepare.wrongTarget', { step, column: column.name, reason: target });
  return target;
}

/**
 * The same with two outcomes.
 * @throws AppError as `requireTarget`
 */
export function requireOutcomes(context: FitContext, name: string, step: string): Target {
  const target = requireTarget(context, name, step);
  if (target.event !== null) return target;
  const reason = 'it has more than two values, or one only, and two outcomes are needed';
  throw new AppError('prepare.wrongTarget', { step, column: target.name, reason });
}

/**
 * The same, or null where there is no target or not one of two outcomes.
 * @throws AppError `prepare.needsTarget` where a target is named that is none
 */
export function possibleOutcomes(context: FitContext, name: string, step: string): Target | null {
  const column = findTarget(context, name, step);
  const target = column ? readTarget(column) : null;
  return target === null || typeof target === 'string' || target.event === null ? null : target;
}

function findTarget({ targets }: FitContext, name: string, step: string): Column | undefined {
  if (name === '') return targets.at(0);
  const column = targets.find(candidate => candidate.name === name);
  if (column) return column;
  const names = targets.map(target => target.name);
  throw new AppError('prepare.needsTarget', { step, targets: listSome(names, 6) });
}

/** Or why it cannot be one. */
function readTarget(column: Column): Target | string {
  const { name } = column;
  if (column.kind === 'boolean') {
    const values = Float64Array.from(column.values, value => (value === 2 ? NaN : value));
    return { name, values, event: `${name} is Yes` };
  }
  if (column.kind === 'number') return numberTarget(name, column.values);
  if (column.kind !== 'category')
    return `it holds values of kind ${column.kind}, and yes or no, two levels or numbers are needed`;
  const counts = levelCounts(column);
  const used = [...column.levels.keys()].filter(code => counts[code] > 0);
  if (used.length > 2) return `it has ${used.length} levels, and two are needed`;
  // The rarer outcome is the one people ask about: default, churn, fraud.
  const [event] = used.sort((a, b) => counts[a] - counts[b] || (column.levels[a] > column.levels[b] ? -1 : 1));
  const values = Float64Array.from(column.codes, code => (code < 0 ? NaN : Number(code === event)));
  return { name, values, event: `${name} is ${column.levels[event] ?? 'known'}` };
}

function numberTarget(name: string, values: Float64Array): Target {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const isTwo = values.every(value => Number.isNaN(value) || value === low || value === high);
  if (!isTwo || !(high > low)) return { name, values, event: null };
  return {
    name,
    values: values.map(value => (Number.isNaN(value) ? NaN : Number(value === high))),
    event: `${name} is ${high}`,
  };
}
