import type { CustomerExplanation } from '#shared/scoring/explanation';
import { legible } from '../../text/sentences.ts';

/** What raises a score and what lowers it, in words, largest first. */
export function ScoreReasons({ explanation }: { explanation: CustomerExplanation }) {
  const { raises, lowers } = explanation;
  const all = [...raises, ...lowers];
  if (all.length === 0)
    return <p className="muted">Nothing about this customer moves the score far from the average.</p>;
  return (
    <ul className="reasonList" aria-label="Reasons for the score">
      {all.map(({ feature, raises: isUp, short }) => (
        <li key={`${feature} ${isUp}`}>
          <span className={isUp ? 'raises' : 'lowers'} aria-hidden="true">
            {isUp ? '▲' : '▼'}
          </span>
          <span>
            {legible(short)}
            <span className="muted"> ({isUp ? 'raises' : 'lowers'} the score)</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
