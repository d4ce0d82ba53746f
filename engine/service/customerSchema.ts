import type { FormField } from '#shared/results';
import { isoDate } from '../table/cellValue.ts';
import { MOST_FIELDS, MOST_TEXT } from './limits.ts';
import type { ServedModel } from './ServedModel.ts';
import { FORBIDDEN_KEYS } from './valueSchemas.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Levels that are named for one field. */
const MOST_LEVELS = 100;

/** What a customer of a model may be, as JSON Schema: what has another type is refused, what is new to the model or out of its range is warned of. */
export function customerSchema({ name, document }: Pick<ServedModel, 'name' | 'document'>): Schema {
  return {
    type: 'object',
    title: `A customer of ${name}`,
    description: 'What is not given is taken for missing; fields that the model does not know are named in a warning.',
    properties: Object.fromEntries(document.inputs.map(field => [field.name, fieldSchema(field)])),
    propertyNames: { not: { enum: FORBIDDEN_KEYS }, maxLength: MOST_TEXT },
    maxProperties: MOST_FIELDS,
    additionalProperties: true,
  };
}

function fieldSchema(field: FormField): Schema {
  const { kind, min, max, levels, typical } = field;
  const examples = typical === null ? {} : { examples: [typical] };
  switch (kind) {
    case 'number':
      return { type: ['number', 'null'], ...seen(min, max), ...examples };
    case 'date': {
      const [first, last] = [min, max].map(day => (day === null ? null : isoDate(day)));
      return { type: ['string', 'null'], format: 'date', ...seen(first, last), ...examples };
    }
    case 'boolean':
      return { enum: [true, false, 0, 1, null], ...examples };
    default:
      return {
        type: ['string', 'number', 'boolean', 'null'],
        maxLength: MOST_TEXT,
        ...(levels.length > 0 && { 'x-seen-levels': levels.slice(0, MOST_LEVELS) }),
        ...(kind === 'set' && { description: 'Several values are separated by a semicolon.' }),
        ...examples,
      };
  }
}

/** The range that the model has seen; values outside are answered with a warning. */
function seen(min: number | string | null, max: number | string | null): Schema {
  return min === null || max === null ? {} : { 'x-seen-range': [min, max], description: `Seen from ${min} to ${max}.` };
}
