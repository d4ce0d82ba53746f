/** None: no risk drivers were recognised, so no tier is assigned (to anyone). */
export const TIERS = ['High', 'Medium', 'Low', 'None'] as const;
export type Tier = (typeof TIERS)[number];
