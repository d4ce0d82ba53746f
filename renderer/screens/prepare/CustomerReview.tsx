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
/** What a person said of two customers. */
type Verdict = 'same' | 'different';
interface Decided {
  readonly same: readonly Pair[];
  readonly different: readonly Pair[];
}
interface ReviewProps extends Decided {
  readonly index: number;
  onKeep(decided: Decided): void;
}

/** Customers that look like one; a person says which of them are, and which are not. */
export function CustomerReview(props: ReviewProps) {
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
          onKeep={decided => {
            setOpen(false);
            props.onKeep(decided);
          }}
        />
      )}
    </div>
  );
}

const keyOf = ([from, to]: Pair) => JSON.stringify([from, to]);

function ReviewDialog(props: ReviewProps & { onClose(): void }) {
  const { index, same, different } = props;
  const query = useQuery('clean.suggestCustomers', { index });
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, Verdict>>(
    () => new Map(same.map(pair => [keyOf(pair), 'same'])),
  );
  const proposals = query.data ?? [];
  const verdictOn = ({ from, to }: CustomerPair) => verdicts.get(keyOf([from, to]));
  const decide = ({ from, to }: CustomerPair, verdict: Verdict) => {
    const key = keyOf([from, to]);
    const next = new Map(verdicts);
    if (next.get(key) === verdict) next.delete(key);
    else next.set(key, verdict);
    setVerdicts(next);
  };
  const found = (verdict: Verdict) =>
    proposals.filter(pair => verdictOn(pair) === verdict).map(({ from, to }): Pair => [from, to]);
  const keep = () => {
    const proposed = new Set(proposals.map(({ from, to }) => keyOf([from, to])));
    const others = same.filter(pair => !proposed.has(keyOf(pair)));
    props.onKeep({ same: [...others, ...found('same')], different: [...different, ...found('different')] });
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
                  from it. Those you tell apart are not shown again.
                </p>
                {data.map(pair => (
                  <PairOfCustomers
                    key={keyOf([pair.from, pair.to])}
                    pair={pair}
                    verdict={verdictOn(pair)}
                    onDecide={verdict => decide(pair, verdict)}
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
          Keep {formatCount(found('same').length)} of {formatCount(proposals.length)}
          {found('different').length > 0 && `, ${formatCount(found('different').length)} told apart`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface PairProps {
  readonly pair: CustomerPair;
  readonly verdict: Verdict | undefined;
  onDecide(verdict: Verdict): void;
}

function PairOfCustomers({ pair, verdict, onDecide }: PairProps) {
  const { from, to, rowFrom, rowTo, score, fields } = pair;
  const name = `${from} is the same customer as ${to}`;
  return (
    <section className="pairOfCustomers" aria-label={`${from} and ${to}`}>
      <div className="pairHead">
        <div>
          <FormControlLabel
            control={<Checkbox size="small" checked={verdict === 'same'} onChange={() => onDecide('same')} />}
            label={name}
          />
          <FormControlLabel
            control={
              <Checkbox
                size="small"
                checked={verdict === 'different'}
                onChange={() => onDecide('different')}
                slotProps={{ input: { 'aria-label': `${from} and ${to} are different customers` } }}
              />
            }
            label="They are two customers"
          />
        </div>
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
