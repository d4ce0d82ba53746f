import { kmeans } from './kmeans.ts';
import { pca } from './pca.ts';

/** Every way to group customers that the app offers. */
export const CLUSTERINGS = [kmeans] as const;
/** Every way to draw many columns together into few. */
export const DECOMPOSITIONS = [pca] as const;
