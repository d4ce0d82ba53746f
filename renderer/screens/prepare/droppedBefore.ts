import type { LevelProposal } from '#shared/contract/clean';

/** A review that was kept before begins as it ended: what was dropped then is not merged by looking again. */
export function droppedBefore(
  proposals: readonly LevelProposal[],
  pairs: readonly (readonly [string, string])[],
): ReadonlySet<string> {
  const kept = new Map(pairs);
  if (!proposals.some(({ from }) => kept.has(from))) return new Set();
  return new Set(proposals.map(({ from }) => from).filter(from => !kept.has(from)));
}
