import { lookOf, type SegmentHatch, type SegmentLook } from '#shared/segmentLooks';
import type { Segmentation } from '#shared/results';

/** Plotly's name of a pattern. */
const PATTERNS: Record<SegmentHatch, '' | '/' | '-'> = { none: '', up: '/', level: '-' };

/** The look of a segment of a result. @param id 1-based */
export function segmentLook({ segments }: Pick<Segmentation, 'segments'>, id: number): SegmentLook {
  return lookOf(segments, id);
}

/** Lines over the fill of bars and tiles, as Plotly draws them. @param looks one per mark */
export function patternOf(looks: readonly SegmentLook[]) {
  const shape = looks.map(look => PATTERNS[look.hatch]);
  return { shape, fillmode: 'overlay', fgcolor: '#FFFFFF', fgopacity: 0.75, solidity: 0.25, size: 6 };
}

/** The same under the text of tiles, fainter. @param looks one per tile, null for a plain one */
export function tilePattern(looks: readonly (SegmentLook | null)[]) {
  const shape = looks.map(look => (look ? PATTERNS[look.hatch] : ''));
  return { shape, fillmode: 'overlay', fgcolor: '#FFFFFF', fgopacity: 0.45, solidity: 0.15, size: 8 };
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
