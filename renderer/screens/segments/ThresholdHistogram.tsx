import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ScoreBins } from '#shared/contract/tiers';
import { formatCount, formatNumber, formatThings } from '#shared/format';
import type { TierRule } from '#shared/recipe';
import { TierMark } from '../../components/TierMark.tsx';
import { usePointerHold } from '../../hooks/usePointerHold.ts';
import { TIER_SHAPES } from '../../theme/tokens.ts';
import { tiersAt, type Thresholds, type TiersHeld } from './tiersAt.ts';

type Tier = keyof TiersHeld;
const SHOWN: readonly Tier[] = ['High', 'Medium', 'Low'];
/** Of a threshold's label, in points of the score. */
const LABEL_WIDTH = 6;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -100,
  End: 100,
};

export interface ThresholdHistogramProps {
  readonly scores: ScoreBins;
  readonly rule: TierRule;
  /** @param which was moved */
  onCommit(thresholds: Thresholds, which: keyof Thresholds): void;
}

/** The scores of the book with the two thresholds on them: what each tier would hold is looked up while they are dragged. */
export function ThresholdHistogram({ scores, rule, onCommit }: ThresholdHistogramProps) {
  const [dragged, setDragged] = useState<{ readonly from: Thresholds; readonly to: Thresholds } | null>(null);
  const shown: Thresholds = dragged?.to ?? rule;
  const nByHand = SHOWN.reduce((sum, tier) => sum + scores.byHand[tier].customers, 0);
  const move = (which: keyof Thresholds, score: number) => {
    const from = dragged?.from ?? rule;
    setDragged({ from, to: moved(from, which, score) });
  };
  const commit = (which: keyof Thresholds) => {
    if (dragged && (shown.mediumFrom !== rule.mediumFrom || shown.highFrom !== rule.highFrom)) onCommit(shown, which);
    setDragged(null);
  };
  const handles = { thresholds: shown, scores, isMoving: dragged !== null, onMove: move };
  const cancel = () => setDragged(null);
  return (
    <figure className="thresholds">
      <figcaption>
        Customers by risk score, 0 to 100 <span className="muted">(a rule, not a model)</span>. Drag a threshold, or
        move it with the arrow keys; Escape takes a drag back.
      </figcaption>
      <div className="thresholdPlot">
        <Bars scores={scores} thresholds={shown} />
        <Handle {...handles} which="mediumFrom" tier="Medium" onCommit={() => commit('mediumFrom')} onCancel={cancel} />
        <Handle {...handles} which="highFrom" tier="High" onCommit={() => commit('highFrom')} onCancel={cancel} />
      </div>
      <div className="thresholdAxis muted" aria-hidden="true">
        {[0, 25, 50, 75, 100].map(score => (
          <span key={score} style={{ left: `${score}%` }}>
            {score}
          </span>
        ))}
      </div>
      <LiveTiers scores={scores} thresholds={shown} />
      <p className="muted">
        Heights grow with the square root, so that rare scores show.
        {nByHand > 0 &&
          ` ${formatThings(nByHand, 'customer')} set to a tier by hand ${nByHand === 1 ? 'stays' : 'stay'} there.`}
      </p>
    </figure>
  );
}

/** Medium never begins above High: the one that is moved pushes the other, which is where it was once there is room again. */
function moved({ mediumFrom, highFrom }: Thresholds, which: keyof Thresholds, to: number): Thresholds {
  const score = Math.min(100, Math.max(0, Math.round(to)));
  return which === 'mediumFrom'
    ? { mediumFrom: score, highFrom: Math.max(score, highFrom) }
    : { mediumFrom: Math.min(score, mediumFrom), highFrom: score };
}

function Bars({ scores, thresholds }: { scores: ScoreBins; thresholds: Thresholds }) {
  const most = Math.sqrt(Math.max(1, ...scores.book));
  return (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
      {scores.book.map((count, score) => {
        const height = (38 * Math.sqrt(count)) / most;
        const tier = score >= thresholds.highFrom ? 'High' : score >= thresholds.mediumFrom ? 'Medium' : 'Low';
        return (
          <rect key={score} className={`bin${tier}`} x={score + 0.1} y={40 - height} width={0.8} height={height} />
        );
      })}
    </svg>
  );
}

interface HandleProps {
  readonly which: keyof Thresholds;
  readonly tier: Tier;
  readonly thresholds: Thresholds;
  readonly scores: ScoreBins;
  /** Whether one of the two is being moved and not yet let go. */
  readonly isMoving: boolean;
  onMove(which: keyof Thresholds, to: number): void;
  onCommit(): void;
  onCancel(): void;
}

function Handle({ which, tier, thresholds, scores, isMoving, onMove, onCommit, onCancel }: HandleProps) {
  const handle = useRef<HTMLDivElement>(null);
  const pointer = usePointerHold();
  const score = thresholds[which];
  const drag = (event: PointerEvent<HTMLElement>) => {
    const plot = handle.current?.parentElement?.getBoundingClientRect();
    if (!plot || !pointer.isHeld(event)) return;
    onMove(which, (100 * (event.clientX - plot.left)) / plot.width);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isMoving) {
      // It takes back the threshold alone, and no selection.
      event.preventDefault();
      onCancel();
      pointer.drop();
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(which, score + step);
  };
  const count = tiersAt(scores, thresholds)[tier].customers;
  const isClose = thresholds.highFrom - thresholds.mediumFrom < LABEL_WIDTH;
  return (
    <div
      ref={handle}
      className={`thresholdHandle ${which} ${isClose ? 'isClose' : ''}`}
      style={{ left: `${score}%` }}
      role="slider"
      tabIndex={0}
      aria-label={`${tier} from`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={score}
      aria-valuetext={`${tier} from a score of ${formatNumber(score)}: ${formatThings(count, 'customer')}`}
      onPointerDown={pointer.take}
      onPointerMove={drag}
      onPointerUp={onCommit}
      onPointerCancel={onCancel}
      onLostPointerCapture={onCommit}
      onKeyDown={key}
      onKeyUp={event => event.key in STEPS && onCommit()}
      onBlur={onCommit}
    >
      <span className={`tier${tier}`}>
        <span aria-hidden="true">{TIER_SHAPES[tier]}</span> {formatNumber(score)}
      </span>
    </div>
  );
}

function LiveTiers({ scores, thresholds }: { scores: ScoreBins; thresholds: Thresholds }) {
  const tiers = tiersAt(scores, thresholds);
  return (
    <table className="table liveTiers" aria-live="polite">
      <thead>
        <tr>
          <th scope="col">Tier</th>
          <th scope="col">Score</th>
          <th scope="col" className="number">
            Customers
          </th>
          {scores.exposure && (
            <th scope="col" className="number">
              {scores.exposure.column}, total
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {SHOWN.map(tier => (
          <tr key={tier}>
            <th scope="row">
              <TierMark tier={tier} />
            </th>
            <td className="muted">{spanWords(tier, thresholds)}</td>
            <td className="number">{formatCount(tiers[tier].customers)}</td>
            {scores.exposure && <td className="number">{formatNumber(tiers[tier].exposure)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function spanWords(tier: Tier, { mediumFrom, highFrom }: Thresholds): string {
  const [medium, high] = [formatNumber(mediumFrom), formatNumber(highFrom)];
  if (tier === 'High') return `from ${high}`;
  return tier === 'Low' ? `below ${medium}` : `from ${medium}, below ${high}`;
}
