import type { Light } from '#shared/monitor/result';
import { TIER_SHAPES } from '../../theme/tokens.ts';

const SHAPES: Readonly<Record<Light, string>> = {
  red: TIER_SHAPES.High,
  amber: TIER_SHAPES.Medium,
  green: TIER_SHAPES.Low,
};

/** The traffic light by shape, word and colour. */
export function LightMark({ light }: { light: Light }) {
  return (
    <span className={`light ${light}`}>
      <span aria-hidden="true">{SHAPES[light]}</span> {light}
    </span>
  );
}
