import { formatCount, formatFixed } from '#shared/format';
import { LEAK_MEASURES, type LeakFinding } from '#shared/scoring/leaks';
import type { ColumnLeftOut } from '#shared/scoring/result';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';

const DONE: Readonly<Record<LeakFinding['action'], string>> = {
  leftOut: 'left out',
  kept: 'kept by hand',
  used: 'used',
  notUsed: 'never used',
};

/** What was found before anything was fitted to say too much about the outcome, and what was done about it. */
export function LeaksFound({ leaks }: { leaks: readonly LeakFinding[] }) {
  return (
    <section className="stack" aria-labelledby="leaks-found">
      <h2 id="leaks-found">Leaks looked for before fitting</h2>
      {leaks.length === 0 ? (
        <p className="muted">
          No column gives the outcome away: none repeats it, is made from it, is known only after it or tells it by its
          gaps.
        </p>
      ) : (
        <TableScroll label="Leaks found before fitting">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Finding</th>
                <th scope="col">Evidence</th>
                <th scope="col" className="number">
                  n
                </th>
                <th scope="col">Done</th>
              </tr>
            </thead>
            <tbody>
              {leaks.map(leak => (
                <tr key={`${leak.column} ${leak.kind} ${leak.with}`}>
                  <th scope="row">
                    <span className={leak.severity === 'leak' ? 'tierHigh' : 'tierMedium'} aria-hidden="true">
                      {leak.severity === 'leak' ? '▲' : '◆'}
                    </span>{' '}
                    {leak.column ?? 'Order of the rows'}
                    <span className="visually-hidden">{leak.severity === 'leak' ? ', a leak' : ', a suspect'}</span>
                  </th>
                  <td>{legible(leak.sentence)}</td>
                  <td>
                    {LEAK_MEASURES[leak.measure]} {formatFixed(leak.value, 3)}
                  </td>
                  <td className="number">{formatCount(leak.n)}</td>
                  <td>{DONE[leak.action]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}

/** Columns that no model sees, and why. */
export function LeftOutColumns({ leftOut }: { leftOut: readonly ColumnLeftOut[] }) {
  if (leftOut.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="columns-left-out">
      <h2 id="columns-left-out">Columns that no model sees</h2>
      <TableScroll label="Columns that no model sees" className="leftOutColumns">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {leftOut.map(({ column, reason }) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
