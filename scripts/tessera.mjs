// The command line in a checkout: builds what changed, then runs it with the same arguments.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ROOT } from './lib/root.mjs';

ensureInstalled();
const { buildParts } = await import('./lib/parts.mjs');
await buildParts(['kernels', 'node']);
await import(pathToFileURL(join(ROOT, 'dist', 'node', 'cli.js')).href);
