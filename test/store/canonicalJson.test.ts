import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayFromBytes, canonicalJson, exactBytes, parseCanonicalJson } from '#engine/store/canonicalJson';

test.each([
  [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
  [{ a: undefined, b: [undefined] }, '{"b":[null]}'],
  [-0, '-0'],
  [[NaN, Infinity, -Infinity], '[{"$number":"NaN"},{"$number":"Infinity"},{"$number":"-Infinity"}]'],
  [{ $number: 'NaN', $: 1 }, '{"$$":1,"$$number":"NaN"}'],
  [Int32Array.of(1, -1), '{"$int32":"AQAAAP////8="}'],
  [Uint8Array.of(255), '{"$uint8":"/w=="}'],
  ['\ud83d', '"\\ud83d"'],
  [0.1 + 0.2, '0.30000000000000004'],
  [{ B: 1, a: 2, é: 3, Z: 4 }, '{"B":1,"Z":4,"a":2,"é":3}'],
])('%j', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('the order of keys does not matter, the order of items does', () => {
  expect(canonicalJson({ x: 1, y: { b: 2, a: 3 } })).toBe(canonicalJson({ y: { a: 3, b: 2 }, x: 1 }));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test('every value comes back with the same bits', () => {
  const double = fc.double({ noNaN: false });
  const value = fc.letrec(tie => ({
    any: fc.oneof(
      { maxDepth: 4 },
      double,
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      fc.constant(null),
      fc.float64Array({ maxLength: 6 }),
      fc.float32Array({ maxLength: 6 }),
      fc.int32Array({ maxLength: 6 }),
      fc.uint8Array({ maxLength: 6 }),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom('$number', '$float64', '$', '__proto__', 'constructor')),
        tie('any'),
        {
          maxKeys: 4,
          noNullPrototype: true,
        },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(value, given => {
      const text = canonicalJson(given);
      const back = parseCanonicalJson(text);
      expect(isDeepStrictEqual(back, given)).toBe(true);
      expect(canonicalJson(back)).toBe(text);
    }),
    { seed: 20, numRuns: 400 },
  );
});

test('a NaN of any bit pattern is written as the same NaN; -0 stays', () => {
  const odd = new Float64Array(new Uint32Array([7, 0xfff80000, 0, 0x80000000]).buffer);
  expect(Array.from(exactBytes(odd))).toEqual([0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0x80]);
  const single = new Float32Array(new Uint32Array([0xffc00001]).buffer);
  expect(Array.from(exactBytes(single))).toEqual([0, 0, 0xc0, 0x7f]);
});

test('what cannot be stored is refused, and so is what Tessera does not write', () => {
  for (const value of [() => 1, Symbol('s'), 1n, new Date(0), new Map(), [new Set()]])
    expect(() => canonicalJson(value)).toThrow(TypeError);
  expect(() => parseCanonicalJson('{"$number":"1"}')).toThrow(SyntaxError);
  expect(() => parseCanonicalJson('{"$float64":"AAA="}')).toThrow(SyntaxError);
  expect(() => parseCanonicalJson('{"$date":"2020-01-01"}')).toThrow(SyntaxError);
  expect(arrayFromBytes('constructor', new Uint8Array(8))).toBeNull();
});
