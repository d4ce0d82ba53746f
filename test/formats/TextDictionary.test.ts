import { expect, test } from 'vitest';
import { TextDictionary } from '#engine/formats/TextDictionary';

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
