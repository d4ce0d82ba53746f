import { MOST_CUSTOMERS } from './limits.ts';
import { refuse, shown } from './Refusal.ts';
import type { Slices } from './Slices.ts';
import { StrictJson, type Json } from './StrictJson.ts';

export interface Asked {
  /** NAME or NAME@VERSION; null asks the only model. */
  readonly model: string | null;
  /** Not unless they are asked for: they cost fifty times the rest. */
  readonly reasons: boolean;
}
export interface AskedOne extends Asked {
  readonly customer: Json;
}
export interface AskedMany extends Asked {
  readonly customers: readonly Json[];
}

const ONE_KEYS = ['customer', 'model', 'reasons'];
const MANY_KEYS = ['customers', 'model', 'reasons'];

/** @throws Refusal `json.*`, `body.*` */
export function readOne(text: string): AskedOne {
  const body = StrictJson.parse(text);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw refuse('body.notAnObject');
  for (const key in body) requireKnown(key, ONE_KEYS);
  if (!('customer' in body)) throw refuse('body.missing', '"customer"');
  return { customer: body.customer, ...askedOf(body) };
}

/** The same of a list, read in slices. @throws Refusal `json.*`, `body.*` */
export async function readMany(text: string, slices: Slices): Promise<AskedMany> {
  const json = new StrictJson(text);
  if (json.next() !== '{'.charCodeAt(0)) {
    StrictJson.parse(text);
    throw refuse('body.notAnObject');
  }
  json.expect('{');
  const body = Object.create(null) as Record<string, Json>;
  if (!json.take('}')) {
    do {
      const key = json.key(body);
      requireKnown(key, MANY_KEYS);
      body[key] = key === 'customers' ? await readCustomers(json, slices) : json.value(1);
    } while (json.take(','));
    json.expect('}');
  }
  json.end();
  if (!('customers' in body)) throw refuse('body.missing', '"customers"');
  return { customers: body.customers as Json[], ...askedOf(body) };
}

async function readCustomers(json: StrictJson, slices: Slices): Promise<Json[]> {
  if (!json.take('[')) {
    json.value(1);
    throw refuse('body.customers');
  }
  const customers: Json[] = [];
  if (json.take(']')) throw refuse('body.customers');
  do {
    if (customers.length === MOST_CUSTOMERS) throw refuse('body.customers');
    customers.push(json.value(2));
    await slices.breathe();
  } while (json.take(','));
  json.expect(']');
  return customers;
}

function requireKnown(key: string, known: readonly string[]): void {
  if (!known.includes(key)) throw refuse('body.unknownKey', shown(key), known.join(', '));
}

function askedOf({ model = null, reasons = false }: Partial<Record<string, Json>>): Asked {
  if (typeof reasons !== 'boolean') throw refuse('body.reasons');
  if (model !== null && typeof model !== 'string') throw refuse('body.model');
  return { model, reasons };
}
