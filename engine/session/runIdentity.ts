import { recipeSha256, resultSha256, sha256Text } from '../store/hashes.ts';
import type { Analysis } from './mainJob.ts';

export interface RunIdentity {
  /** First 12 hexadecimal digits of a hash over input, recipe and version: the same run has the same id. */
  readonly id: string;
  readonly inputSha256: string;
  readonly recipeSha256: string;
  readonly resultSha256: string;
}

const known = new WeakMap<Analysis, RunIdentity>();

/** What identifies a run and its result; hashed once for an analysis, which never changes. */
export function describeRun(analysis: Analysis, appVersion: string): RunIdentity {
  const cached = known.get(analysis);
  if (cached) return cached;
  const inputSha256 = analysis.source.sha256;
  const recipe = recipeSha256(analysis.recipe);
  const identity = {
    id: sha256Text(`${inputSha256} ${recipe} ${appVersion}`).slice(0, 12),
    inputSha256,
    recipeSha256: recipe,
    resultSha256: resultSha256(analysis.segmented),
  };
  known.set(analysis, identity);
  return identity;
}
