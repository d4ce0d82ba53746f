import { describe, expect, it } from 'vitest';
import { readWords, wordsText } from '../../renderer/components/optionFields/wordsText.ts';

describe('a line of words', () => {
  it.each([
    [['Gold', 'Silver'], 'Gold, Silver'],
    [['Lahore, Cantt', 'Multan'], '"Lahore, Cantt", Multan'],
    [['1,000', '"x"', 'a "b" c', 'n/a'], '"1,000", """x""", a "b" c, n/a'],
    [['"', ',', '","'], '"""", ",", ""","""'],
  ])('shows %j so that it can be read again', (words, text) => {
    expect(wordsText(words)).toBe(text);
    expect(readWords(text)).toEqual(words);
  });

  it('has no blank words and none twice', () => {
    expect(readWords('')).toEqual([]);
    expect(readWords(' , Gold,, Gold , "", Silver,')).toEqual(['Gold', 'Silver']);
    expect(readWords('"open, Multan')).toEqual(['"open', 'Multan']);
  });
});
