import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { OffersSetup } from '#shared/contract/offer';
import { SPLITS, type OfferSplit, type SplitKind } from '#shared/offers/choices';
import { Choice } from '../../components/Choice.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { MethodChoices } from '../../components/MethodChoices.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { OffersDraft } from './useOffersDraft.ts';

interface HowProps {
  readonly draft: OffersDraft;
  readonly setup: OffersSetup | undefined;
  readonly isDisabled: boolean;
}
const SPLIT_WORDS: Readonly<Record<SplitKind, string>> = {
  random: 'A share drawn by lot',
  last: "Each customer's latest",
  day: 'All after a day',
};
const AUTOMATIC = '';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** How methods are compared, and which. */
export function HowCompared({ draft, setup, isDisabled }: HowProps) {
  const catalog = useQuery('offer.catalog', {}).data ?? [];
  const { values, change } = draft;
  const { split } = values;
  const hasTimes = setup?.hasTimes ?? false;
  const setSplit = (part: Partial<OfferSplit>) =>
    change({ split: { kind: 'random', testShare: 0.2, day: null, ...split, ...part } });
  return (
    <div className="stack">
      <h3>What is held back</h3>
      <p className="optionHelp">Methods learn from the rest and are judged by what they find of it.</p>
      <Choice
        label="What is held back"
        value={split?.kind ?? AUTOMATIC}
        isDisabled={isDisabled}
        choices={[
          { value: AUTOMATIC, label: hasTimes ? 'As proposed: the latest of each' : 'As proposed: by lot' },
          ...SPLITS.map(kind => ({
            value: kind,
            label: SPLIT_WORDS[kind],
            isDisabled: kind !== 'random' && !hasTimes,
          })),
        ]}
        onChange={kind => (kind === AUTOMATIC ? change({ split: null }) : setSplit({ kind: kind as SplitKind }))}
      />
      {split && (
        <label className="offerField">
          <span>Share held back, %</span>
          <NumberField
            value={Math.round(split.testShare * 100)}
            min={5}
            max={50}
            isWhole
            isDisabled={isDisabled}
            onChange={share => setSplit({ testShare: share / 100 })}
          />
        </label>
      )}
      {split?.kind === 'day' && (
        <label className="offerField">
          <span>Day; empty takes the share above</span>
          <input
            type="date"
            className="choice"
            value={split.day ?? ''}
            disabled={isDisabled}
            onChange={event => setSplit({ day: DAY.test(event.target.value) ? event.target.value : null })}
          />
        </label>
      )}
      <label className="offerField">
        <span>Length of the lists that are compared, at most half of the products</span>
        <NumberField
          value={values.compareAt}
          min={1}
          max={50}
          isWhole
          isDisabled={isDisabled}
          onChange={compareAt => change({ compareAt })}
        />
      </label>
      <WhatCounts draft={draft} isDisabled={isDisabled} />
      <MethodChoices
        name="method"
        title="Methods to compare"
        catalog={catalog}
        chosen={values.methods}
        isDisabled={isDisabled}
        onChange={methods => change({ methods })}
      />
    </div>
  );
}

/** What a row weighs in learning, and which should be found. */
function WhatCounts({ draft: { values, change }, isDisabled }: Pick<HowProps, 'draft' | 'isDisabled'>) {
  return (
    <>
      <FormControlLabel
        label="Weights count in learning"
        control={
          <Checkbox
            checked={values.useWeights}
            disabled={isDisabled}
            onChange={event => change({ useWeights: event.target.checked })}
          />
        }
      />
      <FormControlLabel
        label="Only rows of some weight should be found"
        control={
          <Checkbox
            checked={values.relevantFrom !== null}
            disabled={isDisabled}
            onChange={event => change({ relevantFrom: event.target.checked ? 1 : null })}
          />
        }
      />
      {values.relevantFrom !== null && (
        <NumberField
          label="Weight from which a row should be found"
          value={values.relevantFrom}
          min={-1_000_000_000}
          max={1_000_000_000}
          isDisabled={isDisabled}
          onChange={relevantFrom => change({ relevantFrom })}
        />
      )}
      <FormControlLabel
        label="Nobody is offered what they have already"
        control={
          <Checkbox
            checked={values.excludeOwned}
            disabled={isDisabled}
            onChange={event => change({ excludeOwned: event.target.checked })}
          />
        }
      />
    </>
  );
}
