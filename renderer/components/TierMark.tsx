import type { Tier } from '#shared/results';
import { TIER_SHAPES } from '../theme/tokens.ts';
import './marks.css';

/** A tier by shape, word and colour. */
export function TierMark({ tier }: { tier: Tier }) {
  return (
    <span className={`tierMark tier${tier}`}>
      <span aria-hidden="true">{TIER_SHAPES[tier]}</span> {tier}
    </span>
  );
}
