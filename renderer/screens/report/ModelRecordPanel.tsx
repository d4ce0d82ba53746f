import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { ShownRecord } from '#shared/contract/model';
import { MODEL_STATUSES, type ModelStatus } from '#shared/models/card';
import { MATERIALITIES, type ModelRecord } from '#shared/models/record';
import { Answered } from '../../components/Answered.tsx';
import { Choice } from '../../components/Choice.tsx';
import { DecisionDialog } from '../../components/DecisionDialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { useQuery } from '../../hooks/useQuery.ts';

/** Whose the model is, how much hangs on it, and who signed it off. */
export function ModelRecordPanel() {
  const answer = useQuery('model.record', {});
  return (
    <section className="panel stack" aria-labelledby="record-title">
      <h2 id="record-title">Record of the model</h2>
      <Answered query={answer} what="Asking for the record">
        {shown => <RecordForm shown={shown} />}
      </Answered>
    </section>
  );
}

function RecordForm({ shown }: { shown: ShownRecord }) {
  const change = useAction('model.setRecord');
  const [isSigning, setSigning] = useState(false);
  const { signOffs, ...record } = shown.record;
  const set = (part: Partial<ModelRecord>) => void change.run({ record: { ...record, ...part } });
  return (
    <>
      <p>{statusWords(shown)}</p>
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <div className="recordFields">
        <RecordText
          id="record-owner"
          label="Owner"
          value={record.owner}
          limit={120}
          onChange={owner => set({ owner })}
        />
        <div>
          <label className="optionTitle" htmlFor="record-materiality">
            Materiality
          </label>
          <Choice
            id="record-materiality"
            value={record.materiality ?? ''}
            choices={[{ value: '', label: 'Not said' }, ...MATERIALITIES.map(value => ({ value, label: value }))]}
            onChange={value => set({ materiality: value === '' ? null : (value as ModelRecord['materiality']) })}
          />
        </div>
        <RecordText
          id="record-use"
          label="What it may be used for"
          value={record.use}
          limit={1_000}
          isLong
          onChange={use => set({ use })}
        />
      </div>
      <div className="row">
        <Button variant="outlined" disabled={shown.resultSha256 === null} onClick={() => setSigning(true)}>
          Sign off
        </Button>
        <span className="muted">Kept with the project, in the report, the audit log and the model file.</span>
      </div>
      {signOffs.length > 0 && <SignOffs shown={shown} />}
      {isSigning && <SignOffDialog status={shown.status} onClose={() => setSigning(false)} />}
    </>
  );
}

function statusWords({ status, standing, record, resultSha256 }: ShownRecord): string {
  if (resultSha256 === null) return 'There is no result yet that could be signed.';
  if (standing) return `This result is ${status}: ${standing.words} (${standing.by}, ${standing.at.slice(0, 10)}).`;
  return record.signOffs.length > 0
    ? 'This result is a draft: what was signed before was another result.'
    : 'This result is a draft: nobody has signed it.';
}

function SignOffs({ shown }: { shown: ShownRecord }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Status</th>
          <th scope="col">By</th>
          <th scope="col">Words</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {shown.record.signOffs.toReversed().map(({ at, status, by, words, resultSha256 }) => (
          <tr key={at}>
            <td>{at.slice(0, 10)}</td>
            <td>{status}</td>
            <td>{by}</td>
            <td>{words}</td>
            <td>
              {resultSha256.slice(0, 12)}
              {resultSha256 === shown.resultSha256 && <span className="muted"> (this one)</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SignOffDialog({ status: before, onClose }: { status: ModelStatus; onClose(): void }) {
  const sign = useAction('model.signOff');
  const [status, setStatus] = useState<ModelStatus>(before === 'draft' ? 'validated' : before);
  return (
    <DecisionDialog
      title="Sign off this result"
      confirm="Sign off"
      isReady
      isWorking={sign.isWorking}
      error={sign.error}
      onConfirm={({ reason, by }) =>
        void sign.run({ status, by, words: reason }).then(output => output !== undefined && onClose())
      }
      onClose={onClose}
    >
      <div className="stack">
        <label htmlFor="sign-status">Status from here on</label>
        <Choice
          id="sign-status"
          value={status}
          choices={MODEL_STATUSES.map(value => ({ value, label: value }))}
          onChange={value => setStatus(value as ModelStatus)}
        />
      </div>
      <p className="muted">It holds for this result alone: other data or choices make a draft again.</p>
    </DecisionDialog>
  );
}

interface RecordTextProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly limit: number;
  readonly isLong?: boolean;
  onChange(value: string): void;
}

/** Kept when the field is left. */
function RecordText({ id, label, value, limit, isLong, onChange }: RecordTextProps) {
  const [text, setText] = useDraft(value);
  return (
    <div>
      <label className="optionTitle" htmlFor={id}>
        {label}
      </label>
      <TextField
        id={id}
        value={text}
        fullWidth
        multiline={isLong}
        minRows={isLong ? 2 : undefined}
        onChange={event => setText(event.target.value)}
        onBlur={() => text.trim() !== value && onChange(text.trim())}
        slotProps={{ htmlInput: { maxLength: limit } }}
      />
    </div>
  );
}
