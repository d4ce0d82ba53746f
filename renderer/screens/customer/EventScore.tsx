import { formatPercent } from '#shared/format';
import { BandMark } from '../../components/BandMark.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';
import { legible } from '../../text/sentences.ts';

const MOST_REASONS = 3;

/** How probable the event is for this customer, where customers are scored, with the way to why. */
export function EventScore({ row }: { row: number }) {
  const isScored = (useProject()?.scores ?? 'none') !== 'none';
  const scored = useQuery('score.customer', isScored ? { row } : null).data;
  const target = useQuery('score.result', isScored ? {} : null).data?.result.target;
  if (!scored || !target) return null;
  const reasons = scored.reasons.slice(0, MOST_REASONS);
  return (
    <section className="panel stack" aria-labelledby="event-score-title">
      <div className="row">
        <h2 id="event-score-title" className="grow">
          {formatPercent(scored.score)}: probability that {target.eventWords}
        </h2>
        <BandMark band={scored.band} />
      </div>
      {reasons.length > 0 && (
        <ul aria-label="Reasons for the score">
          {reasons.map(({ feature, short }) => (
            <li key={feature}>{legible(short)}</li>
          ))}
        </ul>
      )}
      <div>
        <button type="button" className="linkButton" onClick={() => goTo(`/scores?view=customers&row=${row}`)}>
          See why, and what would change it, in Scores
        </button>
      </div>
    </section>
  );
}
