import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { SHOWS_DATE, SHOWS_NUMBER, SHOWS_TIME, TEXT_EMPTY, TEXT_UNUSED } from '#engine/kernels/ReadCells';
import { kernelTwins } from './kernelTwins.ts';

const COLUMNS = 4;
const ROWS = 8;
const FIRST = 2;
const LISTED = 64;
const SHOWS = [SHOWS_NUMBER, SHOWS_DATE, SHOWS_TIME];
/** The number of each shared string. */
const TEXTS = [7, TEXT_UNUSED, TEXT_EMPTY, 9];
const BEHIND = '<>"\'<>"\'<>"\'';

interface Read {
  /** Where the first element starts that was left. */
  readonly at: number;
  /** Row, column, first row, last row with a value, last row listed. */
  readonly state: readonly number[];
  readonly listed: readonly number[];
  /** Cells with a value: column, row of the sheet, kind, value. */
  readonly cells: readonly (readonly number[])[];
}

function readOn(kernels: Kernels, arena: Arena, xml: string, end: number, is1904: boolean): Read {
  const encoded = Buffer.from(xml, 'latin1').subarray(0, end);
  const bytes = arena.uint8(encoded.length + 80).fill(0);
  bytes.set(encoded);
  bytes.set(Buffer.from(BEHIND), encoded.length);
  const state = arena.int32(16).fill(0);
  state.set([-1, -1, FIRST, -1, -1]);
  const listed = arena.uint8(LISTED).fill(0);
  const shows = arena.uint8(SHOWS.length);
  shows.set(SHOWS);
  const texts = arena.int32(TEXTS.length);
  texts.set(TEXTS);
  const kinds = arena.uint8(COLUMNS * ROWS).fill(0);
  const values = arena.float64(COLUMNS * ROWS).fill(0);
  const shape = { from: 0, end: encoded.length, is1904, nColumns: COLUMNS, nRows: ROWS };
  const at = kernels.readCells({ ...shape, bytes, state, listed, shows, texts, kinds, values });
  const cells = Array.from(kinds.keys())
    .filter(place => kinds[place] !== 0)
    .map(place => [Math.floor(place / ROWS), FIRST + (place % ROWS), kinds[place], values[place]]);
  const rows = Array.from(listed.keys()).filter(row => listed[row] === 1);
  return { at, state: Array.from(state.subarray(0, 5)), listed: rows, cells };
}

function onBoth(xml: string, end = xml.length, is1904 = false): Read {
  const [wasm, typescript] = kernelTwins(20_000).map(({ kernels, arena }) => readOn(kernels, arena, xml, end, is1904));
  expect(wasm).toEqual(typescript);
  return wasm;
}

describe('cells of a worksheet', () => {
  test('numbers, dates, times, shared strings, cells without a value and rows', () => {
    const xml =
      '<row r="3" spans="1:4"><c r="A3"><v>-1.25</v></c><c r="B3" s="1"><v>45000.5</v></c> <c r="C3" t="s"><v>3</v></c>' +
      '<c r="D3" s="2"/></row>\n<row r="5" ht="15>" x=""><c r="A5" s="2"><v>0.5</v></c><c r="B5" s="77"><v>12</v></c></row>' +
      '<row r="9"/><c r="D10" s="1" t="s"><v>0</v></c><c r="A10" t="s"><v>2</v></c>';
    const { at, state, listed, cells } = onBoth(xml);
    expect(at).toBe(xml.length);
    expect(state).toEqual([9, 0, FIRST, 9, 8]);
    expect(listed).toEqual([2, 4, 8]);
    expect(cells).toEqual([
      [0, 2, 1, -1.25],
      [0, 4, 1, 0.5],
      [1, 2, 5, 45_000.5 - 25_569],
      [1, 4, 1, 12],
      [2, 2, 2, 9],
      [3, 9, 2, 7],
    ]);
  });

  test('dates of both systems', () => {
    const xml = (serial: string) => `<c r="A3" s="1"><v>${serial}</v></c>`;
    const kindAndValue = (serial: string, is1904: boolean) => onBoth(xml(serial), undefined, is1904).cells[0].slice(2);
    expect(kindAndValue('59.1', false)).toEqual([5, 59.1 - 25_569 + 1]);
    expect(kindAndValue('60', false)).toEqual([5, 60 - 25_569]);
    expect(kindAndValue('60', true)).toEqual([5, 60 - 24_107]);
    expect(kindAndValue('2958466', false)).toEqual([1, 2_958_466]);
    expect(kindAndValue('2957004', true)).toEqual([1, 2_957_004]);
    expect(kindAndValue('-1', false)).toEqual([1, -1]);
  });

  test.each([
    ['no reference', '<c><v>1</v></c>'],
    ['attributes in another order', '<c s="1" r="A3"><v>1</v></c>'],
    ['single quotes', "<c r='A3'><v>1</v></c>"],
    ['a small letter', '<c r="a3"><v>1</v></c>'],
    ['no column', '<c r="3"><v>1</v></c>'],
    ['no row', '<c r="A"><v>1</v></c>'],
    ['row zero', '<c r="A0"><v>1</v></c>'],
    ['a row beyond any sheet', '<c r="A1048577"/>'],
    ['many digits', '<c r="A00000003"><v>1</v></c>'],
    ['a column beyond any sheet', '<c r="XFE3"/>'],
    ['a column beyond the window', '<c r="E3"><v>1</v></c>'],
    ['a row before the window', '<c r="A2"><v>1</v></c>'],
    ['a row behind the window', '<c r="A11"><v>1</v></c>'],
    ['another type', '<c r="A3" t="str"><v>1</v></c>'],
    ['a formula', '<c r="A3"><f>1</f><v>1</v></c>'],
    ['a text that was not met', '<c r="A3" t="s"><v>1</v></c>'],
    ['a text beyond the list', '<c r="A3" t="s"><v>4</v></c>'],
    ['half a text', '<c r="A3" t="s"><v>0.5</v></c>'],
    ['an exponent', '<c r="A3"><v>1e3</v></c>'],
    ['no digits', '<c r="A3"><v></v></c>'],
    ['a word', '<c r="A3"><v>x</v></c>'],
    ['a code', '<c r="A3"><v>007</v></c>'],
    ['many digits', '<c r="A3"><v>0.30000000000000004</v></c>'],
    ['something behind the value', '<c r="A3"><v>1</v><x/></c>'],
    ['a long style', '<c r="A3" s="0000001"><v>1</v></c>'],
    ['a comment', '<!-- --><c r="A3"><v>1</v></c>'],
    ['a row without a number', '<row><c r="A3"><v>1</v></c></row>'],
    ['a row in single quotes', '<row r="3" x=\'>\'>'],
    ['the end of the data', '</sheetData>'],
    ['page breaks', '<rowBreaks r="3"/>'],
  ])('leaves %s to the caller', (_what, xml) => {
    const before = '<row r="3"><c r="B3"><v>2</v></c>';
    const { at, cells } = onBoth(before + xml + '<c r="C3"><v>3</v></c>');
    expect(at).toBe(before.length);
    expect(cells).toEqual([[1, 2, 1, 2]]);
  });

  test('an element that is cut off is left whole', () => {
    const first = '<row r="3" spans="1:3"><c r="A3" s="1"><v>45000</v></c>';
    const xml = `${first}<c r="B3" s="2"/><c r="C3" t="s"><v>3</v></c></row>`;
    const starts = [0, first.indexOf('<c '), first.length, xml.indexOf('<c r="C3"'), xml.indexOf('</row>')];
    for (let end = 0; end <= xml.length; end++) {
      const expected = end === xml.length ? end : starts.findLast(start => start <= end);
      const { at } = onBoth(xml, end);
      expect(at === expected || (at === end && xml.slice(0, end).endsWith('>')), `cut at ${end}, left at ${at}`).toBe(
        true,
      );
    }
  });

  test('both twins find the same in anything', () => {
    const piece = fc.constantFrom(
      '<c r="',
      '<row r="',
      '</row>',
      'A',
      'B',
      'AB',
      'XFD',
      '3',
      '4',
      '10',
      '1048576',
      '"',
      ' s="',
      ' t="s"',
      '1',
      '2',
      '><v>',
      '</v></c>',
      '/>',
      '>',
      '-',
      '.',
      '5',
      '00',
      '123456789',
      'e',
      "'",
      ' ',
      '<',
      'spans="1:2"',
    );
    const cell = fc
      .tuple(fc.constantFrom('A', 'B', 'D', 'E'), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 4 }))
      .map(([column, row, n]) => `<c r="${column}${row}" s="${n}"><v>${(n * 1.25 - 1).toFixed(n)}</v></c>`);
    const row = fc.integer({ min: 1, max: 60 }).map(n => `<row r="${n}">`);
    const text = fc.array(fc.oneof(piece, cell, row), { maxLength: 30 }).map(parts => parts.join(''));
    fc.assert(
      fc.property(text, fc.boolean(), (xml, is1904) => {
        onBoth(xml, undefined, is1904);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
