import type { Band } from '#shared/scoring/bands';
import './marks.css';

/** Bands by shape as well as by word and colour. */
const SHAPES: Readonly<Record<Band, { shape: string; tone: string }>> = {
  'Very low': { shape: '○', tone: 'tierNone' },
  Low: { shape: '●', tone: 'tierLow' },
  Medium: { shape: '◆', tone: 'tierMedium' },
  High: { shape: '▲', tone: 'tierHigh' },
  'Very high': { shape: '▲▲', tone: 'tierHigh' },
};

/** The band of a score. */
export function BandMark({ band }: { band: Band }) {
  const { shape, tone } = SHAPES[band];
  return (
    <span className={`tierMark ${tone}`}>
      <span aria-hidden="true">{shape}</span> {band}
    </span>
  );
}
