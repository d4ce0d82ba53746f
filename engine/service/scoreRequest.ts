import { MOST_CUSTOMERS, MOST_LIST } from './limits.ts';
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

/** What a body may hold. */
export interface BodyForm {
  readonly keys: readonly string[];
  /** Values of a list other than that of the customers. */
  readonly mostList: number;
}
type Body = Readonly<Record<string, Json>>;

const ONE: BodyForm = { keys: ['customer', 'model', 'reasons'], mostList: MOST_LIST };
const MANY: BodyForm = { keys: ['customers', 'model', 'reasons'], mostList: MOST_LIST };

/** @throws Refusal `json.*`, `body.*` */
export function readOne(text: string): AskedOne {
  const body = readBody(text, ONE);
  if (!('customer' in body)) throw refuse('body.missing', '"customer"');
  return { customer: body.customer, ...askedOf(body) };
}

/** The same of a list, read in slices. @throws Refusal `json.*`, `body.*` */
export async function readMany(text: string, slices: Slices): Promise<AskedMany> {
  const body = await readList(text, slices, MANY);
  return { customers: body.customers, ...askedOf(body) };
}

/** A body with no other keys than it may have. @throws Refusal `json.*`, `body.*` */
export function readBody(text: string, { keys, mostList }: BodyForm): Body {
  const body = StrictJson.parse(text, mostList);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw refuse('body.notAnObject');
  for (const key in body) requireKnown(key, keys);
  return body;
}

/** The same of a list of customers, read in slices. @throws Refusal `json.*`, `body.*` */
export async function readList(
  text: string,
  slices: Slices,
  { keys, mostList }: BodyForm,
): Promise<Body & { readonly customers: Json[] }> {
  const json = new StrictJson(text, mostList);
  if (json.next() !== '{'.charCodeAt(0)) {
    StrictJson.parse(text);
    throw refuse('body.notAnObject');
  }
  json.expect('{');
  const body = Object.create(null) as Record<string, Json>;
  if (!json.take('}')) {
    do {
      const key = json.key(body);
      requireKnown(key, keys);
      body[key] = key === 'customers' ? await readCustomers(json, slices) : json.value(1);
    } while (json.take(','));
    json.expect('}');
  }
  json.end();
  if (!('customers' in body)) throw refuse('body.missing', '"customers"');
  return body as Body & { readonly customers: Json[] };
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

function askedOf(body: Body): Asked {
  const { reasons = false } = body;
  if (typeof reasons !== 'boolean') throw refuse('body.reasons');
  return { model: modelNamed(body), reasons };
}

/** @throws Refusal `body.model` */
export function modelNamed({ model = null }: Body): string | null {
  if (model !== null && typeof model !== 'string') throw refuse('body.model');
  return model;
}
