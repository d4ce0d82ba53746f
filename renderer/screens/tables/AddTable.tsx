import { useState } from 'react';
import Button from '@mui/material/Button';
import type { CandidateTable, NewStep, StepPreview, TablesState } from '#shared/contract/tables';
import { formatCount } from '#shared/format';
import { JOIN_DUPLICATES } from '#shared/tables';
import { Answered } from '../../components/Answered.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Working } from '../../components/Working.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { originName } from './originName.ts';
import { StyleWords, TableDates } from './TableReading.tsx';
import { Step } from './TablesAccount.tsx';

/** Another file or sheet: read, looked at, and put together with the table so far once the preview is right. */
export function AddTable({ sheets, columns, further }: Pick<TablesState, 'sheets' | 'columns' | 'further'>) {
  const host = useHost();
  const reading = useJob('tables.read');
  const [candidate, setCandidate] = useState<CandidateTable | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const read = async (file: string | null, sheet: string | null) => {
    setCandidate((await reading.start({ file, sheet })) ?? null);
  };
  const choose = async () => {
    try {
      const file = await host.openFile();
      if (file) await read(file.token, null);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return (
    <section className="stack" aria-labelledby="add-table-title">
      <h2 id="add-table-title">Add a table</h2>
      <div className="row">
        <Button variant="outlined" onClick={() => void choose()} disabled={reading.isWorking}>
          Another file
        </Button>
        {sheets.map(sheet => (
          <Button key={sheet} variant="outlined" onClick={() => void read(null, sheet)} disabled={reading.isWorking}>
            Sheet {sheet}
          </Button>
        ))}
      </div>
      {error && <Failure error={error} onClose={() => setError(null)} />}
      {reading.isWorking && <Working title="Reading the table" job={reading.job!} onCancel={reading.cancel} />}
      {reading.job?.error && <Failure error={reading.job.error} />}
      {candidate && (
        <StepForm
          key={`${candidate.name} ${candidate.table.file?.sha256} ${candidate.sheet}`}
          candidate={candidate}
          columns={columns}
          originColumn={originName(further, columns, candidate.columns)}
          onDone={() => setCandidate(null)}
        />
      )}
    </section>
  );
}

interface StepFormProps {
  readonly candidate: CandidateTable;
  readonly columns: readonly string[];
  /** What the column is called that says which table a row came from, where it is kept. */
  readonly originColumn: string;
  onDone(): void;
}

function StepForm({ candidate, columns, originColumn, onDone }: StepFormProps) {
  const [step, setStep] = useState<NewStep>(candidate.step);
  const [makesRfm, setMakesRfm] = useState(candidate.table.rfm !== null);
  const [reading, setReading] = useState(candidate.table.reading);
  const table = { ...candidate.table, reading, rfm: makesRfm ? { ...candidate.rfm.options } : null };
  const preview = useQuery('tables.preview', { table, step });
  const add = useJob('tables.add');
  const apply = async () => {
    if (await add.start({ table, step })) onDone();
  };
  return (
    <div className="panel stack">
      <p>
        <strong>{candidate.sheet ? `${candidate.sheet} of ${candidate.name}` : candidate.name}</strong>:{' '}
        {formatCount(candidate.nRows)} rows, {formatCount(candidate.columns.length)} columns. {candidate.why}{' '}
        {candidate.rfm.looksLikeTransactions && candidate.rfm.sentence}
      </p>
      <StepFields
        step={step}
        columns={columns}
        candidate={candidate}
        originColumn={originColumn}
        makesRfm={makesRfm}
        onStep={setStep}
        onRfm={setMakesRfm}
      />
      <Answered query={preview} what="Trying it out">
        {data => (
          <>
            {data.styles && (
              <TableDates
                reading={reading}
                styles={data.styles}
                onChange={dateOrder => setReading({ ...reading, dateOrder })}
              />
            )}
            <PreviewOf preview={data} />
          </>
        )}
      </Answered>
      {add.isWorking && <Working title="Adding the table" job={add.job!} onCancel={add.cancel} />}
      {add.job?.error && <Failure error={add.job.error} />}
      <div className="row">
        <Button
          variant="contained"
          onClick={() => void apply()}
          disabled={add.isWorking || preview.isPrevious || !preview.data || preview.data.problem !== null}
        >
          {step.how === 'join' ? 'Join the table' : 'Append the table'}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </div>
  );
}

function PreviewOf({ preview }: { preview: StepPreview }) {
  return (
    <div className="stack">
      {preview.problem && (
        <p role="alert" className="columnNote">
          {preview.problem}
        </p>
      )}
      {preview.rfm && (
        <p>
          {formatCount(preview.rfm.rows)} transactions become {formatCount(preview.rfm.customers)} customers first.
        </p>
      )}
      <StyleWords styles={preview.styles} />
      <Step account={preview.account} />
    </div>
  );
}

const DUPLICATES: Readonly<Record<(typeof JOIN_DUPLICATES)[number], string>> = {
  refuse: 'Do not join, and say which',
  first: 'Take the first row',
  last: 'Take the last row',
  sum: 'Sum numbers, first of the rest',
};

function StepFields(props: {
  step: NewStep;
  columns: readonly string[];
  candidate: CandidateTable;
  originColumn: string;
  makesRfm: boolean;
  onStep(step: NewStep): void;
  onRfm(makesRfm: boolean): void;
}) {
  const { step, columns, candidate, originColumn, makesRfm, onStep, onRfm } = props;
  const names = (list: readonly string[]) => list.map(name => ({ value: name, label: name }));
  const join = (change: Partial<Extract<NewStep, { how: 'join' }>>) => {
    if (step.how === 'join') onStep({ ...step, ...change });
  };
  const setHow = (how: string) => {
    if (how === 'append') onStep({ how: 'append', origin: null });
    else if (candidate.step.how === 'join') onStep(candidate.step);
    else
      onStep({
        how: 'join',
        key: columns[0] ?? '',
        tableKey: candidate.columns[0] ?? '',
        unmatched: 'keep',
        duplicates: 'refuse',
      });
  };
  return (
    <div className="stepFields">
      <Field id="step-how" title="How">
        <Choice
          id="step-how"
          value={step.how}
          choices={[
            { value: 'join', label: 'Join columns by key' },
            { value: 'append', label: 'Append rows below' },
          ]}
          onChange={setHow}
        />
      </Field>
      {candidate.rfm.looksLikeTransactions && (
        <Field id="step-rfm" title="Its rows are">
          <Choice
            id="step-rfm"
            value={makesRfm ? 'rfm' : 'rows'}
            choices={[
              { value: 'rfm', label: 'Transactions: one row per customer (RFM)' },
              { value: 'rows', label: 'Taken as they are' },
            ]}
            onChange={value => onRfm(value === 'rfm')}
          />
        </Field>
      )}
      {step.how === 'append' ? (
        <OriginField name={originColumn} origin={step.origin} onChange={origin => onStep({ how: 'append', origin })} />
      ) : (
        <>
          <Field id="step-key" title="Key so far">
            <Choice id="step-key" value={step.key} choices={names(columns)} onChange={key => join({ key })} />
          </Field>
          <Field id="step-table-key" title="Key in the new table">
            <Choice
              id="step-table-key"
              value={step.tableKey}
              choices={names(candidate.columns)}
              onChange={tableKey => join({ tableKey })}
            />
          </Field>
          <Field id="step-unmatched" title="Rows without a partner">
            <Choice
              id="step-unmatched"
              value={step.unmatched}
              choices={[
                { value: 'keep', label: 'Keep, with gaps' },
                { value: 'drop', label: 'Drop' },
              ]}
              onChange={unmatched => join({ unmatched: unmatched as 'keep' | 'drop' })}
            />
          </Field>
          <Field id="step-duplicates" title="Keys in several rows of the new table">
            <Choice
              id="step-duplicates"
              value={step.duplicates}
              choices={JOIN_DUPLICATES.map(value => ({ value, label: DUPLICATES[value] }))}
              onChange={duplicates => join({ duplicates: duplicates as (typeof JOIN_DUPLICATES)[number] })}
            />
          </Field>
        </>
      )}
    </div>
  );
}

interface OriginFieldProps {
  readonly name: string;
  readonly origin: string | null;
  onChange(origin: string | null): void;
}

function OriginField({ name, origin, onChange }: OriginFieldProps) {
  return (
    <Field id="step-origin" title="Which table a row came from">
      <Choice
        id="step-origin"
        value={origin ?? ''}
        choices={[
          { value: '', label: 'Not kept' },
          { value: name, label: `In a column called ${name}` },
        ]}
        onChange={value => onChange(value || null)}
      />
      {origin !== null && (
        <p className="muted">
          For reading, sorting and filtering. Segments and models leave it out unless you make it a feature under
          Variables.
        </p>
      )}
    </Field>
  );
}

function Field({ id, title, children }: { id: string; title: string; children: React.ReactNode }) {
  return (
    <div>
      <label className="optionTitle" htmlFor={id}>
        {title}
      </label>
      {children}
    </div>
  );
}
