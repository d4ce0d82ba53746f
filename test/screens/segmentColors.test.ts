import { describe, expect, it } from 'vitest';
import { mix, segmentLook, textOn } from '../../renderer/theme/segmentColors.ts';
import { TOKENS } from '../../renderer/theme/tokens.ts';

/** WCAG 2 contrast, written from the definition and not from the code under test. */
function contrast(first: string, second: string): number {
  const light = (hex: string) => {
    const [r, g, b] = [1, 3, 5]
      .map(i => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
      .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(first), light(second)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

describe('colours', () => {
  it('give text at least 4.5:1 and marks at least 3:1 in both modes', () => {
    for (const tokens of Object.values(TOKENS)) {
      for (const ground of [tokens.paper, tokens.canvas]) {
        for (const text of [tokens.ink, tokens.muted, tokens.accent, tokens.high, tokens.medium, tokens.low])
          expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        for (let id = 1; id <= 10; id++)
          expect(contrast(segmentLook(id).color, ground), `segment ${id} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('tell ten segments apart by colour or by hatching and symbol', () => {
    const looks = Array.from({ length: 10 }, (_, i) => segmentLook(i + 1));
    expect(new Set(looks.map(look => `${look.color} ${look.hatch}`)).size).toBe(10);
    expect(new Set(looks.map(look => `${look.color} ${look.symbol}`)).size).toBe(10);
    expect(looks.slice(0, 7).every(look => look.hatch === '')).toBe(true);
  });

  it('put the more readable of black and white on a tile, at 4.5:1 or very near', () => {
    expect(textOn('#FFFFFF')).toBe('#16212B');
    expect(textOn('#16212B')).toBe('#FFFFFF');
    for (let id = 1; id <= 7; id++) {
      const { color } = segmentLook(id);
      expect(contrast(textOn(color), color), `segment ${id}`).toBeGreaterThanOrEqual(4);
    }
  });

  it('mix in equal steps: halfway from black to white is #808080', () => {
    expect(mix('#000000', '#FFFFFF', 0.5)).toBe('#808080');
    expect(mix('#3C6FB0', '#FFFFFF', 0)).toBe('#3c6fb0');
  });
});
