import { MOST_FIELDS, MOST_LIST, MOST_NESTING, MOST_TEXT } from './limits.ts';
import { reference, type Schema } from './schemaParts.ts';

/** Body and list of customers lie around each customer. */
const AROUND = 2;
export const FORBIDDEN_KEYS = ['__proto__', 'prototype', 'constructor'];

/** Any customer of a list: what is wrong with one of them is said in its place, so that only what is no value at all refuses the whole. */
export function anyCustomer(mostList = MOST_LIST): Schema {
  return reference(nameOf(MOST_NESTING - AROUND, mostList));
}

/** The values that a customer of a list may be, by how many objects and lists may still lie within each other. */
export function valueSchemas(mostList = MOST_LIST): Readonly<Record<string, Schema>> {
  const levels = Array.from({ length: MOST_NESTING - AROUND + 1 }, (_none, depth) => {
    const plain = { type: ['string', 'number', 'boolean', 'null'], maxLength: MOST_TEXT };
    if (depth === 0) return [nameOf(0, mostList), plain] as const;
    const inner = reference(nameOf(depth - 1, mostList));
    const list = { type: 'array', items: inner, maxItems: mostList };
    const object = {
      type: 'object',
      propertyNames: { not: { enum: FORBIDDEN_KEYS }, maxLength: MOST_TEXT },
      maxProperties: MOST_FIELDS,
      additionalProperties: inner,
    };
    return [nameOf(depth, mostList), { anyOf: [plain, list, object] }] as const;
  });
  return Object.fromEntries(levels);
}

function nameOf(depth: number, mostList: number): string {
  return `Value_${depth}_${mostList}`;
}
