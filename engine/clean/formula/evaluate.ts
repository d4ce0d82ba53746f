import type { Column } from '../../table/Column.ts';
import { cellValue } from '../../table/cellValue.ts';
import { asText, type Value } from './functions.ts';
import type { Typed } from './compile.ts';
import type { FormulaType } from './Node.ts';

/** Values of some rows: numbers, days, or 1 and 0 with NaN for missing; texts with null. */
export type Vector = Float64Array | (string | null)[];

export interface Rows {
  readonly from: number;
  readonly n: number;
  /** Days since 1970-01-01; NaN when there is none. */
  readonly referenceDay: number;
  /** Told of a row in which a part of the formula has no answer: a division by zero, the root of a negative number. */
  noAnswer(part: Typed, row: number): void;
}

/** The value of a formula in each of some rows. Missing values give missing ones, save in and, or, if, coalesce and isMissing. */
export function evaluate(part: Typed, rows: Rows): Vector {
  const { node, column } = part;
  if (part.isWritten) return toTexts(part.args[0].type, evaluate(part.args[0], rows));
  if (node.kind === 'literal' && part.args.length === 0) return constant(node.type, node.value, rows.n);
  if (column && part.args.length === 0) return columnValues(column, rows);
  const args = part.args.map(arg => evaluate(arg, rows));
  if (part.call) return callAll(part, args, rows);
  return operate(part, node.kind === 'call' ? node.name.toLowerCase() : '', args, rows);
}

function operate(part: Typed, name: string, args: readonly Vector[], rows: Rows): Vector {
  if (Object.hasOwn(LOGIC, name)) return LOGIC[name](args as Float64Array[], rows.n);
  if (Object.hasOwn(COMPARE, name)) return compare(args[0], args[1], COMPARE[name]);
  switch (name) {
    case 'if':
      return choose(args[0] as Float64Array, args[1], args[2]);
    case 'coalesce':
      return args.reduce(firstOf);
    case 'ismissing':
      return Float64Array.from({ length: rows.n }, (_none, i) => Number(isGap(args[0], i)));
    case 'referencedate':
      return new Float64Array(rows.n).fill(rows.referenceDay);
    case 'in':
      return isIn(args);
    default:
      return arithmetic(part, name, args as Float64Array[], rows);
  }
}

function constant(type: FormulaType, value: number | string | boolean | null, n: number): Vector {
  if (type === 'text') return Array.from({ length: n }, () => value as string);
  return new Float64Array(n).fill(value === null ? Number.NaN : Number(value));
}

function columnValues(column: Column, { from, n }: Rows): Vector {
  if (column.kind === 'number' || column.kind === 'date') return column.values.subarray(from, from + n);
  if (column.kind === 'boolean')
    return Float64Array.from(column.values.subarray(from, from + n), value => (value === 2 ? Number.NaN : value));
  if (column.kind === 'set')
    return Array.from({ length: n }, (_none, i) => cellValue(column, from + i) as string | null);
  const { codes, levels } = column;
  return Array.from({ length: n }, (_none, i) => (codes[from + i] < 0 ? null : levels[codes[from + i]]));
}

function isGap(values: Vector, i: number): boolean {
  const value = values[i];
  return value === null || Number.isNaN(value);
}

function toTexts(type: FormulaType, values: Vector): Vector {
  return Array.from({ length: values.length }, (_none, i) => (isGap(values, i) ? null : asText(type, values[i]!)));
}

function callAll(part: Typed, args: readonly Vector[], rows: Rows): Vector {
  const { call, type } = part;
  const out: Vector =
    type === 'text' ? Array.from({ length: rows.n }, () => null) : new Float64Array(rows.n).fill(Number.NaN);
  const given: Value[] = [];
  for (let i = 0; i < rows.n; i++) {
    if (args.some(values => isGap(values, i))) continue;
    for (let j = 0; j < args.length; j++) given[j] = args[j][i]!;
    const value = call!.of(...given);
    if (typeof value === 'number' && !Number.isFinite(value)) rows.noAnswer(part, rows.from + i);
    else out[i] = value;
  }
  return out;
}

const LOGIC: Readonly<Record<string, (args: readonly Float64Array[], n: number) => Float64Array>> = {
  not: ([a]) => a.map(value => 1 - value),
  and: ([a, b], n) => Float64Array.from({ length: n }, (_none, i) => (a[i] === 0 || b[i] === 0 ? 0 : a[i] * b[i])),
  or: ([a, b], n) => Float64Array.from({ length: n }, (_none, i) => (a[i] === 1 || b[i] === 1 ? 1 : a[i] + b[i])),
};

function choose(test: Float64Array, yes: Vector, no: Vector): Vector {
  const pick = (i: number) => (test[i] === 1 ? yes[i] : test[i] === 0 ? no[i] : null);
  if (yes instanceof Float64Array && no instanceof Float64Array)
    return Float64Array.from({ length: test.length }, (_none, i) => (pick(i) ?? Number.NaN) as number);
  return Array.from({ length: test.length }, (_none, i) => textOrNull(pick(i)));
}

/** A missing literal beside texts is a row of NaN. */
function textOrNull(value: number | string | null): string | null {
  return typeof value === 'string' ? value : null;
}

function firstOf(a: Vector, b: Vector): Vector {
  if (a instanceof Float64Array && b instanceof Float64Array)
    return a.map((value, i) => (Number.isNaN(value) ? b[i] : value));
  return Array.from({ length: a.length }, (_none, i) => textOrNull(isGap(a, i) ? b[i] : a[i]));
}

const COMPARE: Readonly<Record<string, (order: number) => boolean>> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

function compare(a: Vector, b: Vector, test: (order: number) => boolean): Float64Array {
  return Float64Array.from({ length: a.length }, (_none, i) => {
    if (isGap(a, i) || isGap(b, i)) return Number.NaN;
    return Number(test(a[i]! < b[i]! ? -1 : a[i]! > b[i]! ? 1 : 0));
  });
}

function isIn([values, ...list]: readonly Vector[]): Float64Array {
  return Float64Array.from({ length: values.length }, (_none, i) => {
    if (isGap(values, i)) return Number.NaN;
    return Number(list.some(other => other[i] === values[i]));
  });
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? Number.NaN : a / b),
  '%': (a, b) => (b === 0 ? Number.NaN : restOf(a, b)),
  // To the power of 0 even what is missing would be 1.
  '^': (a, b) => (Number.isNaN(a) ? a : a ** b),
};

/** The exact rest of a division, of the sign of the divisor: the quotient is not rounded, which would leave rests below 0. */
function restOf(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return 0;
  return rest < 0 === b < 0 ? rest : rest + b;
}

function arithmetic(part: Typed, name: string, args: readonly Float64Array[], rows: Rows): Float64Array {
  const [a, b] = args;
  if (name === 'unary-') return a.map(value => -value);
  if (name === 'unary+') return a;
  const f = ARITHMETIC[name];
  const out = new Float64Array(rows.n);
  for (let i = 0; i < rows.n; i++) {
    const value = f(a[i], b[i]);
    out[i] = Number.isFinite(value) ? value : Number.NaN;
    if (!Number.isFinite(value) && !Number.isNaN(a[i]) && !Number.isNaN(b[i])) rows.noAnswer(part, rows.from + i);
  }
  return out;
}
