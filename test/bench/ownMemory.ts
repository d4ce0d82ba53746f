import { fileURLToPath } from 'node:url';
import { PythonPeer } from './PythonPeer.ts';

/** Largest resident memory in MB of a program of ours that does one job of `children/memory.ts` and nothing else. */
export async function ownMemory(job: string, args: readonly string[]): Promise<number> {
  const own = fileURLToPath(new URL('bench-child-memory.js', import.meta.url));
  const child = new PythonPeer(own, [job, ...args], {}, process.execPath);
  const found = await child.next<{ peakMb: number }>();
  child.end();
  if (!found) throw new Error(child.complaint());
  return found.peakMb;
}

/** Both figures in words. */
export function memoryWords(ours: number, theirs: number): string {
  return `peak memory ${ours.toFixed(0)} MB, theirs ${theirs.toFixed(0)} MB`;
}
