import Tooltip from '@mui/material/Tooltip';
import './keyFigures.css';

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Unit, n or interval, in small print below. */
  readonly detail?: string;
  /** How it was computed, on hover. */
  readonly how: string;
  readonly tone?: 'high' | 'medium' | 'low';
}

/** The three to five numbers that carry a screen's answer. */
export function KeyFigures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="keyFigures">
      {figures.map(figure => (
        <Tooltip key={figure.label} title={figure.how} placement="bottom-start">
          <div tabIndex={0}>
            <dt>{figure.label}</dt>
            <dd className={`keyValue ${figure.tone ?? ''}`}>{figure.value}</dd>
            {figure.detail && <dd className="muted">{figure.detail}</dd>}
          </div>
        </Tooltip>
      ))}
    </dl>
  );
}
