import { useState } from 'react';
import { formatCount } from '#shared/format';
import type { MissingToken, RejectedRow, RenamedColumn } from '#shared/results';

const FEW = 6;

/** Words that stood for "no value", by column. */
export function MissingText({ tokens }: { tokens: readonly MissingToken[] }) {
  const [shown, more] = useFew(tokens);
  if (tokens.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="missing-title">
      <h2 id="missing-title">Text read as missing</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Text</th>
            <th scope="col" className="number">
              Cells
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(token => (
            <tr key={`${token.column} ${token.token}`}>
              <td>{token.column}</td>
              <td>
                <code>{token.token || '(blank text)'}</code>
              </td>
              <td className="number">{formatCount(token.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </section>
  );
}

const RENAME_REASONS: Record<RenamedColumn['reason'], string> = {
  alias: 'recognised as a column the bank uses',
  blank: 'the header cell was blank',
  duplicate: 'the name stood twice',
  spaces: 'extra spaces or line breaks',
  joinedHeader: 'joined from two header rows',
  chosen: 'renamed by you',
};

export function RenamedColumns({ renamed }: { renamed: readonly RenamedColumn[] }) {
  const [shown, more] = useFew(renamed);
  if (renamed.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="renamed-title">
      <h2 id="renamed-title">Columns renamed</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">Here</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((column, index) => (
            <tr key={`${column.name} ${index}`}>
              <td>{column.original || '(blank)'}</td>
              <td>{column.name}</td>
              <td className="muted">{RENAME_REASONS[column.reason]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </section>
  );
}

const REJECT_REASONS: Record<RejectedRow['reason'], string> = {
  raggedRow: 'more or fewer cells than the header',
  footer: 'a footer or total, not a customer',
  repeatedHeader: 'the header again',
  unreadable: 'could not be read',
};

export function RejectedRows({ rejected, total }: { rejected: readonly RejectedRow[]; total: number }) {
  const [shown, more] = useFew(rejected);
  if (rejected.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="rejected-title">
      <h2 id="rejected-title">Rows rejected</h2>
      <table className="table">
        {total > rejected.length && (
          <caption>
            The first {formatCount(rejected.length)} of {formatCount(total)}
          </caption>
        )}
        <thead>
          <tr>
            <th scope="col" className="number">
              Row
            </th>
            <th scope="col">Why</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(row => (
            <tr key={row.row}>
              <td className="number">{formatCount(row.row)}</td>
              <td>
                {REJECT_REASONS[row.reason]}
                {row.column && ` (${row.column})`}
              </td>
              <td className="muted clipped">{row.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </section>
  );
}

/** The first few of a list, and the button that shows the rest. */
function useFew<T>(all: readonly T[]) {
  const [isOpen, setOpen] = useState(false);
  const button = all.length > FEW && (
    <button type="button" className="linkButton" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? 'Show fewer' : `Show all ${formatCount(all.length)}`}
    </button>
  );
  return [isOpen ? all : all.slice(0, FEW), button] as const;
}
