import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { formatCount, formatPercent } from '#shared/format';
import type { Evaluation, MoneyCurve } from '#shared/scoring/evaluation';
import { usePointerHold } from '../../hooks/usePointerHold.ts';
import { nearestPoint, stepAlong } from './consequences.ts';

/** Points of the curve that a key goes on by; upwards is towards fewer customers. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -1_000,
  End: 1_000,
};

export interface ScoreHistogramProps {
  readonly histogram: Evaluation['histogram'];
  readonly curve: MoneyCurve;
  readonly threshold: number;
  readonly eventWords: string;
  readonly acted: string;
  readonly isDisabled: boolean;
  /** Whether the threshold is being moved and not yet let go. */
  readonly isMoving: boolean;
  onMove(threshold: number): void;
  onCommit(): void;
  /** It goes back to where it was. */
  onCancel(): void;
}

/** Scores by outcome, those with the event above the line and the others below it, with the threshold on them. */
export function ScoreHistogram(props: ScoreHistogramProps) {
  const { histogram, threshold, eventWords } = props;
  const { edges, events, others } = histogram;
  if (edges.length < 2) return <p className="muted">No customer was tested.</p>;
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const ticks = [0, 1, 2, 3, 4].map(i => low + ((high - low) * i) / 4);
  const total = (counts: readonly number[]) => formatCount(counts.reduce((sum, count) => sum + count, 0));
  return (
    <figure className="scoreHistogram">
      <figcaption>
        Scores by outcome. Drag the threshold, or move it with the arrow keys; Escape takes a drag back.{' '}
        <span className="muted">Heights grow with the square root, so that rare scores show.</span>
      </figcaption>
      <div className="scorePlot">
        <Bars histogram={histogram} threshold={threshold} />
        <span className="scoreSide isEvent">
          {eventWords}, n {total(events)}
        </span>
        <span className="scoreSide isOther">others, n {total(others)}</span>
        <Handle {...props} low={low} high={high} />
      </div>
      <div className="scoreAxis muted" aria-hidden="true">
        {ticks.map(tick => (
          <span key={tick}>{formatPercent(tick)}</span>
        ))}
      </div>
    </figure>
  );
}

function Bars({ histogram, threshold }: Pick<ScoreHistogramProps, 'histogram' | 'threshold'>) {
  const { edges, events, others } = histogram;
  const most = Math.sqrt(Math.max(1, ...events, ...others));
  const width = 100 / events.length;
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {events.map((count, i) => {
        const isAbove = (edges[i] + edges[i + 1]) / 2 >= threshold;
        const up = (48 * Math.sqrt(count)) / most;
        const down = (48 * Math.sqrt(others[i])) / most;
        const x = i * width + width * 0.06;
        return (
          <g key={i} className={isAbove ? 'isAbove' : ''}>
            <rect className="scoreEvents" x={x} y={50 - up} width={width * 0.88} height={up} />
            <rect className="scoreOthers" x={x} y={50} width={width * 0.88} height={down} />
          </g>
        );
      })}
      <line className="scoreMiddle" x1={0} x2={100} y1={50} y2={50} />
    </svg>
  );
}

function Handle(props: ScoreHistogramProps & { low: number; high: number }) {
  const { curve, threshold, acted, isDisabled, isMoving, low, high, onMove, onCommit, onCancel } = props;
  const handle = useRef<HTMLDivElement>(null);
  const pointer = usePointerHold();
  const place = high > low ? Math.min(1, Math.max(0, (threshold - low) / (high - low))) : 0.5;
  const point = nearestPoint(curve, threshold);
  const drag = (event: PointerEvent<HTMLElement>) => {
    const plot = handle.current?.parentElement?.getBoundingClientRect();
    if (!plot || !pointer.isHeld(event)) return;
    const share = Math.min(1, Math.max(0, (event.clientX - plot.left) / plot.width));
    onMove(low + share * (high - low));
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isMoving) {
      onCancel();
      pointer.drop();
    }
    const steps = STEPS[event.key];
    if (steps === undefined || isDisabled) return;
    event.preventDefault();
    onMove(Math.min(1, stepAlong(curve, threshold, steps)));
  };
  const words = thresholdWords(threshold);
  return (
    <div
      ref={handle}
      className="scoreHandle"
      style={{ left: `${100 * place}%` }}
      role="slider"
      tabIndex={0}
      aria-label="Threshold"
      aria-disabled={isDisabled}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Number((100 * Math.min(1, threshold)).toFixed(1))}
      aria-valuetext={`${words}: ${formatCount(point.contacted)} customers ${acted}`}
      onPointerDown={event => {
        if (!isDisabled) pointer.take(event);
      }}
      onPointerMove={drag}
      onPointerUp={onCommit}
      onPointerCancel={onCancel}
      onLostPointerCapture={onCommit}
      onKeyDown={key}
      onKeyUp={event => event.key in STEPS && onCommit()}
      onBlur={onCommit}
    >
      <span style={{ transform: `translateX(-${Math.round(100 * place)}%)` }}>{words}</span>
    </div>
  );
}

/** "from 21.3 %"; above 1 is nobody. */
export function thresholdWords(threshold: number): string {
  return threshold > 1 ? 'nobody' : `from ${formatPercent(threshold)}`;
}
