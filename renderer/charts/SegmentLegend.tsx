import { formatCount } from '#shared/format';
import type { SegmentSummary } from '#shared/results';
import { SegmentMark } from '../components/SegmentMark.tsx';

/** The segments by colour and name; each shows its customers. */
export function SegmentLegend({
  segments,
  onPick,
  hasSelection = false,
}: {
  segments: readonly SegmentSummary[];
  onPick: (id: number) => void;
  /** Whether the picture draws the selected customers as a line of their own. */
  hasSelection?: boolean;
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
      {hasSelection && (
        <li className="selectedLine">
          <span aria-hidden="true" />
          Selected customers
        </li>
      )}
    </ul>
  );
}
