import type { Analysis } from './mainJob.ts';

/**
 * What was found out about the segments of an analysis, made when it is asked for. It is kept for as long as the same clustering is at hand:
 * other names and tiers share it.
 */
export class Explanations {
  private readonly known = new WeakMap<Int32Array, Map<string, unknown>>();

  /** @param make is called where it is not known; what it throws is not kept */
  async of<T>({ segmented }: Analysis, name: string, make: () => Promise<T>): Promise<T> {
    const kept = this.known.get(segmented.labels) ?? new Map<string, unknown>();
    this.known.set(segmented.labels, kept);
    if (!kept.has(name)) kept.set(name, await make());
    return kept.get(name) as T;
  }
}
