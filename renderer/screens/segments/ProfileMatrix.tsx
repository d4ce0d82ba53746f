import { useState } from 'react';
import { formatFixed, formatQuantity } from '#shared/format';
import type { ProfileTable } from '#shared/results';
import { comparedValue, effectSize } from '#shared/separation';
import { Answered } from '../../components/Answered.tsx';
import { Choice } from '../../components/Choice.tsx';
import { exportCsv } from '../../charts/exportChart.ts';
import Button from '@mui/material/Button';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { ViewProps } from './Findings.tsx';
import { levelFilter, segmentFilter } from './pickFilters.ts';
import { FEW_KNOWN } from './profileFigures.ts';
import { TableScroll } from '../../components/TableScroll.tsx';

type Row = ProfileTable['rows'][number];
const SHOWN = 60;

/** Every column of every segment beside the whole book; shaded where the difference is large. */
export function ProfileMatrix({ segmentation, onPick }: ViewProps) {
  const profile = useQuery('segment.profile', {});
  const [order, setOrder] = useState('effect');
  const [limit, setLimit] = useState(SHOWN);
  return (
    <Answered query={profile} what="Comparing with the whole book">
      {table => {
        const rows = order === 'effect' ? [...table.rows].sort((a, b) => largest(b) - largest(a)) : table.rows;
        return (
          <section className="stack" aria-labelledby="profile-title">
            <div className="row">
              <div className="grow">
                <h2 id="profile-title">Each segment beside the whole book</h2>
                <p className="muted">
                  Shaded where a segment differs: ▲ above the book, ▼ below; darker means a larger standardised
                  difference.
                </p>
              </div>
              <Choice
                label="Order of the rows"
                value={order}
                choices={[
                  { value: 'effect', label: 'Largest difference first' },
                  { value: 'file', label: 'Order of the file' },
                ]}
                onChange={setOrder}
              />
              <Button variant="outlined" onClick={() => exportCsv(csvOf(table), 'profile of segments')}>
                Save as CSV
              </Button>
            </div>
            <TableScroll label="Profile of the segments">
              <table className="table profileTable">
                <thead>
                  <tr>
                    <th scope="col">Column</th>
                    <th scope="col" className="number">
                      Whole book
                    </th>
                    {table.segmentIds.map(id => (
                      <th key={id} scope="col" className="number">
                        <SegmentMark id={id} name={segmentation.segments.find(segment => segment.id === id)?.name} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, limit).map(row => (
                    <tr key={`${row.column} ${row.level} ${row.measure}`}>
                      <th scope="row">
                        {row.column}
                        {row.level !== null && `: ${row.level}`} <span className="muted">{row.measure}</span>
                      </th>
                      <td className="number">{formatQuantity(row.book, row.unit)}</td>
                      {row.effects.map((effect, index) => (
                        <EffectCell
                          key={table.segmentIds[index]}
                          row={row}
                          value={comparedValue(row, index)}
                          effect={effect}
                          onPick={() => {
                            const filters = [segmentFilter(segmentation, table.segmentIds[index])];
                            if (row.level !== null) filters.push(levelFilter(row.column, row.level));
                            onPick(filters);
                          }}
                        />
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableScroll>
            {rows.length > limit && (
              <button type="button" className="linkButton" onClick={() => setLimit(rows.length)}>
                Show all {rows.length} rows
              </button>
            )}
          </section>
        );
      }}
    </Answered>
  );
}

function EffectCell({ row, value, effect, onPick }: { row: Row; value: number; effect: number; onPick: () => void }) {
  const strength = Math.min(1, effectSize(effect));
  const isLarge = strength >= 0.2;
  const tint = effect > 0 ? 'var(--accent)' : 'var(--medium)';
  return (
    <td
      className="effect"
      style={
        isLarge ? { background: `color-mix(in srgb, ${tint} ${Math.round(strength * 30)}%, var(--paper))` } : undefined
      }
      title={
        Number.isFinite(effect)
          ? `Standardised difference ${effect > 0 ? '+' : ''}${formatFixed(effect, 2)}`
          : FEW_KNOWN
      }
      onClick={onPick}
    >
      {isLarge && <span aria-hidden="true">{effect > 0 ? '▲ ' : '▼ '}</span>}
      {formatQuantity(value, row.unit)}
    </td>
  );
}

function largest(row: Row): number {
  return Math.max(...row.effects.map(effectSize));
}

function csvOf(table: ProfileTable) {
  return {
    columns: [
      'Column',
      'Level',
      'Measure',
      'Unit',
      'Whole book',
      ...table.segmentIds.flatMap(id => [`Segment ${id}`, `Segment ${id} effect`]),
    ],
    rows: table.rows.map(row => [
      row.column,
      row.level,
      row.measure,
      row.unit,
      row.book,
      ...row.effects.flatMap((effect, i) => [comparedValue(row, i), effect]),
    ]),
  };
}
