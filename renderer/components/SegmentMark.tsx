import { segmentLook, textOn } from '../theme/segmentColors.ts';
import './marks.css';

/** The tile of a segment: its colour, hatching and number. */
export function SegmentMark({ id, name }: { id: number; name?: string }) {
  const { color, hatch } = segmentLook(id);
  return (
    <span className="segmentMark">
      <span
        className={`segmentTile ${hatch === '/' ? 'hatched' : hatch === '.' ? 'dotted' : ''}`}
        style={{ backgroundColor: color, color: textOn(color) }}
        aria-hidden={name ? 'true' : undefined}
      >
        {id}
      </span>
      {name && <span>{name}</span>}
    </span>
  );
}
