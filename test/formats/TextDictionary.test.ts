import { expect, test } from 'vitest';
import { CellGrid } from '#engine/formats/CellGrid';
import { TextDictionary } from '#engine/formats/TextDictionary';
import { CELL_NUMBER } from '#engine/table/RawTable';

test('every text once, in order of first appearance, however many', () => {
  const dictionary = new TextDictionary();
  const texts = Array.from({ length: 50_000 }, (_unused, i) => (i % 2 ? `customer ${i}` : `Größe ${i} 😀`));
  expect(texts.map(text => dictionary.internText(text))).toEqual(texts.map((_text, i) => i));
  expect(texts.map(text => dictionary.internText(text))).toEqual(texts.map((_text, i) => i));
  expect(dictionary.heap.toStrings()).toEqual(texts);
});

test('texts that share a beginning, an end or a length are told apart', () => {
  const dictionary = new TextDictionary();
  const bytes = Buffer.from('abcabcd');
  const numbers = [
    [0, 3],
    [3, 6],
    [3, 7],
    [1, 3],
    [0, 0],
    [0, 7],
  ].map(([from, to]) => dictionary.intern(bytes, from, to));
  expect(numbers).toEqual([0, 0, 1, 2, 3, 4]);
  expect(dictionary.heap.toStrings()).toEqual(['abc', 'abcd', 'bc', '', 'abcabcd']);
});

test('short and long texts beside one another become strings again, also where one is longer than are made at once', () => {
  const dictionary = new TextDictionary();
  const texts = Array.from({ length: 3_000 }, (_unused, i) =>
    i % 500 === 7 ? `long ${i} ${'é'.repeat(40_000)}` : i % 50 === 0 ? `middling text number ${i}` : `s${i}`,
  );
  texts.forEach(text => dictionary.internText(text));
  expect(dictionary.heap.toStrings()).toEqual(texts);
});

test('room that a sheet claims is made for the columns it claims and no others', () => {
  const grid = new CellGrid({ rows: 1_000_000, columns: 2 });
  for (const column of [0, 1, 2, 3]) grid.set(0, column, CELL_NUMBER, column);
  expect([0, 1, 2, 3].map(column => grid.column(column)!.kinds.length)).toEqual([1_000_000, 1_000_000, 1_024, 1_024]);
});
