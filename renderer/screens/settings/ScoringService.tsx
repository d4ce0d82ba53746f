import { useId, useState } from 'react';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { MOST_PORT, type RunningService } from '#shared/contract/service';
import type { FileRef } from '#shared/host';
import { formatCount, formatThings } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Working } from '../../components/Working.tsx';
import { writeClipboard } from '../../components/writeClipboard.ts';
import { announce } from '../../hooks/announce.ts';
import { useHost } from '../../hooks/EngineContext.ts';
import { useService } from './useService.ts';

/** Any port that is free, as `tessera serve` takes it. */
const ANY_PORT = 0;

/** The switch of the scoring service, and what there is to know of it while it is on. */
export function ScoringService() {
  const service = useService();
  const model = useModelFile();
  const [port, setPort] = useState(ANY_PORT);
  const { state, isWorking } = service;
  const isOn = state?.isOn ?? false;
  const canTurn = state !== null && !isWorking && (isOn || model.file !== null);
  const turn = (on: boolean) => (on ? model.file && service.start(model.file.token, port) : service.stop());
  return (
    <section aria-labelledby="service-title">
      <h2 id="service-title">Scoring service</h2>
      <p className="muted">
        Answers other programs on this machine about customers, by a model file and for whoever has the token. It is off
        whenever Tessera starts, and other machines cannot reach it. While Tessera computes, answers take longer.
      </p>
      <ModelChoice model={model} isDisabled={isOn || isWorking} />
      <PortField port={port} isDisabled={isOn || isWorking} onChange={setPort} />
      <FormControlLabel
        control={
          <Switch
            checked={isOn}
            disabled={!canTurn}
            onChange={(_event, on) => void turn(on)}
            slotProps={{ input: { 'aria-label': 'Scoring service' } }}
          />
        }
        label={isOn ? 'On' : 'Off'}
      />
      <Progress service={service} />
      {state?.isOn && <Running service={state} token={service.token} onStop={() => void service.stop()} />}
      {service.error && <Failure error={service.error} onClose={service.clear} />}
    </section>
  );
}

function Progress({ service }: { service: ReturnType<typeof useService> }) {
  if (!service.job || !service.isStarting) return null;
  return <Working title="Opening the model" job={service.job} onCancel={service.cancel} />;
}

function ModelChoice({ model, isDisabled }: { model: ReturnType<typeof useModelFile>; isDisabled: boolean }) {
  return (
    <>
      <div className="row">
        <Button variant="outlined" disabled={isDisabled} onClick={() => void model.choose()}>
          Choose a model file
        </Button>
        <span className="muted">{model.file?.name ?? 'A file that was saved with “Save model”, ending in .tsm'}</span>
      </div>
      {model.error && <Failure error={model.error} onClose={model.clear} />}
    </>
  );
}

function useModelFile() {
  const host = useHost();
  const [file, setFile] = useState<FileRef | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const choose = async () => {
    setError(null);
    try {
      setFile((await host.openModel()) ?? file);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return { file, error, choose, clear: () => setError(null) };
}

interface PortFieldProps {
  readonly port: number;
  readonly isDisabled: boolean;
  onChange(port: number): void;
}

function PortField({ port, isDisabled, onChange }: PortFieldProps) {
  const [field, help] = [useId(), useId()];
  return (
    <div className="servicePort">
      <label htmlFor={field}>Port</label>
      <NumberField
        id={field}
        isWhole
        min={ANY_PORT}
        max={MOST_PORT}
        value={port}
        isDisabled={isDisabled}
        describedBy={help}
        onChange={onChange}
      />
      <span id={help} className="muted">
        0 takes any that is free
      </span>
    </div>
  );
}

interface RunningProps {
  readonly service: RunningService;
  /** Known to the page that switched it on. */
  readonly token: string | null;
  onStop(): void;
}

function Running({ service, token, onStop }: RunningProps) {
  const { url, model, requests, refused, auditLog, problem } = service;
  const answers = [
    model.nSegments > 0 ? formatThings(model.nSegments, 'segment') : '',
    ...model.events,
    model.nProducts > 0 ? `offers of ${formatThings(model.nProducts, 'product')}` : '',
    `${formatThings(model.nFields, 'field')} asked for`,
  ];
  return (
    <>
      {problem && (
        <p className="serviceProblem" role="alert">
          {problem}
        </p>
      )}
      <dl className="facts serviceFacts" aria-label="The scoring service">
        <dt>Address</dt>
        <dd>
          <Copied text={url} what="Address" />
        </dd>
        <dt>Token</dt>
        <dd>
          {token ? (
            <>
              <Copied text={token} what="Token" />
              <p className="muted">
                Copy it now: it is not shown again. Callers send “Authorization: Bearer” and the token.
              </p>
            </>
          ) : (
            <span className="muted">Shown once, when it was switched on. Switch it off and on for a new one.</span>
          )}
        </dd>
        <dt>Model</dt>
        <dd>
          {model.name}, version {model.version}, {model.status}
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <code>{model.sha256}</code>
        </dd>
        <dt>Answers</dt>
        <dd>{answers.filter(Boolean).join(', ')}</dd>
        <dt>Requests</dt>
        <dd>
          {formatThings(requests, 'request')} so far, {formatCount(refused)} refused
        </dd>
        <dt>Log of calls</dt>
        <dd>
          <code>{auditLog}</code>
        </dd>
      </dl>
      <p className="muted">
        What can be asked is described at <code>{url}/openapi.json</code>.
      </p>
      <Button variant="outlined" onClick={onStop}>
        Stop
      </Button>
    </>
  );
}

function Copied({ text, what }: { text: string; what: string }) {
  const copy = () => {
    writeClipboard(text);
    announce(`${what} copied`);
  };
  return (
    <span className="row">
      <code>{text}</code>
      <Button onClick={copy} aria-label={`Copy: ${what}`}>
        Copy
      </Button>
    </span>
  );
}
