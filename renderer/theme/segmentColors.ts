/** One look per segment, the same on every screen and in the report: seven hues, then hatching over them. */
const HUES = ['#3C6FB0', '#C9701A', '#3E8E5A', '#8A5AA8', '#3B8FB3', '#A6533C', '#7F8C2A'] as const;
const HATCHES = ['', '/', '.'] as const;

export interface SegmentLook {
  readonly color: string;
  /** Plotly pattern shape; empty for a plain fill. */
  readonly hatch: '' | '/' | '.';
  /** Plotly marker symbol. */
  readonly symbol: string;
}

/** @param id 1-based segment id */
export function segmentLook(id: number): SegmentLook {
  const index = id - 1;
  const round = Math.floor(index / HUES.length);
  return {
    color: HUES[index % HUES.length],
    hatch: HATCHES[Math.min(round, HATCHES.length - 1)],
    symbol: ['circle', 'diamond', 'square'][Math.min(round, 2)],
  };
}

/** Black-ink or white text, whichever reads better on a fill (WCAG contrast). */
export function textOn(fill: string): string {
  return contrast(fill, '#FFFFFF') >= contrast(fill, '#16212B') ? '#FFFFFF' : '#16212B';
}

/** Mixes a hex colour towards another; `amount` 0 keeps the first. */
export function mix(from: string, to: string, amount: number): string {
  const a = channels(from);
  const b = channels(to);
  return `#${a
    .map((value, i) =>
      Math.round(value + (b[i] - value) * amount)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function contrast(first: string, second: string): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map(start => Number.parseInt(hex.slice(start, start + 2), 16));
}
