import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { DECISIONS, type CreditDecision, type Decision } from '#shared/decisions/credit';
import { DecisionDialog } from '../../components/DecisionDialog.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { DECISION_WORDS } from './creditWords.ts';

/** A person decides about one customer's credit, with reason and name; or gives it back to the rules. */
export function DecideByHand({ decision: given, onClose }: { decision: CreditDecision; onClose(): void }) {
  const change = useAction('decide.override');
  const [decision, setDecision] = useState<Decision>(given.decision);
  const [line, setLine] = useState(String(given.override?.line ?? ''));
  const amount = line.trim() === '' ? null : Number(line);
  const isGood = amount === null || (Number.isFinite(amount) && amount >= 0);
  const { row } = given;
  const close = (output: unknown) => output !== undefined && onClose();
  return (
    <DecisionDialog
      title={`Decide about ${given.customer}`}
      confirm="Decide"
      isReady={isGood}
      isWorking={change.isWorking}
      error={change.error}
      onConfirm={said => void change.run({ row, override: { decision, line: amount, ...said } }).then(close)}
      onClose={onClose}
    >
      <p>
        By the rules: <strong>{DECISION_WORDS[given.byRule]}</strong>. {given.reasons.join('; ')}.
      </p>
      <FormChoice
        label="Decision"
        value={decision}
        choices={DECISIONS.map(one => ({ value: one, label: DECISION_WORDS[one] }))}
        onChange={setDecision}
      />
      <div className="stack">
        <label htmlFor="decided-line">Credit line (empty: the suggested one)</label>
        <TextField
          id="decided-line"
          value={line}
          error={!isGood}
          helperText={isGood ? undefined : 'A number, 0 or more'}
          onChange={event => setLine(event.target.value)}
          slotProps={{ htmlInput: { inputMode: 'decimal' } }}
        />
      </div>
      {given.override && (
        <div>
          <Button disabled={change.isWorking} onClick={() => void change.run({ row, override: null }).then(close)}>
            Back to the rules
          </Button>
        </div>
      )}
    </DecisionDialog>
  );
}
