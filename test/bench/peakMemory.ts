import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * Most resident memory of this process so far, in bytes. Linux says it of the program alone; the figure of `getrusage` begins with that of
 * the process that started it.
 */
export function peakMemory(): number {
  const found = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) : null;
  return 1024 * (found ? Number(found[1]) : process.resourceUsage().maxRSS);
}
