import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../files/isRunning.ts';

const PREFIX = 'tessera-host-';
const OWNER = 'owner.pid';

/**
 * A new folder for this process alone, readable by this user alone. Folders of hosts that ended without tidying up (a kill, a power cut) are
 * removed first: they may hold copies of customers' data.
 */
export function newTempDirectory(parent: string): string {
  for (const name of readdirSync(parent)) if (name.startsWith(PREFIX)) removeIfAbandoned(join(parent, name));
  const directory = mkdtempSync(join(parent, PREFIX));
  writeFileSync(join(directory, OWNER), String(process.pid), { mode: 0o600 });
  return directory;
}

function removeIfAbandoned(directory: string): void {
  try {
    if (process.getuid && statSync(directory).uid !== process.getuid()) return;
    const pid = Number(readFileSync(join(directory, OWNER), 'utf8'));
    if (Number.isSafeInteger(pid) && pid > 0 && !isRunning(pid)) rmSync(directory, { recursive: true, force: true });
  } catch {
    // It is being made or removed by another host at this moment, or is not ours to look at.
    return;
  }
}
