import type { ExportInput, Expression } from '../export/ExportPlan.ts';
import { escaped, tag } from './xml.ts';

type Inputs = readonly ExportInput[];

/** An expression as PMML says it. */
export function expressionXml(made: Expression, inputs: Inputs): string {
  const inner = (one: Expression) => expressionXml(one, inputs);
  switch (made.is) {
    case 'field':
      return fieldRef(made.name);
    case 'number':
      return constant(made.value);
    case 'apply':
      return call(made.how, ...made.of.map(inner));
    case 'ifMissing':
      return call('if', call('isMissing', fieldRef(made.field)), inner(made.yes), inner(made.no));
    case 'ifNegative': {
      const isNegative = call('lessThan', fieldRef(made.field), constant(0));
      return whereKnown(made.field, call('if', isNegative, inner(made.yes), inner(made.no)));
    }
    case 'in':
      return inLevels(made, inputs);
    case 'days': {
      const since = tag('Constant', { dataType: 'integer' }, '1970');
      return whereKnown(made.field, call('dateDaysSinceYear', fieldRef(made.field), since));
    }
    case 'along':
      return alongPoints(made);
  }
}

function fieldRef(name: string): string {
  return tag('FieldRef', { field: name });
}

function constant(value: number): string {
  return tag('Constant', { dataType: 'double' }, String(value));
}

function call(name: string, ...of: readonly string[]): string {
  return tag('Apply', { function: name }, ...of);
}

/** Missing where the field is: many functions do not take what is missing. */
function whereKnown(field: string, made: string): string {
  return call('if', call('isNotMissing', fieldRef(field)), made);
}

function inLevels({ field, levels, isNegated, missing }: Extract<Expression, { is: 'in' }>, inputs: Inputs): string {
  const isBoolean = inputs.find(input => input.name === field)?.kind === 'boolean';
  const texts = levels.map(level => tag('Constant', { dataType: isBoolean ? 'boolean' : 'string' }, escaped(level)));
  const [set, not] = isNegated ? [0, 1] : [1, 0];
  const isIn = texts.length === 1 ? call('equal', fieldRef(field), ...texts) : call('isIn', fieldRef(field), ...texts);
  const known = texts.length === 0 ? constant(not) : call('if', isIn, constant(set), constant(not));
  if (missing === null) return whereKnown(field, known);
  return call('if', call('isMissing', fieldRef(field)), constant(missing), known);
}

function alongPoints({ field, from, to }: Extract<Expression, { is: 'along' }>): string {
  if (from.length === 1) return constant(to[0]);
  const points = from.map((orig, i) => tag('LinearNorm', { orig, norm: to[i] }));
  return tag('NormContinuous', { field, outliers: 'asExtremeValues' }, ...points);
}
