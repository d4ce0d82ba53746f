import { useState } from 'react';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import { Answered } from '../../components/Answered.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { droppedBefore } from './droppedBefore.ts';

type Pair = readonly [string, string];

/** Proposals for levels to merge; each is kept or dropped. */
export function MergeReview({
  index,
  column,
  foldsSpelling,
  pairs,
  onKeep,
}: {
  index: number;
  column: string;
  /** Spellings are merged by the step itself, whatever is ticked here. */
  foldsSpelling: boolean;
  pairs: readonly Pair[];
  onKeep(pairs: Pair[]): void;
}) {
  const [isOpen, setOpen] = useState(false);
  if (column === '') return <p className="muted">Choose a column to see which of its levels look alike.</p>;
  return (
    <div>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        Review levels that look alike
      </Button>
      {isOpen && (
        <ReviewDialog
          index={index}
          column={column}
          foldsSpelling={foldsSpelling}
          pairs={pairs}
          onClose={() => setOpen(false)}
          onKeep={kept => {
            setOpen(false);
            onKeep(kept);
          }}
        />
      )}
    </div>
  );
}

function ReviewDialog(props: {
  index: number;
  column: string;
  foldsSpelling: boolean;
  pairs: readonly Pair[];
  onClose(): void;
  onKeep(pairs: Pair[]): void;
}) {
  const { column, foldsSpelling, pairs, index } = props;
  const query = useQuery('clean.suggest', { index, column });
  const [touched, setDropped] = useState<ReadonlySet<string> | null>(null);
  const found = query.data ?? [];
  const proposals = found.filter(({ similarity }) => !foldsSpelling || similarity < 1);
  const bySpelling = found.length - proposals.length;
  const dropped = touched ?? droppedBefore(proposals, pairs);
  const toggle = (level: string) => {
    const next = new Set(dropped);
    if (!next.delete(level)) next.add(level);
    setDropped(next);
  };
  const keep = () => {
    const proposed = new Set(proposals.map(({ from }) => from));
    const others = pairs.filter(([from]) => !proposed.has(from));
    props.onKeep([
      ...others,
      ...proposals.filter(({ from }) => !dropped.has(from)).map(({ from, to }): Pair => [from, to]),
    ]);
  };
  return (
    <Dialog open onClose={props.onClose} maxWidth="md" fullWidth aria-labelledby="merge-title">
      <DialogTitle id="merge-title">Levels of {column} that look alike</DialogTitle>
      <DialogContent>
        <Answered query={query} what="Comparing the levels">
          {() =>
            proposals.length === 0 ? (
              <p>
                No two levels of {column} look alike{bySpelling > 0 && ' beyond their spelling'}.
              </p>
            ) : (
              <TableScroll label="Proposals">
                <table className="table reviewTable">
                  <thead>
                    <tr>
                      <th scope="col">Merge</th>
                      <th scope="col">Level</th>
                      <th scope="col" className="number">
                        Rows
                      </th>
                      <th scope="col">Becomes</th>
                      <th scope="col" className="number">
                        Rows
                      </th>
                      <th scope="col" className="number">
                        Likeness
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {proposals.map(({ from, to, nFrom, nTo, similarity }) => (
                      <tr key={from}>
                        <td>
                          <Checkbox
                            size="small"
                            checked={!dropped.has(from)}
                            onChange={() => toggle(from)}
                            slotProps={{ input: { 'aria-label': `Merge ${from} into ${to}` } }}
                          />
                        </td>
                        <td>{from}</td>
                        <td className="number">{formatCount(nFrom)}</td>
                        <td>{to}</td>
                        <td className="number">{formatCount(nTo)}</td>
                        <td className="number">{formatPercent(similarity)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableScroll>
            )
          }
        </Answered>
        {bySpelling > 0 && (
          <p className="muted">
            {formatThings(bySpelling, 'level differs', 'levels differ')} from another only in case, spaces, punctuation
            or accents; “Merge spellings” puts them together without being asked.
          </p>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>Cancel</Button>
        <Button variant="contained" disabled={proposals.length === 0} onClick={keep}>
          Keep {formatCount(proposals.filter(({ from }) => !dropped.has(from)).length)} of{' '}
          {formatCount(proposals.length)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
