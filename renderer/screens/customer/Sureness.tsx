import { formatPercent } from '#shared/format';
import { lookOf } from '#shared/segmentLooks';
import type { Assignment, SegmentSummary } from '#shared/results';
import { SegmentMark } from '../../components/SegmentMark.tsx';

const RULE =
  'Clear: at least 90 %, the next centre at least 1.1 times as far, and not unlike anything seen. A toss-up: below 60 %, or the next centre nearly as near. Likely: between. Probabilities of naive Bayes, which tends to be too sure of itself.';

/** How sure the place is: in words, and as a bar of probability per segment. */
export function Sureness({ assignment, segments }: { assignment: Assignment; segments: readonly SegmentSummary[] }) {
  const { probabilities, confidence, confidenceText, segment } = assignment;
  return (
    <div className="stack">
      <h3>How sure that is</h3>
      <p className={confidence === 'toss-up' ? 'isDoubtful' : undefined}>{confidenceText}</p>
      <ul className="probabilities" aria-label="Probability of each segment">
        {probabilities.map((share, s) => (
          <li key={s} className={s + 1 === segment ? 'isOwn' : ''}>
            <SegmentMark id={s + 1} name={segments[s]?.name} />
            <span className="pullTrack">
              <span style={{ width: `${share * 100}%`, background: lookOf(segments, s + 1).color }} />
            </span>
            <span className="number">{formatPercent(share)}</span>
          </li>
        ))}
      </ul>
      <p className="muted">{RULE}</p>
    </div>
  );
}
