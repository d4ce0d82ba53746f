import type { CellValue } from '#shared/columns';
import type { FormField } from '#shared/results';
import { formatCount, formatNumber, listSome } from '#shared/format';
import { tidyText } from '../import/cells/tidyText.ts';
import type { ModelDocument } from '../models/ModelDocument.ts';
import { dayNumber, isoDate } from '../table/cellValue.ts';
import { MOST_SHOWN } from './limits.ts';
import { refuse, shown } from './Refusal.ts';
import type { Json, JsonObject } from './StrictJson.ts';

export const WARNING_CODES = [
  'field.unknown',
  'field.missing',
  'field.range',
  'field.level',
  'product.unknown',
  'product.weight',
] as const;
/** What is said of a customer whose answer stands nevertheless. */
export interface Warning {
  readonly code: (typeof WARNING_CODES)[number];
  readonly field: string;
  readonly message: string;
}
export interface CheckedCustomer {
  readonly values: Record<string, CellValue>;
  readonly warnings: readonly Warning[];
}
/** Looks at one value. @returns what is warned of, or null @throws Refusal `field.type` */
type CheckValue = (value: Json) => Pick<Warning, 'code' | 'message'> | null;

/** Fields are listed in one warning; of more than this the number is said. */
const MOST_NAMED = 12;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The fields of a model with their checks, made once; a customer is looked at field by field as it comes. */
export class CustomerFields {
  readonly #checks = new Map<string, { readonly name: string; readonly check: CheckValue | null }>();
  readonly #asked: readonly string[];

  constructor(document: ModelDocument) {
    const { inputs, columns, cleaning, events } = document;
    const levels = new Map<string, Set<string>>();
    for (const { plan } of events)
      for (const { column, kind, levels: known } of plan.features)
        if (kind === 'category') levels.set(column, new Set(known));
    const asked = new Map(inputs.map(field => [field.name, field]));
    for (const { name, header } of cleaning?.before ?? columns) {
      const field = asked.get(name);
      const known = { name, check: field ? checkOf(field, levels.get(name)) : null };
      if (header !== null && !this.#checks.has(header)) this.#checks.set(header, known);
      this.#checks.set(name, known);
    }
    this.#asked = inputs.map(({ name }) => name);
  }

  /**
   * The values of a customer that the model looks at, with warnings for what it does not know, what is missing, out of the range it has seen or new to it.
   * @throws Refusal `body.customer`, `field.type` naming the field, `json.twice` where a field is given under both its names
   */
  check(customer: Json): CheckedCustomer {
    if (customer === null || typeof customer !== 'object' || Array.isArray(customer)) throw refuse('body.customer');
    const values = Object.create(null) as Record<string, CellValue>;
    const warnings: Warning[] = [];
    const unknown: string[] = [];
    for (const field in customer)
      if (!this.#checkField(field, customer, values, warnings)) unknown.push(field.slice(0, MOST_SHOWN));
    if (unknown.length > 0) warnings.push(this.#warnOf(unknown));
    for (const name of this.#asked)
      if (values[name] === undefined || values[name] === null)
        warnings.push({
          code: 'field.missing',
          field: name,
          message: `${name} is not given and is taken for missing.`,
        });
    return { values, warnings };
  }

  /** @returns whether the model knows the field */
  #checkField(field: string, customer: JsonObject, values: Record<string, CellValue>, warnings: Warning[]): boolean {
    const known = this.#checks.get(field);
    if (!known?.check) return known !== undefined;
    if (known.name in values) throw refuse('json.twice', shown(field));
    const value = customer[field];
    const warning = value === null ? null : known.check(value);
    if (warning) warnings.push({ field: known.name, ...warning });
    values[known.name] = value as CellValue;
    return true;
  }

  #warnOf(unknown: readonly string[]): Warning {
    const named = listSome(unknown.map(shown), MOST_NAMED);
    const what =
      unknown.length === 1
        ? `${named} is not a field of the model and is not looked at.`
        : `${formatCount(unknown.length)} fields are not fields of the model and are not looked at: ${named}.`;
    const message = `${what} Its fields are ${listSome(this.#asked, MOST_NAMED)}.`;
    return { code: 'field.unknown', field: unknown[0], message };
  }
}

function checkOf(field: FormField, levels: ReadonlySet<string> | undefined): CheckValue {
  switch (field.kind) {
    case 'number':
      return checkNumber(field);
    case 'date':
      return checkDate(field);
    case 'boolean':
      return value => {
        if (value === true || value === false || value === 0 || value === 1) return null;
        throw wrongType(field.name, 'true or false', value);
      };
    default:
      return checkLevel(field, levels);
  }
}

function checkNumber({ name, min, max }: FormField): CheckValue {
  return value => {
    if (typeof value !== 'number') throw wrongType(name, 'a number', value);
    if (max !== null && value > max)
      return outside(`${name} is ${exactly(value)}, above ${exactly(max)}, the highest that the model has seen.`);
    if (min !== null && value < min)
      return outside(`${name} is ${exactly(value)}, below ${exactly(min)}, the lowest that the model has seen.`);
    return null;
  };
}

function checkDate({ name, min, max }: FormField): CheckValue {
  return value => {
    const day = typeof value === 'string' && ISO_DATE.test(value) ? dayNumber(value) : NaN;
    if (!Number.isFinite(day)) throw wrongType(name, 'a date such as 1985-03-27', value);
    if (max !== null && day > max)
      return outside(`${name} is ${value as string}, after ${isoDate(max)}, the latest that the model has seen.`);
    if (min !== null && day < min)
      return outside(`${name} is ${value as string}, before ${isoDate(min)}, the earliest that the model has seen.`);
    return null;
  };
}

function checkLevel({ name, kind, levels }: FormField, planned: ReadonlySet<string> | undefined): CheckValue {
  const known = new Set([...(planned ?? []), ...levels]);
  return value => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      throw wrongType(name, 'a text', value);
    const given = kind === 'set' ? String(value).split(';') : [String(value)];
    const unseen = given.map(tidyText).find(part => part !== '' && !known.has(part));
    if (unseen === undefined || known.size === 0) return null;
    const message = `${name} is ${shown(unseen)}, which the model has not seen; known are ${listSome([...known].map(shown), MOST_NAMED)}.`;
    return { code: 'field.level', message };
  };
}

function outside(message: string): Pick<Warning, 'code' | 'message'> {
  return { code: 'field.range', message };
}

function exactly(value: number): string {
  return formatNumber(value, 15);
}

function wrongType(field: string, wanted: string, value: Json) {
  const got = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : shown(value);
  return refuse('field.type', field, wanted, got);
}
