import Button from '@mui/material/Button';
import type { ComparedClustering, Comparison } from '#shared/evidence';
import type { ClusteringId } from '#shared/recipe';
import { NoteList } from '../../components/NoteList.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { COMPARE_COLUMNS, isBest } from './compareRows.ts';

export interface CompareTableProps {
  readonly comparison: Comparison;
  readonly current: ClusteringId;
  readonly isDisabled: boolean;
  onUse(entry: ComparedClustering): void;
}

/** The methods beside each other; the best value of each measure is marked. */
export function CompareTable({ comparison, current, isDisabled, onUse }: CompareTableProps) {
  const { entries, nCustomers } = comparison;
  return (
    <TableScroll label="Methods compared">
      <table className="table compareTable">
        <thead>
          <tr>
            <th scope="col">Method</th>
            {COMPARE_COLUMNS.map(({ title, help }) => (
              <th key={title} scope="col" className="number" title={help}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {entries.map(entry => (
          <tbody key={entry.algorithm}>
            <tr>
              <th scope="row">
                {entry.title}
                {entry.algorithm === comparison.recommended && <span className="muted"> ◆ recommended</span>}
                {entry.error === null && (
                  <div>
                    <Button size="small" disabled={isDisabled} onClick={() => onUse(entry)}>
                      {entry.algorithm === current ? 'Use again' : 'Use this one'}
                    </Button>
                  </div>
                )}
              </th>
              {entry.error === null ? (
                COMPARE_COLUMNS.map(column => (
                  <td key={column.title} className="number">
                    {isBest(column, entry, entries) ? (
                      <strong>
                        {column.text(entry, nCustomers)} <span title="The best of these">✓</span>
                      </strong>
                    ) : (
                      column.text(entry, nCustomers)
                    )}
                  </td>
                ))
              ) : (
                <td colSpan={COMPARE_COLUMNS.length} className="muted">
                  {entry.error}
                </td>
              )}
            </tr>
            {entry.notes.length > 0 && (
              <tr className="compareNotes">
                <td colSpan={COMPARE_COLUMNS.length + 1}>
                  <NoteList notes={entry.notes} />
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </TableScroll>
  );
}
