import { formatFixed, formatPercent } from '#shared/format';
import type { Assignment, SegmentSummary } from '#shared/results';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TierMark } from '../../components/TierMark.tsx';
import { PullBars } from './PullBars.tsx';
import { Sureness } from './Sureness.tsx';

/** Segment and tier of one customer, what drives the answer, and how sure it is. */
export function AssignmentCard({
  assignment,
  before,
  segments,
}: {
  assignment: Assignment;
  before?: Assignment;
  segments: readonly SegmentSummary[];
}) {
  return (
    <div className="stack" data-testid="assignment">
      <div className="assignmentHead">
        <SegmentMark id={assignment.segment} name={assignment.segmentName} />
        {assignment.tier !== 'None' && (
          <>
            <TierMark tier={assignment.tier} />
            <span>
              risk score <strong>{formatFixed(assignment.score, 1)}</strong>{' '}
              <span className="muted">of 100 (a rule, not a model)</span>
            </span>
          </>
        )}
      </div>
      {before && <Change before={before} after={assignment} />}
      <p className={assignment.unlikeAnySeen ? 'isDoubtful' : undefined}>
        {assignment.unlikeAnySeen && <span aria-hidden="true">! </span>}
        {assignment.sentence}
      </p>
      <Sureness assignment={assignment} segments={segments} />
      {assignment.drivers.length > 0 && (
        <>
          <h3>What pulls towards “{assignment.segmentName}”</h3>
          <PullBars drivers={assignment.drivers} />
        </>
      )}
      {assignment.scoreParts.length > 0 && <ScoreParts assignment={assignment} />}
    </div>
  );
}

/** What the changes did, and what weighs most for the new answer. */
function Change({ before, after }: { before: Assignment; after: Assignment }) {
  const moved = before.segment !== after.segment;
  const difference = after.score - before.score;
  const [first] = after.drivers;
  return (
    <p className="changeLine">
      {moved ? `Was “${before.segmentName}”, now “${after.segmentName}”` : `Stays in “${after.segmentName}”`}
      {moved && first && `, mostly for ${first.column}`}; probability{' '}
      {moved ? formatPercent(after.probabilities[after.segment - 1]) : shareChange(before, after)}; tier{' '}
      {before.tier === after.tier ? `stays ${after.tier}` : `goes from ${before.tier} to ${after.tier}`}; score{' '}
      {difference === 0 ? 'unchanged' : `${difference > 0 ? '+' : '−'}${formatFixed(Math.abs(difference), 1)}`}.
    </p>
  );
}

function shareChange(before: Assignment, after: Assignment): string {
  const at = after.segment - 1;
  const [from, to] = [formatPercent(before.probabilities[at]), formatPercent(after.probabilities[at])];
  return from === to ? `stays ${to}` : `goes from ${from} to ${to}`;
}

function ScoreParts({ assignment }: { assignment: Assignment }) {
  const total = assignment.scoreParts.reduce((sum, part) => sum + part.weight, 0);
  return (
    <>
      <h3>
        Risk score, part by part <span className="muted">(a rule, not a model)</span>
      </h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Driver</th>
            <th scope="col">Value</th>
            <th scope="col" className="number">
              Points
            </th>
            <th scope="col" className="number">
              of at most
            </th>
          </tr>
        </thead>
        <tbody>
          {assignment.scoreParts.map(part => (
            <tr key={part.driver}>
              <th scope="row">{part.driver}</th>
              <td>{part.value}</td>
              <td className="number">{formatFixed(part.points, 1)}</td>
              <td className="number">{formatFixed(total > 0 ? (100 * part.weight) / total : 0, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
