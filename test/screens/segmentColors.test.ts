import { describe, expect, it } from 'vitest';
import { lookAt, lookOf, NO_GROUP_LOOK } from '#shared/segmentLooks';
import { mix, segmentLook, textOn } from '../../renderer/theme/segmentColors.ts';
import { TOKENS } from '../../renderer/theme/tokens.ts';

const ALL = [...Array.from({ length: 20 }, (_, position) => lookAt(position)), NO_GROUP_LOOK];

function linear(hex: string): number[] {
  return [1, 3, 5]
    .map(i => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
}

/** WCAG 2 contrast, written from the definition and not from the code under test. */
function contrast(first: string, second: string): number {
  const light = (hex: string) => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(first), light(second)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

/** Full colour blindness of each kind in linear RGB: Machado, Oliveira, Fernandes (2009), doi:10.1109/TVCG.2009.113. */
const SIGHTS = {
  full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function lab(rgb: readonly number[]): number[] {
  const [r, g, b] = rgb.map(c => Math.min(1, Math.max(0, c)));
  const [x, y, z] = [
    (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
  ].map(t => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(hex: string, sight: readonly number[]): number[] {
  const rgb = linear(hex);
  return lab([0, 3, 6].map(row => rgb.reduce((sum, c, i) => sum + sight[row + i] * c, 0)));
}

describe('colours', () => {
  it('give text at least 4.5:1 and marks at least 3:1 in both modes', () => {
    for (const tokens of Object.values(TOKENS)) {
      for (const ground of [tokens.paper, tokens.canvas]) {
        for (const text of [tokens.ink, tokens.muted, tokens.accent, tokens.high, tokens.medium, tokens.low])
          expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        for (const { color } of ALL) expect(contrast(color, ground), `${color} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('tell twenty segments, and customers like no group, apart by colour with hatching, with a symbol and with a dash', () => {
    for (const beside of ['hatch', 'symbol', 'dash'] as const)
      expect(new Set(ALL.map(look => `${look.color} ${look[beside]}`)).size, beside).toBe(21);
    expect(ALL.slice(0, 7).every(look => look.hatch === 'none')).toBe(true);
    expect(new Set(ALL.slice(0, 7).map(look => look.symbol)).size).toBe(7);
  });

  it.each(Object.entries(SIGHTS))(
    'stay apart for %s sight: at least 12 steps of just noticeable difference',
    (_, sight) => {
      const hues = [...ALL.slice(0, 7), NO_GROUP_LOOK].map(look => ({
        color: look.color,
        at: seen(look.color, sight),
      }));
      for (const one of hues)
        for (const other of hues) {
          if (one === other) continue;
          const distance = Math.hypot(...one.at.map((value, i) => value - other.at[i]));
          expect(distance, `${one.color} ${other.color}`).toBeGreaterThan(12);
        }
    },
  );

  it('leave customers like no group grey wherever they are', () => {
    const segments = [{ id: 1 }, { id: 2 }, { id: 3, isOutliers: true }];
    expect(lookOf(segments, 3)).toBe(NO_GROUP_LOOK);
    expect(segmentLook({ segments } as never, 3).color).toBe(NO_GROUP_LOOK.color);
    expect(lookOf(segments, 2)).toEqual(lookAt(1));
  });

  it('put the more readable of black and white on a tile, at 4.5:1 or very near', () => {
    expect(textOn('#FFFFFF')).toBe('#16212B');
    expect(textOn('#16212B')).toBe('#FFFFFF');
    for (const { color } of ALL) expect(contrast(textOn(color), color), color).toBeGreaterThanOrEqual(4);
  });

  it('mix in equal steps: halfway from black to white is #808080', () => {
    expect(mix('#000000', '#FFFFFF', 0.5)).toBe('#808080');
    expect(mix('#3C6FB0', '#FFFFFF', 0)).toBe('#3c6fb0');
  });
});
