import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { POLICY_TESTS, type PolicyRule, type PolicyTest } from '#shared/decisions/credit';
import { Choice } from '../../components/Choice.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { TEST_WORDS } from './creditWords.ts';

const EMPTY = { column: '', test: 'atLeast', value: '', leadsTo: 'refer' } as const satisfies PolicyRule;

/** A rule about one column; protected columns are refused by the engine. */
export function NewPolicyRule({ isDisabled, onAdd }: { isDisabled: boolean; onAdd(rule: PolicyRule): void }) {
  const [rule, setRule] = useState<PolicyRule>(EMPTY);
  const { columns } = useQuery('dataset.columns', {}).data ?? { columns: [] };
  const change = (part: Partial<PolicyRule>) => setRule({ ...rule, ...part });
  const isWhole = rule.column !== '' && (rule.test === 'missing' || rule.value.trim() !== '');
  const add = () => {
    onAdd({ ...rule, value: rule.test === 'missing' ? '' : rule.value.trim() });
    setRule(EMPTY);
  };
  return (
    <form
      className="stack"
      aria-label="A new rule"
      onSubmit={event => {
        event.preventDefault();
        if (isWhole) add();
      }}
    >
      <Choice
        label="Column of the rule"
        value={rule.column}
        choices={[
          { value: '', label: 'Choose a column' },
          ...columns.map(({ name }) => ({ value: name, label: name })),
        ]}
        isDisabled={isDisabled}
        onChange={column => change({ column })}
      />
      <Choice
        label="Test of the rule"
        value={rule.test}
        choices={POLICY_TESTS.map(test => ({ value: test, label: TEST_WORDS[test] }))}
        isDisabled={isDisabled}
        onChange={test => change({ test: test as PolicyTest })}
      />
      {rule.test !== 'missing' && (
        <TextField
          value={rule.value}
          disabled={isDisabled}
          placeholder="Value"
          onChange={event => change({ value: event.target.value })}
          slotProps={{ htmlInput: { 'aria-label': 'Value of the rule', maxLength: 400 } }}
        />
      )}
      <Choice
        label="What follows"
        value={rule.leadsTo}
        choices={[
          { value: 'refer', label: 'then refer to a person' },
          { value: 'decline', label: 'then decline' },
        ]}
        isDisabled={isDisabled}
        onChange={next => change({ leadsTo: next as PolicyRule['leadsTo'] })}
      />
      <div>
        <Button type="submit" variant="outlined" disabled={isDisabled || !isWhole}>
          Add the rule
        </Button>
      </div>
    </form>
  );
}
