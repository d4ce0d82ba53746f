import type { Segmentation } from '#shared/results';
import { SegmentMark } from '../../components/SegmentMark.tsx';

/** Which segments a picture shows, at most so many at a time. */
export function SegmentChecks({
  segmentation,
  shown,
  most,
  onChange,
}: {
  segmentation: Segmentation;
  shown: readonly number[];
  most: number;
  onChange(shown: readonly number[]): void;
}) {
  const isFull = shown.length >= most;
  return (
    <fieldset className="segmentLegend segmentChecks">
      <legend className="visually-hidden">Segments in the radar, at most {most}</legend>
      {segmentation.segments.map(({ id, name }) => {
        const isOn = shown.includes(id);
        return (
          <label key={id} className={!isOn && isFull ? 'muted' : undefined}>
            <input
              type="checkbox"
              checked={isOn}
              disabled={isOn ? shown.length === 1 : isFull}
              onChange={() => onChange(isOn ? shown.filter(one => one !== id) : [...shown, id].sort((a, b) => a - b))}
            />
            <SegmentMark id={id} name={name} />
          </label>
        );
      })}
      {isFull && segmentation.segments.length > most && <span className="muted">{most} at a time</span>}
    </fieldset>
  );
}
