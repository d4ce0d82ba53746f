import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Memory that another process of this machine holds, in bytes; null when it cannot be told (the process has ended).
 */
export async function readRss(pid: number): Promise<number | null> {
  try {
    if (process.platform === 'linux') return rssOfStatus(await readFile(`/proc/${pid}/status`, 'utf8'));
    if (process.platform === 'win32') {
      const { stdout } = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { windowsHide: true });
      return rssOfTasklist(stdout);
    }
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    return kilobytes(stdout.trim());
  } catch {
    return null;
  }
}

/** `VmRSS:   123456 kB` of /proc/PID/status. */
export function rssOfStatus(text: string): number | null {
  return kilobytes(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? '');
}

/** The last field of `"node.exe","4242","Console","1","123,456 K"`; the separators of thousands depend on the machine's language. */
export function rssOfTasklist(text: string): number | null {
  const field = /"([^"]*)"\s*$/.exec(text.trim())?.[1] ?? '';
  return kilobytes(field.replace(/\D/g, ''));
}

function kilobytes(digits: string): number | null {
  return /^\d+$/.test(digits) ? Number(digits) * 1024 : null;
}
