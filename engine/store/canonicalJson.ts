/** Arrays of numbers that keep their exact bits through `canonicalJson`. */
export type NumberArray =
  Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array | Int8Array | Int16Array | Uint16Array;

const ARRAY_TAGS = {
  $float64: Float64Array,
  $float32: Float32Array,
  $int32: Int32Array,
  $uint32: Uint32Array,
  $int16: Int16Array,
  $uint16: Uint16Array,
  $int8: Int8Array,
  $uint8: Uint8Array,
} as const;
type ArrayTag = keyof typeof ARRAY_TAGS;
const NUMBER_TAG = '$number';
/** Stands for an array that is kept elsewhere, by its number. */
const ARRAY_TAG = '$array';
type KeepArray = (array: NumberArray) => number;
type TakeArray = (index: number) => NumberArray;

/**
 * One text for one value: keys sorted by code unit, no spaces, absent for undefined, -0 as -0, NaN and infinities as
 * `{"$number":"NaN"}`, typed arrays as `{"$float64":base64 of the little-endian bytes}`; keys of the value that start with $ get a second
 * one. `parseCanonicalJson` gives the value back.
 * @param keep takes the arrays instead and says by which number they are kept
 * @throws TypeError for functions, symbols, bigints and objects that are not plain
 */
export function canonicalJson(value: unknown, keep?: KeepArray): string {
  return encode(value, keep) ?? 'null';
}

/** @throws SyntaxError for what `canonicalJson` does not write */
export function parseCanonicalJson(text: string, take?: TakeArray): unknown {
  return decode(JSON.parse(text), take);
}

/** The tag that `canonicalJson` gives this kind of array. */
export function arrayTag(value: NumberArray): ArrayTag {
  for (const [tag, Kind] of Object.entries(ARRAY_TAGS)) if (value instanceof Kind) return tag as ArrayTag;
  throw new TypeError('this kind of typed array is not stored');
}

export function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** @returns null for an unknown tag or a length that is not a whole number of elements */
export function arrayFromBytes(tag: string, bytes: Uint8Array): NumberArray | null {
  if (!Object.hasOwn(ARRAY_TAGS, tag)) return null;
  const Kind = ARRAY_TAGS[tag as ArrayTag];
  if (bytes.byteLength % Kind.BYTES_PER_ELEMENT !== 0) return null;
  const own = new Uint8Array(bytes.byteLength);
  own.set(bytes);
  return new Kind(own.buffer);
}

/** The bytes of an array, little-endian, with every NaN as the same NaN: processors disagree on its sign. */
export function exactBytes(array: NumberArray): Uint8Array {
  const bytes = new Uint8Array(array.byteLength);
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  if (array instanceof Float64Array) {
    const words = new Uint32Array(bytes.buffer);
    for (let i = 0; i < array.length; i++) {
      if (!Number.isNaN(array[i])) continue;
      words[2 * i] = 0;
      words[2 * i + 1] = 0x7ff80000;
    }
  } else if (array instanceof Float32Array) {
    const words = new Uint32Array(bytes.buffer);
    for (let i = 0; i < array.length; i++) if (Number.isNaN(array[i])) words[i] = 0x7fc00000;
  }
  return bytes;
}

function encode(value: unknown, keep: KeepArray | undefined): string | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return encodeNumber(value);
    case 'object':
      return value === null ? 'null' : encodeObject(value, keep);
    default:
      throw new TypeError(`a ${typeof value} cannot be stored`);
  }
}

function encodeNumber(value: number): string {
  if (!Number.isFinite(value)) return `{"${NUMBER_TAG}":"${value}"}`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function encodeObject(value: object, keep: KeepArray | undefined): string {
  if (Array.isArray(value)) return `[${Array.from(value, item => encode(item, keep) ?? 'null').join(',')}]`;
  if (isNumberArray(value)) return encodeArray(value, keep);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('only plain objects can be stored');
  const fields: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const text = encode((value as Record<string, unknown>)[key], keep);
    if (text !== undefined) fields.push(`${JSON.stringify(key.startsWith('$') ? `$${key}` : key)}:${text}`);
  }
  return `{${fields.join(',')}}`;
}

function encodeArray(value: NumberArray, keep: KeepArray | undefined): string {
  if (keep) return `{"${ARRAY_TAG}":${keep(value)}}`;
  return `{"${arrayTag(value)}":"${Buffer.from(exactBytes(value)).toString('base64')}"}`;
}

function decode(value: unknown, take: TakeArray | undefined): unknown {
  if (Array.isArray(value)) return value.map(item => decode(item, take));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && /^\$[^$]/.test(entries[0][0])) return decodeTagged(entries[0][0], entries[0][1], take);
  const plain: Record<string, unknown> = {};
  for (const [key, item] of entries) {
    const name = key.startsWith('$$') ? key.slice(1) : key;
    Object.defineProperty(plain, name, {
      value: decode(item, take),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return plain;
}

function decodeTagged(tag: string, content: unknown, take: TakeArray | undefined): unknown {
  if (tag === ARRAY_TAG && take && Number.isSafeInteger(content)) return take(content as number);
  if (typeof content === 'string') {
    if (tag === NUMBER_TAG && /^(NaN|-?Infinity)$/.test(content)) return Number(content);
    const array = arrayFromBytes(tag, Buffer.from(content, 'base64'));
    if (array) return array;
  }
  throw new SyntaxError(`${tag} is not something Tessera writes`);
}
