import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatThings } from '#shared/format';
import type { Finding, FindingAction, Severity } from '#shared/profile';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { announce } from '../../hooks/announce.ts';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';

const SEVERITY: Readonly<Record<Severity, { mark: string; word: string; tone: string }>> = {
  decide: { mark: '▲', word: 'Needs a decision', tone: 'high' },
  watch: { mark: '◆', word: 'Worth a look', tone: 'medium' },
  note: { mark: '○', word: 'Good to know', tone: 'muted' },
};
const FEW = 12;

/** Every finding in a sentence with its numbers, and one click that acts on it. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const act = useFindingAction();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? findings : findings.slice(0, FEW);
  return (
    <section aria-labelledby="findings-title" className="panel stack">
      <h2 id="findings-title">Findings</h2>
      {act.done && (
        <p className="findingDone" role="status">
          <span className="grow">{act.done.label}: done.</span>
          <Button variant="outlined" size="small" disabled={act.isWorking} onClick={act.undo}>
            Undo
          </Button>
        </p>
      )}
      {act.error && <Failure error={act.error} onClose={act.clear} />}
      {findings.length === 0 ? (
        <Empty title="Nothing stands out">
          <p className="muted">
            No codes for missing, impossible dates, leaks, repeated columns or other troubles were found.
          </p>
        </Empty>
      ) : (
        <ul className="findings" aria-label="Findings">
          {shown.map(finding => (
            <li key={finding.id} className="finding" data-kind={finding.kind}>
              <span
                className={`findingMark ${SEVERITY[finding.severity].tone}`}
                title={SEVERITY[finding.severity].word}
              >
                <span aria-hidden="true">{SEVERITY[finding.severity].mark}</span>
                <span className="visually-hidden">{SEVERITY[finding.severity].word}: </span>
              </span>
              <p>{finding.sentence}</p>
              {finding.action && (
                <Button
                  variant={finding.severity === 'decide' ? 'contained' : 'outlined'}
                  size="small"
                  disableElevation
                  disabled={act.isWorking}
                  onClick={() => act.run(finding.action!)}
                >
                  {finding.action.label}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {findings.length > FEW && (
        <button type="button" className="linkButton" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `Show all ${formatThings(findings.length, 'finding')}`}
        </button>
      )}
    </section>
  );
}

/** Applies what a finding proposes, through the same changes as by hand, and takes it back. */
function useFindingAction() {
  const columns = useAction('dataset.setColumns');
  const clean = useAction('clean.addStep');
  const reference = useAction('dataset.setReferenceDate');
  const undo = useAction('project.undo');
  const undoLabel = useProject()?.undoLabel ?? null;
  const [acted, setActed] = useState<{ label: string; after: string | null } | null>(null);
  const all = [columns, clean, reference, undo];
  const ask = (action: FindingAction) => {
    if (action.kind === 'columns') return columns.run({ changes: action.changes });
    if (action.kind === 'clean') return clean.run({ step: action.step, label: action.label });
    return reference.run({ referenceDate: action.referenceDate });
  };
  return {
    // Something else was done since: what would be undone now is that.
    done: acted && (acted.after === null || acted.after === undoLabel) ? acted : null,
    error: all.find(({ error }) => error)?.error,
    isWorking: all.some(({ isWorking }) => isWorking),
    clear: () => all.forEach(action => action.clear()),
    run: (action: FindingAction) => {
      void ask(action).then(answer => {
        if (answer === undefined) return;
        setActed({ label: action.label, after: null });
        announce(`${action.label}: done`);
      });
    },
    undo: () => {
      void undo.run({}).then(answer => {
        if (answer === undefined) return;
        setActed(null);
        announce('Undone');
      });
    },
  };
}
