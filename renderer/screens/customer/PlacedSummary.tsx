import type { ReactNode } from 'react';
import type { PlacedFile } from '#shared/explanation';
import { formatCount, formatPercent, formatThings, joinWords } from '#shared/format';
import { NoteList } from '../../components/NoteList.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { TierMark } from '../../components/TierMark.tsx';

/** Where the customers of a file went, beside where those of the book are. */
export function PlacedSummary({ placed, children }: { placed: PlacedFile; children: ReactNode }) {
  const { rejected, duplicate, empty, read } = placed.rows;
  const left = [
    rejected > 0 && `${formatCount(rejected)} not read`,
    duplicate > 0 && `${formatCount(duplicate)} repeated`,
    empty > 0 && `${formatCount(empty)} empty`,
  ].filter(words => words !== false);
  return (
    <div className="panel stack" data-testid="placed">
      <h2>{placed.name}</h2>
      <p>{placed.sentence}</p>
      <NoteList notes={placed.notes} />
      <TableScroll label="Customers placed by segment">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col" className="number">
                Customers
              </th>
              <th scope="col" className="number">
                Share
              </th>
              <th scope="col" className="number">
                In the book
              </th>
            </tr>
          </thead>
          <tbody>
            {placed.segments.map(({ id, name, size, share, shareOfBook }) => (
              <tr key={id}>
                <th scope="row">
                  <SegmentMark id={id} name={name} />
                </th>
                <td className="number">{formatCount(size)}</td>
                <td className="number">{formatPercent(share)}</td>
                <td className="number">{formatPercent(shareOfBook)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="row">
        {placed.tiers.map(({ tier, size, share }) => (
          <span key={tier}>
            <TierMark tier={tier} /> {formatCount(size)} ({formatPercent(share)})
          </span>
        ))}
      </p>
      <p className="muted">
        {joinWords(
          placed.confidence.map(({ word, size, share }) => `${word} ${formatCount(size)} (${formatPercent(share)})`),
        )}
        ; {formatThings(read, 'row')} of the file{left.length > 0 && `, of which ${joinWords(left)}`}.
      </p>
      {children}
    </div>
  );
}
