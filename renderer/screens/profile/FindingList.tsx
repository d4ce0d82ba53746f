import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatCount, formatThings } from '#shared/format';
import type { Finding, FindingAction, Severity } from '#shared/profile';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { announce } from '../../hooks/announce.ts';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useProjectView } from '../../hooks/useProjectView.ts';

const SEVERITY: Readonly<Record<Severity, { mark: string; word: string; tone: string }>> = {
  decide: { mark: '▲', word: 'Needs a decision', tone: 'high' },
  watch: { mark: '◆', word: 'Worth a look', tone: 'medium' },
  note: { mark: '○', word: 'Good to know', tone: 'muted' },
};
const FEW = 12;

/** Every finding in a sentence with its numbers, and one click that acts on it. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const act = useFindingAction();
  const [{ dismissed }, changeView] = useProjectView();
  const [isOpen, setOpen] = useState(false);
  const kept = findings.filter(({ id }) => !dismissed.includes(id));
  const aside = findings.filter(({ id }) => dismissed.includes(id));
  const shown = isOpen ? kept : kept.slice(0, FEW);
  const dismiss = ({ id }: Finding) => {
    changeView({ dismissed: [...dismissed, id] });
    announce('Finding dismissed');
  };
  const bringBack = ({ id }: Finding) => {
    changeView({ dismissed: dismissed.filter(other => other !== id) });
    announce('Finding brought back');
  };
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
      {kept.length === 0 && aside.length > 0 && <p className="muted">Every finding was dismissed.</p>}
      {findings.length === 0 ? (
        <Empty title="Nothing stands out">
          <p className="muted">
            No codes for missing, impossible dates, leaks, repeated columns or other troubles were found.
          </p>
        </Empty>
      ) : (
        <ul className="findings" aria-label="Findings">
          {shown.map(finding => (
            <FindingItem key={finding.id} finding={finding} act={act} quiet="Dismiss" onQuiet={dismiss} />
          ))}
        </ul>
      )}
      {kept.length > FEW && (
        <button type="button" className="linkButton" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `Show all ${formatThings(kept.length, 'finding')}`}
        </button>
      )}
      <DismissedFindings findings={aside} onBringBack={bringBack} />
    </section>
  );
}

/** Those that were put aside, behind a link. */
function DismissedFindings({
  findings,
  onBringBack,
}: {
  findings: readonly Finding[];
  onBringBack(finding: Finding): void;
}) {
  const [isOpen, setOpen] = useState(false);
  if (findings.length === 0) return null;
  return (
    <>
      <button type="button" className="linkButton" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {formatCount(findings.length)} dismissed, {isOpen ? 'hide' : 'show'}
      </button>
      {isOpen && (
        <ul className="findings isAside" aria-label="Dismissed findings">
          {findings.map(finding => (
            <FindingItem key={finding.id} finding={finding} act={null} quiet="Bring back" onQuiet={onBringBack} />
          ))}
        </ul>
      )}
    </>
  );
}

/** `act`: does what the finding proposes; `quiet`: the small action that puts it aside or brings it back. */
function FindingItem({
  finding,
  act,
  quiet,
  onQuiet,
}: {
  finding: Finding;
  act: FindingActions | null;
  quiet: string;
  onQuiet(finding: Finding): void;
}) {
  const { mark, word, tone } = SEVERITY[finding.severity];
  return (
    <li className="finding" data-kind={finding.kind}>
      <span className={`findingMark ${tone}`} title={word}>
        <span aria-hidden="true">{mark}</span>
        <span className="visually-hidden">{word}: </span>
      </span>
      <p>{finding.sentence}</p>
      <div className="findingActions">
        {act && finding.action && (
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
        <button type="button" className="linkButton muted" onClick={() => onQuiet(finding)}>
          {quiet}
          <span className="visually-hidden"> the finding: {finding.sentence}</span>
        </button>
      </div>
    </li>
  );
}

type FindingActions = ReturnType<typeof useFindingAction>;

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
