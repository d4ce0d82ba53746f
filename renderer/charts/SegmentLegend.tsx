import { formatCount } from '#shared/format';
import type { SegmentSummary } from '#shared/results';
import { SegmentMark } from '../components/SegmentMark.tsx';

/** The segments by colour and name; each shows its customers. */
export function SegmentLegend({
  segments,
  onPick,
}: {
  segments: readonly SegmentSummary[];
  onPick: (id: number) => void;
}) {
  return (
    <ul className="segmentLegend" aria-label="Segments">
      {segments.map(segment => (
        <li key={segment.id}>
          <button
            type="button"
            onClick={() => onPick(segment.id)}
            title={`Show the ${formatCount(segment.size)} customers of ${segment.name}`}
          >
            <SegmentMark id={segment.id} name={segment.name} />
          </button>
        </li>
      ))}
    </ul>
  );
}
