import type { FeaturePlan } from '../scoring/features.ts';

/** The plan of a score with ages measured at another day. */
export function planAt(plan: FeaturePlan, referenceDay: number): FeaturePlan {
  if (!Number.isFinite(referenceDay)) return plan;
  const { observed } = plan;
  return { ...plan, referenceDay, ...(observed && 'day' in observed ? { observed: { day: referenceDay } } : {}) };
}
