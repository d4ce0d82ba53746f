import { totalmem } from 'node:os';
import type { WatchLimits } from './Watchdog.ts';

const GIB = 2 ** 30;

/** Three quarters of the machine's memory (of the container's, where there is one), at least 1.5 GiB. */
export function defaultLimits(): WatchLimits {
  const constrained = process.constrainedMemory();
  const memory = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return {
    rssBytes: Math.max(1.5 * GIB, 0.75 * memory),
    silentMs: 120_000,
    startMs: 60_000,
    cancelMs: 30_000,
    // Asking for the memory of a process costs a process of its own outside Linux.
    everyMs: process.platform === 'linux' ? 500 : 5000,
  };
}
