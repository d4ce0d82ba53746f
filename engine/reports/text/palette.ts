import type { Tier } from '#shared/results';

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

const HUES = ['#3C6FB0', '#C9701A', '#3E8E5A', '#8A5AA8', '#3B8FB3', '#A6533C', '#7F8C2A'] as const;
const PATTERN_GREY = '#4A5864';
export type Hatch = 'up' | 'down' | 'level';
const HATCHES: readonly Hatch[] = ['up', 'down', 'level'];

export interface SegmentMark {
  readonly color: string;
  /** From the eighth segment on, lines instead of another hue. */
  readonly hatch: Hatch | null;
}
/** The colour of a segment by its 0-based position; it is the same on every screen and in every chart. */
export function segmentMark(position: number): SegmentMark {
  if (position < HUES.length) return { color: HUES[position], hatch: null };
  return { color: PATTERN_GREY, hatch: HATCHES[(position - HUES.length) % HATCHES.length] };
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
