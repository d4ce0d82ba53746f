import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatThings } from '#shared/format';
import type { CustomerCard, HandDecision } from '#shared/results';
import { HAND_TIERS } from '#shared/segmentEdits';
import { Choice } from '../../components/Choice.tsx';
import { DecisionDialog, type SaidBy } from '../../components/DecisionDialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useQuery } from '../../hooks/useQuery.ts';

/** What a person decided about this customer, and the way to decide or to take it back. */
export function SetByHand({ card }: { card: CustomerCard }) {
  const [isOpen, setOpen] = useState(false);
  const isReady = useProject()?.segments === 'ready';
  const takeBack = useAction('segment.takeBackOverride');
  const decisions = card.byHand ?? [];
  return (
    <section className="panel stack" aria-labelledby="by-hand-title">
      <div className="row">
        <h2 id="by-hand-title" className="grow">
          {decisions.length > 0 ? `${formatThings(decisions.length, 'decision')} by hand` : 'Nothing is set by hand'}
        </h2>
        <Button variant="outlined" disabled={!isReady} onClick={() => setOpen(true)}>
          Set segment or tier by hand
        </Button>
      </div>
      {takeBack.error && <Failure error={takeBack.error} onClose={takeBack.clear} />}
      {decisions.map(one => (
        <Decision
          key={one.what}
          one={one}
          isDisabled={takeBack.isWorking || !isReady}
          onTakeBack={() => void takeBack.run({ customer: one.customer, what: one.what })}
        />
      ))}
      {isOpen && <DecideDialog card={card} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Decision({ one, isDisabled, onTakeBack }: { one: HandDecision; isDisabled: boolean; onTakeBack(): void }) {
  const by = one.what === 'tier' ? 'the rule says' : 'the segmentation says';
  return (
    <div className="row">
      <span className="grow">
        <strong>{one.to}</strong>
        <span className="muted">
          {' '}
          ({by} {one.was})
        </span>
        <br />
        {one.text}
      </span>
      <Button disabled={isDisabled} onClick={onTakeBack}>
        Take back
      </Button>
    </div>
  );
}

function DecideDialog({ card, onClose }: { card: CustomerCard; onClose(): void }) {
  const segmentation = useQuery('segment.result', {}).data;
  const override = useAction('segment.override');
  const [what, setWhat] = useState<'segment' | 'tier'>('segment');
  const [segment, setSegment] = useState(card.assignment.segment);
  const [tier, setTier] = useState<(typeof HAND_TIERS)[number]>('High');
  const { row } = card;
  const decide = async (said: SaidBy) => {
    const decision = what === 'segment' ? { what, row, to: segment, ...said } : { what, row, to: tier, ...said };
    if (await override.run({ override: decision })) onClose();
  };
  const segments = segmentation?.segments ?? [];
  return (
    <DecisionDialog
      title={`Set the segment or tier of ${card.customer} by hand`}
      confirm="Set by hand"
      isReady={segments.length > 0}
      isWorking={override.isWorking}
      error={override.error}
      onConfirm={said => void decide(said)}
      onClose={onClose}
    >
      <div className="row">
        <Choice
          label="What is set"
          value={what}
          choices={[
            { value: 'segment', label: 'Segment' },
            { value: 'tier', label: 'Risk tier' },
          ]}
          onChange={value => setWhat(value as 'segment' | 'tier')}
        />
        {what === 'segment' ? (
          <Choice
            label="Segment"
            value={String(segment)}
            choices={segments.map(({ id, name }) => ({ value: String(id), label: `${id} ${name}` }))}
            onChange={value => setSegment(Number(value))}
          />
        ) : (
          <Choice
            label="Risk tier"
            value={tier}
            choices={HAND_TIERS.map(value => ({ value, label: value }))}
            onChange={value => setTier(value as (typeof HAND_TIERS)[number])}
          />
        )}
      </div>
      <p className="muted">
        It holds for this customer alone, also in next month&apos;s file, until it is taken back. The segments and the
        rule stay as they are.
      </p>
    </DecisionDialog>
  );
}
