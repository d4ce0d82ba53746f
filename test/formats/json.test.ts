import { describe, expect, test } from 'vitest';
import { cells, readBytes, readError, type Cell } from './reading.ts';

async function rowsOf(text: string | Uint8Array): Promise<Cell[][]> {
  return cells(await readBytes(text, 'list.json'));
}

describe('records', () => {
  test('one object a line: the union of keys, in order of appearance', async () => {
    const raw = await readBytes(
      '{"id":1,"name":"Zoë"}\n{"name":"A","ok":true}\r\n\n{"id":null,"sum":-1.5e-3}\n',
      'x.jsonl',
    );
    expect(cells(raw)).toEqual([
      ['id', 'name', 'ok', 'sum'],
      [1, 'Zoë', null, null],
      [null, 'A', true, null],
      [null, null, null, null],
      [null, null, null, -0.0015],
    ]);
    expect(raw).toMatchObject({ format: 'json', encoding: 'UTF-8', rejected: [], notes: [] });
  });

  test.each([
    ['on one line', '[{"a":1,"b":"x"},{"a":2}]'],
    ['over many lines', '[\n  {\n    "a": 1,\n    "b": "x"\n  },\n  { "a": 2 }\n]\n'],
    ['wrapped, as services answer', '{\n "data": [{"a":1,"b":"x"},{"a":2}],\n "more": false\n}'],
    ['in UTF-16', Buffer.from('\ufeff[{"a":1,"b":"x"},{"a":2}]', 'utf16le')],
  ])('an array %s', async (_title, text) => {
    expect(await rowsOf(text)).toEqual([
      ['a', 'b'],
      [1, 'x'],
      [2, null],
    ]);
  });

  test('texts with quotes, brackets and escapes; what is inside one another becomes JSON text', async () => {
    expect(await rowsOf('[{"a":"}],[{\\"","b":{"c":[1,2]}},{"a":"\\u00e9","b":[]}]')).toEqual([
      ['a', 'b'],
      ['}],[{"', '{"c":[1,2]}'],
      ['é', '[]'],
    ]);
  });

  test('numbers that a double does not hold stay as they are written', async () => {
    const text =
      '[{"account":12345678901234567890,"big":1e400,"exact":0.1234567890123456,"text":"x 99999999999999999999 y"}]';
    expect((await rowsOf(text))[1]).toEqual([
      '12345678901234567890',
      '1e400',
      0.1234567890123456,
      'x 99999999999999999999 y',
    ]);
  });

  test('names that mean something to JavaScript', async () => {
    expect(await rowsOf('[{"__proto__":"p","constructor":"c","toString":1}]')).toEqual([
      ['__proto__', 'constructor', 'toString'],
      ['p', 'c', 1],
    ]);
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });
});

describe('what is not a record', () => {
  test('is rejected with its line and its text, and rows keep their place', async () => {
    const raw = await readBytes('{"a":1}\n{"a":2,}\n[3]\n{"a":4}\n', 'x.jsonl');
    expect(cells(raw)).toEqual([['a'], [1], [null], [null], [4]]);
    expect(raw.rejected).toEqual([
      { row: 3, column: null, text: 'line 2: {"a":2,}', reason: 'unreadable' },
      { row: 4, column: null, text: 'line 3: [3]', reason: 'unreadable' },
    ]);
  });

  test('in an array too', async () => {
    const raw = await readBytes('[{"a":1},\n{"a":nope},\n7,\n{"a":4}]', 'x.json');
    expect(cells(raw)).toEqual([['a'], [1], [null], [null], [4]]);
    expect(raw.rejected.map(({ row, text }) => [row, text])).toEqual([
      [3, 'line 2: {"a":nope}'],
      [4, 'line 3: 7'],
    ]);
  });

  test('an array that ends early says so', async () => {
    const raw = await readBytes('[{"a":1},{"a":2},{"a', 'x.json');
    expect(raw.notes).toEqual([{ code: 'read.truncatedFile', args: { name: 'x.json' } }]);
    expect(cells(raw)).toEqual([['a'], [1], [2]]);
    expect(raw.rejected).toEqual([{ row: 4, column: null, text: 'line 1: {"a', reason: 'unreadable' }]);
  });

  test.each<[string, string, string]>([
    ['no records', '[{}'.slice(0, 1) + ']', 'file.damaged'],
    ['numbers only', '[1,2,3]', 'file.damaged'],
    ['something behind the end', '[{"a":1}] x', 'file.damaged'],
    ['more closed than opened', '{"a":\n1}}\n', 'file.damaged'],
    ['a record of 8 MB', `[{"a":"${'x'.repeat(8 * 2 ** 20)}"}]`, 'xlsx.limit'],
    ['20,000 keys', `[{${Array.from({ length: 20_000 }, (_unused, i) => `"k${i}":1`).join(',')}}]`, 'xlsx.limit'],
  ])('%s', async (title, text, code) => {
    const name = ['no records', 'numbers only'].includes(title) ? 'list.json' : 'x.json';
    expect((await readError(text, name)).code).toBe(code);
  });

  test('a million brackets', async () => {
    expect((await readError(`[${'['.repeat(1_000_000)}`, 'x.json')).code).toMatch(
      /^(file\.damaged|csv\.unreadable|xlsx\.limit)$/,
    );
  });
});
