import { z } from 'zod';
import type { PairView, Profile } from '../profile.ts';
import { method } from './method.ts';

const columnName = z.string().min(1).max(400);

export const profileContract = {
  /** Columns in depth, correlations, gaps and findings of the customers as they are now. */
  'profile.run': method(z.strictObject({})).job<Profile>(),
  'profile.pair': method(z.strictObject({ a: columnName, b: columnName })).returns<PairView>(),
};
