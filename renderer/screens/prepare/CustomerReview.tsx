import { useState } from 'react';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { CellValue } from '#shared/columns';
import type { CustomerPair } from '#shared/contract/clean';
import { formatCount, formatPercent } from '#shared/format';
import { Answered } from '../../components/Answered.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';

type Pair = readonly [string, string];

/** Customers that look like one; a person says which of them are. */
export function CustomerReview(props: { index: number; pairs: readonly Pair[]; onKeep(pairs: Pair[]): void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        Review customers that look alike
      </Button>
      {isOpen && (
        <ReviewDialog
          {...props}
          onClose={() => setOpen(false)}
          onKeep={kept => {
            setOpen(false);
            props.onKeep(kept);
          }}
        />
      )}
    </div>
  );
}

const keyOf = ([from, to]: Pair) => JSON.stringify([from, to]);

function ReviewDialog(props: { index: number; pairs: readonly Pair[]; onClose(): void; onKeep(pairs: Pair[]): void }) {
  const { index, pairs } = props;
  const query = useQuery('clean.suggestCustomers', { index });
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(pairs.map(keyOf)));
  const proposals = query.data ?? [];
  const isSame = ({ from, to }: CustomerPair) => ticked.has(keyOf([from, to]));
  const toggle = ({ from, to }: CustomerPair) => {
    const next = new Set(ticked);
    if (!next.delete(keyOf([from, to]))) next.add(keyOf([from, to]));
    setTicked(next);
  };
  const keep = () => {
    const proposed = new Set(proposals.map(({ from, to }) => keyOf([from, to])));
    const others = pairs.filter(pair => !proposed.has(keyOf(pair)));
    props.onKeep([...others, ...proposals.filter(isSame).map(({ from, to }): Pair => [from, to])]);
  };
  return (
    <Dialog open onClose={props.onClose} maxWidth="md" fullWidth aria-labelledby="customers-title">
      <DialogTitle id="customers-title">Customers that look alike</DialogTitle>
      <DialogContent>
        <Answered query={query} what="Comparing the customers">
          {data =>
            data.length === 0 ? (
              <p>No two customers look alike by the columns and the score chosen.</p>
            ) : (
              <div className="stack">
                <p className="muted">
                  Tick those that are one customer: the later is folded into the earlier, which takes values it lacks
                  from it.
                </p>
                {data.map(pair => (
                  <PairOfCustomers
                    key={keyOf([pair.from, pair.to])}
                    pair={pair}
                    isSame={isSame(pair)}
                    onToggle={() => toggle(pair)}
                  />
                ))}
              </div>
            )
          }
        </Answered>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>Cancel</Button>
        <Button variant="contained" disabled={proposals.length === 0} onClick={keep}>
          Keep {formatCount(proposals.filter(isSame).length)} of {formatCount(proposals.length)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function PairOfCustomers({ pair, isSame, onToggle }: { pair: CustomerPair; isSame: boolean; onToggle(): void }) {
  const { from, to, rowFrom, rowTo, score, fields } = pair;
  const name = `${from} is the same customer as ${to}`;
  return (
    <section className="pairOfCustomers" aria-label={`${from} and ${to}`}>
      <div className="pairHead">
        <FormControlLabel control={<Checkbox size="small" checked={isSame} onChange={onToggle} />} label={name} />
        <span>
          Score <strong>{formatPercent(score)}</strong>
        </span>
      </div>
      <TableScroll label={`What ${from} and ${to} have in common`}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Variable</th>
              <th scope="col">{named(to, rowTo)}</th>
              <th scope="col">{named(from, rowFrom)}</th>
              <th scope="col" className="number">
                Likeness
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map(field => (
              <tr key={field.column}>
                <th scope="row">{field.column}</th>
                <td>{shown(field.to)}</td>
                <td>{shown(field.from)}</td>
                <td className="number">{likenessText(field.likeness)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function named(name: string, row: number): string {
  return name.startsWith('row ') ? `Row ${formatCount(row)}` : `${name}, row ${formatCount(row)}`;
}

function shown(value: CellValue): string {
  return value === null ? '—' : String(value);
}

function likenessText(likeness: number | null): string {
  if (likeness === null) return 'not known';
  return likeness === 1 ? 'agrees' : likeness === 0 ? 'differs' : formatPercent(likeness);
}
