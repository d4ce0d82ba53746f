import type { CorrectionAccount, LeftRow, OutcomeAccount, RowCounts } from '#shared/feedback/result';
import { formatCount, formatThings } from '#shared/format';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import { Account } from '../tables/Account.tsx';

/** A list of outcomes row by row: what counts, and what was left out and why. */
export function OutcomesAccount({ account }: { account: OutcomeAccount }) {
  const { file, matched, nEvents, filled, changed, firstDay, lastDay, keyColumn } = account;
  const days = firstDay === null ? '' : firstDay === lastDay ? ` of ${firstDay}` : ` of ${firstDay} to ${lastDay}`;
  return (
    <div className="panel stack" role="status">
      <h3>What became of {legible(file.name)}</h3>
      <Account label={`Rows of ${file.name}`} lines={linesOf(account, 'Outcomes that count')} />
      <p>
        {keyColumn === null
          ? 'No customer of this project has one of the keys; the outcomes are kept for later files.'
          : `Outcomes${days} of ${formatThings(matched, 'customer')} by ${legible(keyColumn)}, ${formatCount(nEvents)} with the event: ${formatCount(filled)} had no known outcome, ${formatCount(changed)} had another one.`}
      </p>
      <LeftRows left={account.left} />
    </div>
  );
}

export function CorrectionsAccount({ account }: { account: CorrectionAccount }) {
  const { file, cells, segments, tiers } = account;
  return (
    <div className="panel stack" role="status">
      <h3>What became of {legible(file.name)}</h3>
      <Account label={`Rows of ${file.name}`} lines={linesOf(account, 'Corrections made')} />
      <p>
        {formatThings(cells, 'cell')}, {formatThings(segments, 'segment')} and {formatThings(tiers, 'tier')} were set,
        each with its reason and name. They stand among the changes by hand; undo takes all of them back.
      </p>
      <LeftRows left={account.left} />
    </div>
  );
}

function linesOf({ rows, matched, unknownKey, duplicate, unreadable }: RowCounts, kept: string) {
  return [
    { sign: '', text: 'Rows of the list', count: rows },
    ...(unknownKey > 0 ? [{ sign: '−', text: 'Nobody here has the key', count: unknownKey } as const] : []),
    ...(duplicate > 0
      ? [{ sign: '−', text: 'A later row says it of the same customer', count: duplicate } as const]
      : []),
    ...(unreadable > 0 ? [{ sign: '−', text: 'Cannot be read', count: unreadable } as const] : []),
    { sign: '=', text: kept, count: matched },
  ] as const;
}

function LeftRows({ left }: { left: readonly LeftRow[] }) {
  if (left.length === 0) return null;
  return (
    <details>
      <summary>Rows that were left out{left.length >= 20 ? ', the first of each kind' : ''}</summary>
      <TableScroll label="Rows that were left out">
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="number">
                Row
              </th>
              <th scope="col">In the list</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {left.map(({ row, text, why }) => (
              <tr key={`${row} ${why}`}>
                <td className="number">{row}</td>
                <td>{legible(text)}</td>
                <td>{legible(why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  );
}
