// `node scripts/package.mjs [--dir] [more of electron-builder's own arguments]`: builds the desktop packages into out/packages.
// Without the network, name an unpacked Electron distribution with TESSERA_ELECTRON_DIST=/path/to/it and add --dir.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ROOT } from './lib/root.mjs';

ensureInstalled();
// A package holds what this build made and nothing left over from earlier ones.
rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
const { buildParts } = await import('./lib/parts.mjs');
await buildParts(['kernels', 'node', 'electron', 'renderer']);

const dist = process.env.TESSERA_ELECTRON_DIST;
const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
const args = [...process.argv.slice(2), '--publish', 'never', ...(dist ? [`-c.electronDist=${dist}`] : [])];
const { status } = spawnSync(process.execPath, [builder, ...args], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
