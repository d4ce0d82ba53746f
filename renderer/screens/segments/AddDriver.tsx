import { useState } from 'react';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import TextField from '@mui/material/TextField';
import type { DriverColumn } from '#shared/contract/tiers';
import type { TierDriver } from '#shared/recipe';
import { Choice } from '../../components/Choice.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { useQuery } from '../../hooks/useQuery.ts';

const MEASURES: Readonly<Record<TierDriver['measure'], string>> = {
  flag: 'Yes or no: all points when yes',
  rank: 'Rank: the share of customers with a lower value',
  ratio: 'Ratio: how many times another column',
  count: 'Count: in proportion, up to a full value',
};
const USUAL_WEIGHT = 10;
const MOST_OF_ID = 60;
const MOST_OF_TITLE = 120;

/** A further driver of the score: a column, how it is measured, and its weight. */
export function AddDriver({ taken, onAdd }: { taken: readonly TierDriver[]; onAdd(driver: TierDriver): void }) {
  const [isOpen, setOpen] = useState(false);
  const columns = useQuery('segment.driverColumns', isOpen ? {} : null).data;
  if (!isOpen)
    return (
      <div>
        <Button variant="outlined" onClick={() => setOpen(true)}>
          Add a driver
        </Button>
      </div>
    );
  if (!columns) return <p className="muted">Asking for the columns</p>;
  if (columns.length === 0) return <p className="muted">No column can be a driver of the score.</p>;
  return (
    <DriverForm
      columns={columns}
      taken={taken}
      onClose={() => setOpen(false)}
      onAdd={driver => {
        setOpen(false);
        onAdd(driver);
      }}
    />
  );
}

interface DriverFormProps {
  readonly columns: readonly DriverColumn[];
  readonly taken: readonly TierDriver[];
  onAdd(driver: TierDriver): void;
  onClose(): void;
}

function DriverForm({ columns, taken, onAdd, onClose }: DriverFormProps) {
  const [draft, setDraft] = useState(() => startOf(columns[0], taken));
  const set = (part: Partial<TierDriver>) => setDraft({ ...draft, ...part });
  // A title that nobody typed says what is measured now.
  const measure = (part: Partial<TierDriver>) => {
    const next = { ...draft, ...part };
    setDraft(draft.title === titleOf(draft, taken) ? { ...next, title: titleOf(next, taken) } : next);
  };
  const column = columns.find(({ name }) => name === draft.column) ?? columns[0];
  const others = columns.filter(({ name, measures }) => name !== column.name && measures.includes('ratio'));
  const needsAgainst = draft.measure === 'ratio' && draft.against === null;
  return (
    <form
      className="driverForm"
      aria-label="Add a driver"
      onSubmit={event => {
        event.preventDefault();
        if (!needsAgainst && draft.title.trim()) onAdd({ ...draft, title: draft.title.trim() });
      }}
    >
      <label>
        Column
        <Choice
          value={draft.column}
          choices={columns.map(({ name }) => ({ value: name, label: name }))}
          onChange={name =>
            setDraft(
              startOf(
                columns.find(one => one.name === name)!,
                taken,
              ),
            )
          }
        />
      </label>
      <label>
        Measure
        <Choice
          value={draft.measure}
          choices={column.measures.map(measure => ({ value: measure, label: MEASURES[measure] }))}
          onChange={chosen => measure(measured(chosen as TierDriver['measure'], column, others))}
        />
      </label>
      {draft.measure === 'ratio' && (
        <label>
          Divided by
          <Choice
            value={draft.against ?? ''}
            choices={others.map(({ name }) => ({ value: name, label: name }))}
            onChange={against => measure({ against })}
          />
        </label>
      )}
      {(draft.measure === 'ratio' || draft.measure === 'count') && (
        <label>
          Full points at
          <NumberField width={100} min={0.001} max={1e12} value={draft.full} onChange={full => set({ full })} />
        </label>
      )}
      <label>
        Weight
        <NumberField width={80} min={0} max={100} value={draft.weight} onChange={weight => set({ weight })} />
      </label>
      <label>
        Title
        <TextField
          value={draft.title}
          onChange={event => set({ title: event.target.value })}
          slotProps={{ htmlInput: { maxLength: MOST_OF_TITLE } }}
        />
      </label>
      <label className="row">
        <Checkbox
          size="small"
          checked={draft.lowIsRisky === true}
          onChange={event => set({ lowIsRisky: event.target.checked || undefined })}
        />
        A low value is risky
      </label>
      {needsAgainst && <p role="alert">A ratio needs a second column of numbers to divide by.</p>}
      <div className="row">
        <Button type="submit" variant="contained" disabled={needsAgainst || draft.title.trim() === ''}>
          Add to the rule
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

function startOf(column: DriverColumn, taken: readonly TierDriver[]): TierDriver {
  const [measure] = column.measures;
  const draft = { column: column.name, against: null, measure, full: column.full, weight: USUAL_WEIGHT };
  const ids = taken.map(({ id }) => id);
  return { ...draft, id: freeName(column.name, ids, MOST_OF_ID), title: titleOf(draft, taken) };
}

/** What is measured, with a number where a driver has that title. */
function titleOf({ column, against }: Pick<TierDriver, 'column' | 'against'>, taken: readonly TierDriver[]): string {
  const titles = taken.map(({ title }) => title);
  return freeName(against === null ? column : `${column} over ${against}`, titles, MOST_OF_TITLE);
}

function freeName(wanted: string, taken: readonly string[], most: number): string {
  let name = wanted.slice(0, most);
  for (let i = 2; taken.includes(name); i++) name = `${wanted.slice(0, most - 6)} (${i})`;
  return name;
}

function measured(
  measure: TierDriver['measure'],
  column: DriverColumn,
  others: readonly DriverColumn[],
): Partial<TierDriver> {
  if (measure === 'ratio') return { measure, against: others[0]?.name ?? null, full: 3 };
  return { measure, against: null, full: measure === 'count' ? column.full : 1 };
}
