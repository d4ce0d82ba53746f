import { kmeans } from './kmeans.ts';

/** Every way to group customers that the app offers. */
export const CLUSTERINGS = [kmeans] as const;
