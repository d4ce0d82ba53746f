import { lookOf } from '#shared/segmentLooks';
import { useQuery } from '../hooks/useQuery.ts';
import { textOn } from '../theme/segmentColors.ts';
import './marks.css';

const NO_SEGMENTS: readonly { id: number }[] = [];

/** The tile of a segment: its colour, lines and number. */
export function SegmentMark({ id, name }: { id: number; name?: string }) {
  const segments = useQuery('segment.result', {}).data?.segments ?? NO_SEGMENTS;
  const { color, hatch } = lookOf(segments, id);
  return (
    <span className="segmentMark">
      <span
        className={`segmentTile ${hatch === 'none' ? '' : `hatched ${hatch}`}`}
        style={{ backgroundColor: color, color: textOn(color) }}
        aria-hidden={name ? 'true' : undefined}
      >
        {id}
      </span>
      {name && <span>{name}</span>}
    </span>
  );
}
