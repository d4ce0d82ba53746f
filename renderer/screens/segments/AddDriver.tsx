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
          onChange={measure => set(measured(measure as TierDriver['measure'], column, others))}
        />
      </label>
      {draft.measure === 'ratio' && (
        <label>
          Divided by
          <Choice
            value={draft.against ?? ''}
            choices={others.map(({ name }) => ({ value: name, label: name }))}
            onChange={against => set({ against })}
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
          slotProps={{ htmlInput: { maxLength: 120 } }}
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
  const isTaken = (title: string) => taken.some(driver => driver.title === title || driver.id === title.slice(0, 60));
  let title = column.name.slice(0, 60);
  for (let i = 2; isTaken(title); i++) title = `${column.name.slice(0, 54)} ${i}`;
  const [measure] = column.measures;
  return { id: title, title, column: column.name, against: null, measure, full: column.full, weight: USUAL_WEIGHT };
}

function measured(
  measure: TierDriver['measure'],
  column: DriverColumn,
  others: readonly DriverColumn[],
): Partial<TierDriver> {
  if (measure === 'ratio') return { measure, against: others[0]?.name ?? null, full: 3 };
  return { measure, against: null, full: measure === 'count' ? column.full : 1 };
}
