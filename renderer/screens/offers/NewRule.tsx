import { useState } from 'react';
import Button from '@mui/material/Button';
import type { OffersSetup } from '#shared/contract/offer';
import type { OfferRule, OfferTest } from '#shared/offers/choices';
import { TIERS } from '#shared/tiers';
import { Choice } from '../../components/Choice.tsx';

interface NewRuleProps {
  readonly setup: OffersSetup;
  readonly isDisabled: boolean;
  onAdd(rule: OfferRule): void;
}
interface Draft {
  readonly effect: OfferRule['effect'];
  readonly product: string;
  /** segment, tier, or "column " and the name of one. */
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly level: string;
}
const START: Draft = { effect: 'only', product: '', by: '', from: '', to: '', level: '' };
const COLUMN = 'column ';

/** One rule put together: offer what, only or never, to whom. */
export function NewRule({ setup, isDisabled, onAdd }: NewRuleProps) {
  const [draft, setDraft] = useState(START);
  const test = testOf(draft, setup);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const add = () => {
    if (!test) return;
    onAdd({ effect: draft.effect, products: draft.product === '' ? [] : [draft.product], test });
    setDraft(START);
  };
  return (
    <fieldset className="ruleForm" disabled={isDisabled}>
      <legend>Add a rule</legend>
      <label className="offerField">
        <span>Product</span>
        <Choice
          label="Product of the rule"
          value={draft.product}
          choices={[{ value: '', label: 'Every product' }, ...setup.products.map(p => ({ value: p, label: p }))]}
          onChange={product => change({ product })}
        />
      </label>
      <label className="offerField">
        <span>Is offered</span>
        <Choice
          label="Only or never"
          value={draft.effect}
          choices={[
            { value: 'only', label: 'only to customers' },
            { value: 'never', label: 'never to customers' },
          ]}
          onChange={effect => change({ effect: effect as Draft['effect'] })}
        />
      </label>
      <label className="offerField">
        <span>By</span>
        <Choice
          label="What the rule goes by"
          value={draft.by}
          choices={byChoices(setup)}
          onChange={by => change({ by, from: '', to: '', level: '' })}
        />
      </label>
      <Values draft={draft} setup={setup} onChange={change} />
      <Button variant="outlined" disabled={test === null} onClick={add}>
        Add the rule
      </Button>
    </fieldset>
  );
}

function byChoices({ ruleColumns, segments }: OffersSetup) {
  const why = segments.length === 0 ? ' (find segments first)' : '';
  return [
    { value: '', label: 'Choose what it goes by' },
    { value: 'segment', label: `segment${why}`, isDisabled: segments.length === 0 },
    { value: 'tier', label: `risk tier${why}`, isDisabled: segments.length === 0 },
    ...ruleColumns.map(({ name }) => ({ value: COLUMN + name, label: name })),
  ];
}

function Values({
  draft,
  setup,
  onChange,
}: {
  draft: Draft;
  setup: OffersSetup;
  onChange(part: Partial<Draft>): void;
}) {
  if (draft.by === '') return null;
  const column = columnOf(draft, setup);
  if (column?.kind === 'number')
    return (
      <>
        {(['from', 'to'] as const).map(end => (
          <label key={end} className="offerField">
            <span>{end === 'from' ? 'At least' : 'At most'}</span>
            <input
              className="choice"
              inputMode="decimal"
              size={8}
              value={draft[end]}
              onChange={event => onChange({ [end]: event.target.value })}
            />
          </label>
        ))}
      </>
    );
  const values =
    draft.by === 'segment'
      ? setup.segments.map(({ id, name }) => ({ value: String(id), label: `${id} ${name}` }))
      : (draft.by === 'tier' ? [...TIERS] : (column?.levels ?? [])).map(level => ({ value: level, label: level }));
  return (
    <label className="offerField">
      <span>Is</span>
      <Choice
        label="Value"
        value={draft.level}
        choices={[{ value: '', label: 'Choose' }, ...values]}
        onChange={level => onChange({ level })}
      />
    </label>
  );
}

function columnOf({ by }: Draft, { ruleColumns }: OffersSetup) {
  return ruleColumns.find(({ name }) => COLUMN + name === by);
}

/** What is asked of a customer, or null while something is missing. */
function testOf(draft: Draft, setup: OffersSetup): OfferTest | null {
  const { by, level } = draft;
  const column = columnOf(draft, setup);
  if (column?.kind === 'number') {
    const [from, to] = [bound(draft.from), bound(draft.to)];
    if (from === undefined || to === undefined || (from === null && to === null)) return null;
    return { by: 'number', column: column.name, from, to };
  }
  if (level === '') return null;
  if (column) return { by: 'level', column: column.name, levels: [level] };
  if (by === 'segment') return { by: 'segment', segments: [Number(level)] };
  const tier = TIERS.find(known => known === level);
  return tier ? { by: 'tier', tiers: [tier] } : null;
}

/** null for an empty field, undefined for what is no number. */
function bound(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
