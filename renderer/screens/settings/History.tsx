import { useProject } from '../../hooks/EngineContext.ts';

/** Everything done to the project, in order, with where undo and redo stand. */
export function History() {
  const history = useProject()?.history ?? [];
  if (history.length === 0) return null;
  const current = history.findIndex(entry => entry.isCurrent);
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">What was done in this project</h2>
      <ol className="history">
        {history.map((entry, index) => (
          <li
            key={`${index} ${entry.label}`}
            aria-current={entry.isCurrent ? 'step' : undefined}
            className={index > current ? 'isUndone' : ''}
          >
            {entry.label}
            {entry.isCurrent && <span className="muted"> (now)</span>}
            {index > current && <span className="muted"> (undone)</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
