import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import type { LinksModel } from '../RecommenderModel.ts';

/** A link as it is found: from what one has to what may be offered. */
export interface FoundLinks {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly values: readonly number[];
}

/** Links by the product they start from; within one in the order they were found. */
export function linksFrom(
  { from, to, values }: FoundLinks,
  nProducts: number,
): Pick<LinksModel, 'offsets' | 'targets' | 'values'> {
  const offsets = sharedInt32(nProducts + 1);
  for (const p of from) offsets[p + 1]++;
  for (let p = 0; p < nProducts; p++) offsets[p + 1] += offsets[p];
  const next = offsets.slice();
  const targets = sharedInt32(from.length);
  const own = sharedFloat64(from.length);
  from.forEach((p, i) => {
    const at = next[p]++;
    targets[at] = to[i];
    own[at] = values[i];
  });
  return { offsets, targets, values: own };
}
