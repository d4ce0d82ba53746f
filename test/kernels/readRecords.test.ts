import { describe, expect, test } from 'vitest';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import {
  DAYS_OF_TEXTS,
  LATER_LENGTH,
  READ_CELL,
  READ_END,
  READ_FULL,
  READ_ODD,
  READ_TEXTS,
} from '#engine/kernels/ReadRecords';
import { fieldNumber, UNSURE } from '#engine/kernels/typescript/fieldNumber';
import { stream } from '#engine/random';
import { kernelTwins } from './kernelTwins.ts';

interface Dialect {
  separator?: string;
  quote?: string;
  isBackslashEscape?: boolean;
  nFirst?: number;
}
const ROOM = 8;
const ROWS_OF_TILE = 5;
const MOST_TEXTS = 512;
const TEXT_BYTES = 65_536;

function callFor(arena: Arena, text: string, nColumns: number, dialect: Dialect) {
  const encoded = Buffer.from(text, 'utf8');
  const bytes = arena.uint8(encoded.length + 64);
  bytes.set(encoded);
  bytes[encoded.length] = 10;
  return {
    bytes,
    end: encoded.length,
    separator: (dialect.separator ?? ',').charCodeAt(0),
    quote: dialect.quote === '' ? 0 : (dialect.quote ?? '"').charCodeAt(0),
    isBackslashEscape: dialect.isBackslashEscape ?? false,
    nColumns,
    state: arena.int32(8).fill(0),
    asks: arena.uint8(nColumns),
    bounds: arena.int32(nColumns * 2 * ROWS_OF_TILE),
    nRowsOfTile: ROWS_OF_TILE,
    places: arena.int32(nColumns + 80),
    kinds: arena.uint8(nColumns * ROOM),
    values: arena.float64(nColumns * ROOM),
    nRowsOfRoom: ROOM,
    nFirst: dialect.nFirst ?? 0,
    later: arena.int32(nColumns * LATER_LENGTH).fill(0),
    texts: {
      size: arena.int32(3),
      slots: arena.int32(4 * 2 * MOST_TEXTS).fill(0),
      ends: arena.int32(MOST_TEXTS),
      heap: arena.uint8(TEXT_BYTES + 16),
      days: arena.int32(DAYS_OF_TEXTS).fill(0),
    },
  };
}

/** What a caller sees of a piece: rows, cells handed back as "?text", odd records as one text, and why it ended. */
function read(
  kernels: Kernels,
  arena: Arena,
  text: string,
  nColumns: number,
  dialect: Dialect = {},
  asks: number[] = [],
) {
  const call = callFor(arena, text, nColumns, dialect);
  for (let column = 0; column < nColumns; column++) call.asks[column] = asks.includes(column) ? 1 : 0;
  call.texts.size.set([0, 0, 2]);
  const bytes = Buffer.from(call.bytes);
  const found: unknown[] = [];
  const handedBack = new Map<number, string>();
  const textOf = (number: number) => {
    const start = number === 0 ? 0 : call.texts.ends[number - 1];
    return Buffer.from(call.texts.heap.slice(start, call.texts.ends[number])).toString('utf8');
  };
  const take = () => {
    for (let row = 0; row < call.state[1]; row++)
      found.push(
        Array.from({ length: nColumns }, (_none, column) => {
          const cell = column * ROOM + row;
          if (handedBack.has(cell)) return handedBack.get(cell);
          if (call.kinds[cell] === 2) return textOf(call.values[cell]);
          return call.kinds[cell] === 1 ? call.values[cell] : null;
        }),
      );
    handedBack.clear();
    call.state[1] = 0;
  };
  for (;;) {
    const reason = kernels.readRecords(call);
    if (reason === READ_CELL) {
      const [, row, field, from, to] = call.state;
      handedBack.set(field * ROOM + row, `?${bytes.toString('utf8', from, to)}`);
      call.state[2]++;
      continue;
    }
    take();
    if (reason === READ_FULL) continue;
    const at = reason === READ_TEXTS ? null : call.state[0];
    if (reason !== READ_ODD) {
      const later = Array.from({ length: nColumns }, (_none, column) => laterOf(call.later, column));
      return { found, reason, at, texts: [...call.texts.size.subarray(0, 2)], later };
    }
    const lineEnd = bytes.indexOf(10, call.state[0]);
    const next = lineEnd < 0 || lineEnd >= call.end ? call.end : lineEnd + 1;
    found.push(`odd ${bytes.toString('utf8', call.state[0], next)}`);
    call.state[0] = next;
    call.state[2] = 0;
  }
}

/** How many were noted of a column, and their rows where there was room for all. */
function laterOf(later: Int32Array, column: number): number[] {
  const [n, ...rows] = later.subarray(column * LATER_LENGTH, (column + 1) * LATER_LENGTH);
  return n < LATER_LENGTH ? [n, ...rows.slice(0, n).sort((a, b) => a - b)] : [n];
}

function onBoth(text: string, nColumns: number, dialect: Dialect = {}, asks: number[] = []) {
  const [wasm, typescript] = kernelTwins(2_000_000).map(({ kernels, arena }) =>
    read(kernels, arena, text, nColumns, dialect, asks),
  );
  expect(wasm).toEqual(typescript);
  return wasm;
}

describe('records into cells', () => {
  test('texts that are none of the first are noted with their rows, as many as there is room for', () => {
    const levels = ['first', 'second', 'third'];
    const rows = Array.from({ length: 300 }, (_none, i) => `${levels[i % 3]},${i % 50 === 9 ? 'rare' : 'first'},${i}`);
    const { later } = onBoth(`${rows.join('\n')}\n`, 3, { nFirst: 2 });
    expect(later).toEqual([[100], [6, ...[9, 59, 109, 159, 209, 259].map(i => i % ROOM).sort()], [0]]);
  });

  test('numbers, texts, empty cells and both line ends', () => {
    const { found, reason, at } = onBoth('id,name,amount\r\n1,Ali,-2.50\n22,,0\n333,Zoë,.5\n', 3);
    expect(found).toEqual([
      ['id', 'name', 'amount'],
      [1, 'Ali', -2.5],
      [22, null, 0],
      [333, 'Zoë', 0.5],
    ]);
    expect([reason, at]).toEqual([READ_END, 46]);
  });

  test('quotes that enclose, and those that need care', () => {
    const { found } = onBoth('"a, b",1\n"say ""hi""",2\nno "quotes" here,3\n"","4"\n"x" y,5\n', 2);
    expect(found).toEqual([['a, b', 1], 'odd "say ""hi""",2\n', ['no "quotes" here', 3], [null, 4], 'odd "x" y,5\n']);
  });

  test('a backslash in quotes matters only where it escapes', () => {
    const text = '"a\\b",1\n';
    expect(onBoth(text, 2).found).toEqual([['a\\b', 1]]);
    expect(onBoth(text, 2, { isBackslashEscape: true }).found).toEqual([`odd ${text}`]);
  });

  test('records of another width, blank ones, and what has no line end', () => {
    const { found, reason, at } = onBoth('a,b\n1\n\n1,2,3\n4,5\n6,7', 2);
    expect(found).toEqual([['a', 'b'], 'odd 1\n', 'odd \n', 'odd 1,2,3\n', [4, 5]]);
    expect([reason, at]).toEqual([READ_END, 17]);
  });

  test('one column', () => {
    expect(onBoth('a\n\n x\n5\n', 1).found).toEqual([['a'], 'odd \n', 'odd  x\n', [5]]);
  });

  test('cells that may be numbers after all, and columns that ask, are handed back', () => {
    const { found } = onBoth('1e5, 7,12345678901234567\nx,9,1-2\n', 3, {}, [1]);
    expect(found).toEqual([
      ['?1e5', '? 7', '?12345678901234567'],
      ['x', '?9', '1-2'],
    ]);
  });

  test.each(Array.from({ length: 12 }, (_none, seed) => seed))(
    'long fields, days and line ends of all sorts, %i',
    seed => {
      const random = stream(seed, 'long fields');
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)];
      const halves = ['Salaried', 'Self employed ', 'ATM; Mobile Banking; ', 'Overseas remittance', 'x', 'é'];
      const makers = [
        () => pick(halves) + pick(halves),
        () => pick(halves) + pick(halves) + pick(halves) + pick(halves),
        () =>
          `${pick(['1899', '1900', '1987', '2099', '2100'])}-${pick(['00', '06', '12', '13'])}-${pick(['01', '31', '32'])}`,
        () => pick(['1987-06-5x', '1987/06/05', '0', '-12.50', '123456789.25', '1e5', '', '007']),
        () =>
          seed % 3 === 0 && random.uniform() < 0.1
            ? pick(['"a,b"', '"x ""y"""', 'm"n', '"1987-06-05"', 'a\rb'])
            : 'plain',
      ];
      let text = '';
      for (let row = 0; row < 150; row++) {
        const nFields = random.uniform() < 0.03 ? 4 : 6;
        text += Array.from({ length: nFields }, () => pick(makers)()).join(',') + (seed % 2 === 0 ? '\n' : '\r\n');
      }
      const { found } = onBoth(text, 6, {}, seed % 4 === 1 ? [2] : []);
      expect(found.length).toBeGreaterThan(140);
    },
  );

  test('texts that do not fit any more end it', () => {
    const text = Array.from({ length: MOST_TEXTS + 1 }, (_none, i) => `t${i}\n`).join('');
    const { reason, texts } = onBoth(text, 1);
    expect(reason).toBe(READ_TEXTS);
    expect(texts[0]).toBe(MOST_TEXTS);
  });
});

test('every field is told as fieldNumber tells it', () => {
  const random = stream(7, 'fields');
  const letters = '0123456789019.-+eE x,é';
  const fields: string[] = ['', '-', '.', '-.', '007', '0.5', '-0', '9007199254740993', '123456789012345.', '1.2.3'];
  for (let i = 0; i < 4000; i++) {
    const length = 1 + Math.floor(random.uniform() * 20);
    let field = '';
    for (let at = 0; at < length; at++) field += letters[Math.floor(random.uniform() * letters.length)];
    fields.push(field.replaceAll(',', '0'));
  }
  const [{ kernels, arena }] = kernelTwins(2_000_000);
  const texts = fields.map(field => `${field};x\n`).join('');
  const cells = read(kernels, arena, texts, 2, { separator: ';' }).found.map(row => (row as unknown[])[0]);
  const expected = fields.map(field => {
    const bytes = Buffer.from(field, 'utf8');
    if (bytes.length === 0) return null;
    const number = fieldNumber(bytes, 0, bytes.length);
    if (number === UNSURE) return `?${field}`;
    return Number.isNaN(number) ? field : number;
  });
  // Distinct texts are limited here; those beyond end the reading.
  expect(cells).toEqual(expected.slice(0, cells.length));
  expect(cells.length).toBeGreaterThan(300);
});

test('a byte is counted the same way by both, over every length of rest', () => {
  for (const length of [0, 1, 15, 63, 64, 65, 200, 3840, 3841, 40_000])
    for (const share of [0.02, 0.98]) {
      const found = kernelTwins(100_000).map(({ kernels, arena }) => {
        const bytes = arena.uint8(length + 64).fill(10);
        const drawn = stream(length, `bytes ${share}`);
        for (let at = 0; at < length; at++) if (drawn.uniform() > share) bytes[at] = 200;
        return [kernels.countByte(bytes, length, 10), bytes.subarray(0, length).filter(byte => byte === 10).length];
      });
      for (const [counted, expected] of found) expect(counted).toBe(expected);
    }
});

test('texts of another table get their numbers in order of appearance, on both, until there is no room', () => {
  const given = [
    'Ali',
    '',
    'Zoë',
    'a text of more than eleven bytes',
    'Ali',
    'x',
    'a text of more than eleven bytes',
    'y',
    'z',
  ];
  for (const { kernels, arena } of kernelTwins(100_000)) {
    const bytes = arena.uint8(1024);
    const ends = arena.int32(given.length);
    let at = 0;
    for (const [i, text] of given.entries()) ends[i] = at += Buffer.from(text).copy(bytes, at);
    const numbers = arena.int32(given.length).fill(-1);
    const texts = {
      size: arena.int32(3),
      slots: arena.int32(32).fill(0),
      ends: arena.int32(6),
      heap: arena.uint8(256),
    };
    texts.size.set([0, 0, 2]);
    const call = { bytes, ends, numbers, texts };
    expect(kernels.internTexts({ ...call, from: 1, to: 3 })).toBe(0);
    expect(kernels.internTexts({ ...call, from: 3, to: 8 })).toBe(0);
    expect([...numbers]).toEqual([-1, 0, 1, 2, 3, 4, 2, 5, -1]);
    expect(Buffer.from(texts.heap.slice(0, texts.ends[2])).toString()).toBe('Zoëa text of more than eleven bytes');
    expect(kernels.internTexts({ ...call, from: 0, to: 9 })).toBe(-1);
    arena.release();
  }
});
