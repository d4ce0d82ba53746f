import type { Tier } from '#shared/results';
import { lookAt, NO_GROUP_LOOK, type SegmentSymbol } from '#shared/segmentLooks';

/** The light theme; reports are always drawn in it. */
export const INK = '#16212B';
export const MUTED = '#5A6B78';
export const LINE = '#D8DFE4';
export const CANVAS = '#F5F7F8';
export const PAPER = '#FFFFFF';
export const ACCENT = '#0B5C7A';

export interface TierMark {
  readonly shape: string;
  readonly color: string;
}
/** A tier is told by its shape and its word; the colour only helps. */
export const TIER_MARKS: Readonly<Record<Tier, TierMark>> = {
  High: { shape: '▲', color: '#B3391F' },
  Medium: { shape: '◆', color: '#8F5E00' },
  Low: { shape: '●', color: '#1C6E5C' },
  None: { shape: '○', color: MUTED },
};
export const TIER_WORDS: Readonly<Record<Tier, string>> = {
  High: 'High',
  Medium: 'Medium',
  Low: 'Low',
  None: 'No tier',
};

export type Hatch = 'up' | 'level';
export interface SegmentMark {
  readonly color: string;
  /** From the eighth segment on, lines over the hue. */
  readonly hatch: Hatch | null;
  readonly symbol: SegmentSymbol;
}
/** The position of customers like no group, which have no place among the colours. */
export const NO_GROUP = -1;

/** The colour of a segment by its 0-based position, or `NO_GROUP`; it is the same on every screen and in every chart. */
export function segmentMark(position: number): SegmentMark {
  const { color, hatch, symbol } = position === NO_GROUP ? NO_GROUP_LOOK : lookAt(position);
  return { color, hatch: hatch === 'none' ? null : hatch, symbol };
}

/** `share` of `color` over white, as #RRGGBB. */
export function tint(color: string, share: number): string {
  const channels = [1, 3, 5].map(at => {
    const value = Number.parseInt(color.slice(at, at + 2), 16);
    return Math.round(255 - (255 - value) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('').toUpperCase()}`;
}

/** WCAG's least contrast for text. */
const READABLE = 4.5;

/** Ink or paper, whichever is read better on `background`; black where neither is read well. */
export function readableOn(background: string): string {
  const best = contrast(PAPER, background) > contrast(INK, background) ? PAPER : INK;
  return contrast(best, background) >= READABLE ? best : '#000000';
}

/** Contrast of two colours by WCAG 2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
