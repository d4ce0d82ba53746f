import { formatCount } from '#shared/format';
import { MOST_FIELDS, MOST_LIST, MOST_NESTING, MOST_TEXT } from './limits.ts';
import { refuse, shown } from './Refusal.ts';

export type Json = string | number | boolean | null | Json[] | JsonObject;
/** Has no prototype, so that no key of a caller means anything to it. */
export interface JsonObject {
  [key: string]: Json;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f]/;
const WORDS = { true: true, false: false, null: null } as const;
const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor']);
const [TAB, NEW_LINE, RETURN, SPACE, QUOTE, BACKSLASH] = [9, 10, 13, 32, 34, 92];

/**
 * Reads JSON as RFC 8259 has it and refuses what programs read differently or what only an attacker sends: keys that come twice, names of prototypes, deep
 * nesting, endless texts, numbers beyond those of a machine. Moves along a text, so that long lists can be read in slices.
 */
export class StrictJson {
  readonly #text: string;
  readonly #mostList: number;
  #at = 0;

  /** @param mostList values of a list */
  constructor(text: string, mostList = MOST_LIST) {
    this.#text = text;
    this.#mostList = mostList;
  }

  /** The whole text as one value. @throws Refusal `json.*` */
  static parse(text: string, mostList = MOST_LIST): Json {
    const json = new StrictJson(text, mostList);
    const value = json.value(0);
    json.end();
    return value;
  }

  /** The next character that is no space, which stays; -1 at the end. */
  next(): number {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code !== SPACE && code !== NEW_LINE && code !== RETURN && code !== TAB) return code === code ? code : -1;
      this.#at++;
    }
  }

  /** Takes a character if it is the next. */
  take(character: string): boolean {
    if (this.next() !== character.charCodeAt(0)) return false;
    this.#at++;
    return true;
  }

  expect(character: string): void {
    if (!this.take(character)) throw this.wrong();
  }

  /** @throws Refusal `json.invalid` when something follows */
  end(): void {
    if (this.next() !== -1) throw this.wrong();
  }

  /** @param depth objects and lists around it */
  value(depth: number): Json {
    const code = this.next();
    if (code === QUOTE) return this.text();
    if (code === 0x7b) return this.#object(depth + 1);
    if (code === 0x5b) return this.#list(depth + 1);
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#number();
    for (const [word, value] of Object.entries(WORDS)) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    throw this.wrong();
  }

  /** The key of an object and the colon after it. @throws Refusal `json.twice`, `json.key` */
  key(taken: object): string {
    if (this.next() !== QUOTE) throw this.wrong();
    const key = this.text();
    if (FORBIDDEN_KEYS.has(key)) throw refuse('json.key', shown(key));
    if (key in taken) throw refuse('json.twice', shown(key));
    this.expect(':');
    return key;
  }

  text(): string {
    const text = this.#text;
    const from = this.#at + 1;
    let end = text.indexOf('"', from);
    let isPlain = true;
    while (end >= 0 && isEscaped(text, end)) {
      isPlain = false;
      end = text.indexOf('"', end + 1);
    }
    if (end < 0) throw this.wrong();
    if (end - from > MOST_TEXT * 6) throw refuse('json.text');
    const raw = text.slice(from, end);
    const value = isPlain && !raw.includes('\\') ? this.#plain(raw) : this.#unescaped(raw);
    if (value.length > MOST_TEXT) throw refuse('json.text');
    this.#at = end + 1;
    return value;
  }

  wrong() {
    return refuse('json.invalid', String(Math.min(this.#at, this.#text.length) + 1));
  }

  #plain(raw: string): string {
    if (CONTROL.test(raw)) throw this.wrong();
    return raw;
  }

  #unescaped(raw: string): string {
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      throw this.wrong();
    }
  }

  #object(depth: number): JsonObject {
    if (depth > MOST_NESTING) throw refuse('json.deep');
    const object = Object.create(null) as JsonObject;
    this.#at++;
    if (this.take('}')) return object;
    let fields = 0;
    do {
      if (++fields > MOST_FIELDS) throw refuse('json.fields');
      const key = this.key(object);
      object[key] = this.value(depth);
    } while (this.take(','));
    this.expect('}');
    return object;
  }

  #list(depth: number): Json[] {
    if (depth > MOST_NESTING) throw refuse('json.deep');
    const list: Json[] = [];
    this.#at++;
    if (this.take(']')) return list;
    do {
      if (list.length === this.#mostList) throw refuse('json.list', formatCount(this.#mostList));
      list.push(this.value(depth));
    } while (this.take(','));
    this.expect(']');
    return list;
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text);
    if (!found) throw this.wrong();
    const value = Number(found[0]);
    if (!Number.isFinite(value)) throw refuse('json.number');
    this.#at = NUMBER.lastIndex;
    return value;
  }
}

/** Whether an odd number of backslashes stands before a quotation mark. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before--;
  return (at - before) % 2 === 1;
}
