import { formatCount } from '#shared/format';
import {
  MOST_CUSTOMERS,
  MOST_FIELDS,
  MOST_NESTING,
  MOST_PRODUCT_NAME,
  MOST_PRODUCTS,
  MOST_SHOWN,
  MOST_TEXT,
} from './limits.ts';

/** Everything the service may refuse with: status, and the sentence that goes out. */
const REFUSALS = {
  'request.malformed': [400, () => 'This is not an HTTP request that the service can read.'],
  'request.host': [403, (own: string) => `Only requests whose Host is ${own} are answered.`],
  'request.origin': [403, () => 'Requests of web pages are not answered.'],
  'request.token': [401, () => 'The token of this service is needed: Authorization: Bearer TOKEN.'],
  'request.tooManyWrongTokens': [429, () => 'Too many requests with a wrong token. Wait before trying again.'],
  'request.rate': [
    429,
    (perSecond: string) => `More than ${perSecond} requests a second. Wait as long as Retry-After says.`,
  ],
  'request.route': [404, () => 'There is no such address. GET /openapi.json lists those there are.'],
  'request.method': [405, (allowed: string) => `This address takes ${allowed}.`],
  'request.type': [415, () => 'The body has to be application/json in UTF-8, not compressed.'],
  'request.size': [413, (most: string) => `A request to this address may have ${most} at most.`],
  'request.slow': [408, () => 'The request did not arrive in time.'],
  'request.headers': [431, () => 'The headers of the request are too long.'],
  'request.cut': [400, () => 'The request ended before its body was whole.'],
  'service.busy': [503, () => 'The service holds as many requests as it can. Try again in a moment.'],
  'service.stopping': [503, () => 'The service is stopping.'],
  'service.audit': [
    503,
    () =>
      'The audit log cannot be written, and nothing is answered without it. Free space or rights are needed where it lies.',
  ],
  'json.invalid': [400, (at: string) => `The body is not JSON: something is wrong at character ${at}.`],
  'json.utf8': [400, () => 'The body is not UTF-8.'],
  'json.deep': [400, () => `Objects and lists may lie within each other ${MOST_NESTING} deep at most.`],
  'json.text': [400, () => `A text may have ${formatCount(MOST_TEXT)} characters at most.`],
  'json.list': [400, (most: string) => `A list may have ${most} values at most, but for that of the customers.`],
  'json.fields': [400, () => `An object may have ${formatCount(MOST_FIELDS)} fields at most.`],
  'json.twice': [400, (key: string) => `The field ${key} is given twice.`],
  'json.key': [400, (key: string) => `A field may not be called ${key}.`],
  'json.number': [400, () => 'A number is too large to be held.'],
  'body.notAnObject': [400, () => 'The body has to be a JSON object.'],
  'body.unknownKey': [
    400,
    (key: string, keys: string) => `The body has a key ${key} that is not known. Known are ${keys}.`,
  ],
  'body.missing': [400, (key: string) => `The body needs the key ${key}.`],
  'body.customer': [400, () => 'A customer has to be an object of fields and their values.'],
  'body.customers': [400, () => `"customers" has to be a list of 1 to ${formatCount(MOST_CUSTOMERS)} customers.`],
  'body.offerCustomer': [
    400,
    () =>
      'A customer has to be an object of "products", the list of what the customer has, and "customer", the fields of the customer.',
  ],
  'body.products': [
    400,
    () =>
      `"products" has to be a list of at most ${formatCount(MOST_PRODUCTS)} products, each its name of at most ${MOST_PRODUCT_NAME} characters or an object of "product" and "weight".`,
  ],
  'body.reasons': [400, () => '"reasons" has to be true or false.'],
  'body.model': [400, () => '"model" has to be the name of a model, or NAME@VERSION.'],
  'model.unknown': [404, (name: string, names: string) => `There is no model ${name}. There are ${names}.`],
  'model.which': [400, (names: string) => `Say which model is asked, by "model": one of ${names}.`],
  'model.noOffers': [
    409,
    (name: string) => `The model ${name} makes no offers. Make offers in its project and save the model anew.`,
  ],
  'product.weight': [
    422,
    (product: string, got: string) =>
      `The weight of ${product} has to be a number above 0, at most 1,000,000,000 and at least a billionth; ${got} was given.`,
  ],
  'field.type': [
    422,
    (field: string, wanted: string, got: string) => `${field} has to be ${wanted}; ${got} was given.`,
  ],
  'customer.refused': [422, (reason: string) => reason],
  'model.refused': [409, (reason: string) => `${reason} The version before it goes on answering.`],
  bug: [500, () => 'Something went wrong in the scoring service. It was logged and the service goes on.'],
} as const satisfies Record<string, readonly [number, (...args: string[]) => string]>;

export type RefusalCode = keyof typeof REFUSALS;
type ArgumentsOf<C extends RefusalCode> = Parameters<(typeof REFUSALS)[C][1]>;

/** What goes out instead of an answer: a status, a code and a sentence; never more. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  /** Further headers, such as Allow. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: RefusalCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = REFUSALS[code][0];
    this.headers = headers;
  }
}

export function refuse<C extends RefusalCode>(code: C, ...args: ArgumentsOf<C>): Refusal {
  return new Refusal(code, sentence(code, args));
}

export function refuseWith<C extends RefusalCode>(
  headers: Readonly<Record<string, string>>,
  code: C,
  ...args: ArgumentsOf<C>
): Refusal {
  return new Refusal(code, sentence(code, args), headers);
}

function sentence(code: RefusalCode, args: readonly string[]): string {
  return (REFUSALS[code][1] as (...args: readonly string[]) => string)(...args);
}

/** The statuses that an error may have, for the OpenAPI document. */
export const ERROR_CODES = Object.keys(REFUSALS) as RefusalCode[];

/** A text of the caller as it may stand in an answer: short, and as JSON writes it. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}
