import './states.css';

export function ProgressBar({ done, total, label }: { done: number; total: number; label: string }) {
  const share = total > 0 ? Math.min(1, done / total) : null;
  const known =
    share === null ? {} : { 'aria-valuenow': Math.round(share * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 };
  return (
    <div className={`stateBar ${share === null ? 'isUnknown' : ''}`} role="progressbar" aria-label={label} {...known}>
      <span style={share === null ? undefined : { width: `${share * 100}%` }} />
    </div>
  );
}
