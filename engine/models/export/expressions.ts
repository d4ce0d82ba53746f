import type { Arithmetic, Expression } from './ExportPlan.ts';

export function field(name: string): Expression {
  return { is: 'field', name };
}
export function number(value: number): Expression {
  return { is: 'number', value };
}
export function apply(how: Arithmetic, ...of: readonly (Expression | number)[]): Expression {
  return { is: 'apply', how, of: of.map(one => (typeof one === 'number' ? number(one) : one)) };
}
export function ifMissing(name: string, value: number): Expression {
  return { is: 'ifMissing', field: name, yes: number(value), no: field(name) };
}

/** 1 / (1 + e^-x) */
export function logistic(x: Expression): Expression {
  return apply('/', 1, apply('+', 1, apply('exp', apply('-', 0, x))));
}
