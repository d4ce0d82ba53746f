// Builds into dist/: `node scripts/build.mjs` everything, or the named parts: kernels worker node electron renderer.
import { buildParts } from './lib/parts.mjs';

const named = process.argv.slice(2);
await buildParts(named.length ? named : ['kernels', 'node', 'electron', 'renderer']);
