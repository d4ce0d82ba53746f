import Button from '@mui/material/Button';
import type { FeedbackState } from '#shared/contract/feedback';
import { formatCount } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { legible } from '../../text/sentences.ts';

/** All lists that came in; their rows are kept in the project. */
export function OutcomeLists({ state: { lists, corrections } }: { state: FeedbackState }) {
  const remove = useAction('feedback.remove');
  const columns = ['Rows', 'Counted', 'Unknown key', 'Replaced', 'Unreadable'];
  return (
    <>
      {remove.error && <Failure error={remove.error} onClose={remove.clear} />}
      <TableScroll label="Lists that came in">
        <table className="table driftTable">
          <thead>
            <tr>
              <th scope="col">List</th>
              <th scope="col">Imported</th>
              <th scope="col">Holds</th>
              {columns.map(title => (
                <th key={title} scope="col" className="number">
                  {title}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {lists.map(({ id, file, at, matched, firstDay, lastDay, otherTarget, ...counts }) => (
              <tr key={id}>
                <th scope="row" title={`SHA-256 ${file.sha256}`}>
                  {legible(file.name)}
                </th>
                <td>{at.slice(0, 10)}</td>
                <td>
                  outcomes
                  {firstDay === null ? '' : `, ${firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`}`}
                  {otherTarget &&
                    `, of ${legible(otherTarget.target)} (${legible(otherTarget.event)}): not what is scored, so they do not count`}
                </td>
                <Numbers values={[counts.rows, matched, counts.unknownKey, counts.duplicate, counts.unreadable]} />
                <td>
                  <Button
                    aria-label={`Remove ${file.name}`}
                    disabled={remove.isWorking}
                    onClick={() => void remove.run({ id })}
                  >
                    Remove
                  </Button>
                </td>
              </tr>
            ))}
            {corrections.map(({ file, at, made, ...counts }) => (
              <tr key={`${at} ${file.name}`}>
                <th scope="row" title={`SHA-256 ${file.sha256}`}>
                  {legible(file.name)}
                </th>
                <td>{at.slice(0, 10)}</td>
                <td>corrections, made by hand</td>
                <Numbers values={[counts.rows, made, counts.unknownKey, counts.duplicate, counts.unreadable]} />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

function Numbers({ values }: { values: readonly number[] }) {
  return (
    <>
      {values.map((value, i) => (
        <td key={i} className="number">
          {formatCount(value)}
        </td>
      ))}
    </>
  );
}
