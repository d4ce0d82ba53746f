import { MOST_FIELDS, MOST_LIST, MOST_NESTING, MOST_TEXT } from './limits.ts';
import { reference, type Schema } from './schemaParts.ts';

export const FORBIDDEN_KEYS = ['__proto__', 'prototype', 'constructor'];

/** Any customer of a list: what is wrong with one of them is said in its place, so that only what is no value at all refuses the whole. */
export function anyCustomer(mostList = MOST_LIST): Schema {
  return reference(nameOf(mostList));
}

/** The values that a customer of a list may be. */
export function valueSchemas(mostList = MOST_LIST): Readonly<Record<string, Schema>> {
  const inner = anyCustomer(mostList);
  const value = {
    description: `Any value; objects and lists may lie within each other ${MOST_NESTING} deep at most, those around it among them.`,
    anyOf: [
      { type: ['string', 'number', 'boolean', 'null'], maxLength: MOST_TEXT },
      { type: 'array', items: inner, maxItems: mostList },
      {
        type: 'object',
        propertyNames: { not: { enum: FORBIDDEN_KEYS }, maxLength: MOST_TEXT },
        maxProperties: MOST_FIELDS,
        additionalProperties: inner,
      },
    ],
  };
  return { [nameOf(mostList)]: value };
}

function nameOf(mostList: number): string {
  return `Value_${mostList}`;
}
