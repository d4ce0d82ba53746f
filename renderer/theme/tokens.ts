/** The colours and measures of the interface; CSS variables and the Material UI theme are both made from them. */
import type { Tier } from '#shared/results';

export type Mode = 'light' | 'dark';
export interface Tokens {
  readonly ink: string;
  readonly paper: string;
  readonly canvas: string;
  readonly line: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly hover: string;
  readonly high: string;
  readonly medium: string;
  readonly low: string;
}

export const TOKENS: Record<Mode, Tokens> = {
  light: {
    ink: '#16212B',
    paper: '#FFFFFF',
    canvas: '#F5F7F8',
    line: '#D8DFE4',
    muted: '#5A6B78',
    accent: '#0B5C7A',
    accentSoft: '#E3EFF4',
    hover: '#EDF1F3',
    high: '#B3391F',
    medium: '#8F5E00',
    low: '#1C6E5C',
  },
  dark: {
    ink: '#E8EDF1',
    paper: '#11181E',
    canvas: '#0B1014',
    line: '#26323B',
    muted: '#93A4B1',
    accent: '#5BB5D6',
    accentSoft: '#16303B',
    hover: '#1A242C',
    high: '#FF8A6B',
    medium: '#F0B94B',
    low: '#5CC7A9',
  },
};

export const FONT = "'Inter', 'Segoe UI', system-ui, sans-serif";

export const TIER_SHAPES: Record<Tier, string> = { High: '▲', Medium: '◆', Low: '●', None: '○' };

export function tierColor(tokens: Tokens, tier: Tier): string {
  return { High: tokens.high, Medium: tokens.medium, Low: tokens.low, None: tokens.muted }[tier];
}
