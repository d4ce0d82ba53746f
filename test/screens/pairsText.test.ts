import { describe, expect, it } from 'vitest';
import { pairsText, readPairs } from '../../renderer/components/optionFields/pairsText.ts';

describe('pairs, one a line', () => {
  it('are read as they are shown, and with arrows made of signs', () => {
    const pairs = [
      ['Mulan', 'Multan'],
      ['A->B', 'A to B'],
    ] as const;
    expect(readPairs(pairsText(pairs))).toEqual({ pairs });
    expect(readPairs('\n Mulan -> Multan \nLhr => Lahore\nX→Y')).toEqual({
      pairs: [
        ['Mulan', 'Multan'],
        ['Lhr', 'Lahore'],
        ['X', 'Y'],
      ],
    });
  });

  it.each([
    ['Mulan = Multan', 1],
    ['Mulan → Multan\nLhr, Lahore', 2],
    ['\n→ Multan', 2],
    ['Mulan → ', 1],
    ['A → B → C', 1],
  ])('names the line that cannot be read: %j', (text, line) => {
    expect(readPairs(text)).toEqual({ line });
  });
});
