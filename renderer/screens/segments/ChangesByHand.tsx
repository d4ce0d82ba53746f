import Button from '@mui/material/Button';
import { HAND_COLUMN, type Filter } from '#shared/contract/dataset';
import { formatCount, formatThings } from '#shared/format';
import type { HandDecision, Segmentation } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';
import type { ViewProps } from './Findings.tsx';

/** Every segment and tier that a person set, of any kind. */
const SET_BY_HAND: Filter = { op: 'is', column: HAND_COLUMN, values: ['Segment', 'Tier', 'Segment and tier'] };

/** What people changed about the segments that were found, with their reasons, and the way back. */
export function ChangesByHand({ segmentation, onPick }: ViewProps) {
  const { byHand, nSetByHand } = segmentation;
  if (!byHand && !nSetByHand) return null;
  return (
    <section className="panel stack" aria-labelledby="by-hand-title">
      <h2 id="by-hand-title">Changed by hand</h2>
      {byHand && <Edits byHand={byHand} />}
      {nSetByHand && (
        <>
          <p>
            <button type="button" className="linkButton" onClick={() => onPick([SET_BY_HAND])}>
              {setWords(nSetByHand)}
            </button>
          </p>
          <Decisions />
        </>
      )}
    </section>
  );
}

function setWords({ segments, tiers }: NonNullable<Segmentation['nSetByHand']>): string {
  const parts = [
    segments > 0 ? `${formatThings(segments, 'customer')} set to a segment by hand` : '',
    tiers > 0 ? `${formatThings(tiers, 'customer')} set to a tier by hand` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function Edits({ byHand }: { byHand: NonNullable<Segmentation['byHand']> }) {
  const takeBack = useJob('segment.takeBackEdit');
  const last = byHand.changes.length - 1;
  return (
    <>
      <p>{byHand.text}</p>
      {takeBack.job?.error && <Failure error={takeBack.job.error} />}
      <ol className="changeList">
        {byHand.changes.map((change, index) => (
          <li key={index}>
            <span className="grow">
              <strong>{change.text}</strong>
              {!change.isMade && <span className="muted"> (not possible on this data)</span>}
              <span className="muted">
                {' '}
                – {change.reason} ({change.by})
              </span>
            </span>
            <Button disabled={takeBack.isWorking} onClick={() => void takeBack.start({ index })}>
              {index === last ? 'Undo this change' : 'Undo this and later changes'}
            </Button>
          </li>
        ))}
      </ol>
    </>
  );
}

function Decisions() {
  const query = useQuery('segment.overrides', {});
  const takeBack = useAction('segment.takeBackOverride');
  return (
    <details>
      <summary>Customers set by hand, with reason and name</summary>
      {takeBack.error && <Failure error={takeBack.error} onClose={takeBack.clear} />}
      <Answered query={query} what="Asking for the decisions">
        {({ list, total }) => (
          <>
            <TableScroll label="Customers set by hand">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Customer</th>
                    <th scope="col">What</th>
                    <th scope="col">Set to</th>
                    <th scope="col">Otherwise</th>
                    <th scope="col">Reason</th>
                    <th scope="col">By</th>
                    <th scope="col">
                      <span className="visually-hidden">Take back</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {list.map(one => (
                    <DecisionRow
                      key={`${one.row} ${one.what}`}
                      one={one}
                      onTakeBack={() => void takeBack.run({ customer: one.customer, what: one.what })}
                    />
                  ))}
                </tbody>
              </table>
            </TableScroll>
            {total > list.length && (
              <p className="muted">
                The first {formatCount(list.length)} of {formatCount(total)}; all are in the exported customers.
              </p>
            )}
          </>
        )}
      </Answered>
    </details>
  );
}

function DecisionRow({ one, onTakeBack }: { one: HandDecision; onTakeBack(): void }) {
  return (
    <tr>
      <th scope="row">
        <button type="button" className="linkButton" onClick={() => goTo(`/customer?row=${one.row}`)}>
          {one.customer}
        </button>
      </th>
      <td>{one.what === 'tier' ? 'Tier' : 'Segment'}</td>
      <td>{one.to}</td>
      <td className="muted">{one.was}</td>
      <td>{one.reason}</td>
      <td>{one.by}</td>
      <td>
        <Button aria-label={`Take back the ${one.what} of ${one.customer}`} onClick={onTakeBack}>
          Take back
        </Button>
      </td>
    </tr>
  );
}
