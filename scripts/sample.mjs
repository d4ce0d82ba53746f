// Writes assets/samples/RiskSummary.xlsx again, or a workbook of another size: builds what changed, then runs the generator.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ROOT } from './lib/root.mjs';

ensureInstalled();
const { buildParts } = await import('./lib/parts.mjs');
await buildParts(['node']);
await import(pathToFileURL(join(ROOT, 'dist', 'node', 'sample.js')).href);
