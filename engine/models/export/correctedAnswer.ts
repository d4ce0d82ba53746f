import type { CalibrationState } from '../../scoring/calibrate/Calibrated.ts';
import type { Scorer } from '../../scoring/Scored.ts';
import type { DerivedNumber, Expression } from './ExportPlan.ts';
import { apply, field } from './expressions.ts';

/** Probabilities nearer to 0 or 1 than this are taken for it before their log-odds are looked at. */
const LEAST = 1e-12;
export const PROBABILITY = 'probability';
const RAW = 'rawProbability';
const REAL = 'realProbability';

/**
 * From the model's own answer to the probability that Tessera says: the answer as a probability, moved back to the real share of events, calibrated. The
 * last but one is the probability, the last whether it is at or above the threshold.
 */
export function correctedAnswer(
  { prior, calibration }: Scorer,
  answer: Expression,
  threshold: number,
): DerivedNumber[] {
  const raw = { name: RAW, made: answer };
  const moved: Expression = prior ? atRealShare(RAW, prior.trained, prior.real) : field(RAW);
  const real = { name: REAL, made: moved };
  const probability = { name: PROBABILITY, made: calibrated(calibration, REAL) };
  const decision: Expression = {
    is: 'ifNegative',
    field: 'distance',
    yes: { is: 'number', value: 0 },
    no: { is: 'number', value: 1 },
  };
  return [
    raw,
    real,
    probability,
    { name: 'distance', made: apply('-', field(PROBABILITY), threshold) },
    { name: 'decision', made: decision },
  ];
}

/** p × event / (p × event + (1 − p) × other) */
function atRealShare(p: string, trained: number, share: number): Expression {
  const event = apply('*', field(p), share / trained);
  const other = apply('*', apply('-', 1, field(p)), (1 - share) / (1 - trained));
  return apply('min', 1, apply('/', event, apply('+', event, other)));
}

function calibrated(state: CalibrationState | null, p: string): Expression {
  if (state?.kind === 'isotonic') return { is: 'along', field: p, from: [...state.from], to: [...state.to] };
  if (state?.kind !== 'platt') return field(p);
  const inside = apply('min', 1 - LEAST, apply('max', LEAST, field(p)));
  const logit = apply('-', apply('ln', inside), apply('ln', apply('-', 1, inside)));
  return apply('/', 1, apply('+', 1, apply('exp', apply('+', apply('*', state.a, logit), state.b))));
}
