// `npm run bench [-- NAME …] [--json]`: our speed and memory beside what a user would run instead, in one run, as ratios.
// A peer that is not installed is named as missing. TESSERA_PYTHON chooses the Python with numpy, pandas, openpyxl, polars, fastexcel, scikit-learn,
// imbalanced-learn, lightgbm, shap, implicit, fastapi and uvicorn.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ROOT } from './lib/root.mjs';

ensureInstalled();
const { buildParts, bundleBenches } = await import('./lib/parts.mjs');
await buildParts(['kernels', 'node', 'renderer']);

const PEERS = [
  'numpy',
  'pandas',
  'openpyxl',
  'polars',
  'fastexcel',
  'scikit-learn',
  'imbalanced-learn',
  'lightgbm',
  'shap',
  'implicit',
  'fastapi',
  'uvicorn',
];
const asJson = process.argv.includes('--json');
const named = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const available = readdirSync(join(ROOT, 'test', 'bench'))
  .filter(file => file.endsWith('.bench.ts'))
  .map(file => file.slice(0, -'.bench.ts'.length))
  .sort();
const unknown = named.find(name => !available.includes(name));
if (unknown) {
  console.error(`There is no bench "${unknown}"; there are ${available.join(', ')}.`);
  process.exit(2);
}

const peers = installedPeers();
const missing = PEERS.filter(name => !peers[name]);
console.error(
  `peers: ${
    PEERS.filter(name => peers[name])
      .map(name => `${name} ${peers[name]}`)
      .join(', ') || 'none'
  }`,
);
if (missing.length > 0)
  console.error(`missing peers (TESSERA_PYTHON names the Python to look in): ${missing.join(', ')}`);

const files = await bundleBenches(available);
const rows = [];
for (const name of named.length ? named : available) {
  console.error(`${name} …`);
  const { bench } = await import(pathToFileURL(files[name]).href);
  rows.push(...(await bench()));
}

const machine = {
  cpu: cpus()[0].model.trim(),
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
/** The version of each program that is measured against; null where it is missing. */
function installedPeers() {
  const script = join(ROOT, 'test', 'bench', 'peers', 'versions.py');
  const { status, stdout } = spawnSync(process.env.TESSERA_PYTHON ?? 'python3', [script, ...PEERS], {
    encoding: 'utf8',
  });
  return status === 0 ? JSON.parse(stdout) : {};
}
if (asJson) console.log(JSON.stringify({ machine, peers, rows }, null, 2));
else {
  console.log(`${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, Node ${machine.node}\n`);
  const figure = f => (f ? `${f.value.toPrecision(3)} ${f.unit}` : 'not installed');
  const cells = rows.map(r => [
    r.name,
    figure(r.ours),
    r.peer ? `${r.peer.name}: ${figure(r.peer)}` : 'no peer',
    r.ratio ? `${r.ratio.toFixed(1)} ×` : '',
    r.note,
  ]);
  const header = ['What', 'Tessera', 'Peer', 'Ratio', 'Note'];
  const widths = header.map((title, i) => Math.max(title.length, ...cells.map(row => row[i].length)));
  for (const row of [header, widths.map(w => '─'.repeat(w)), ...cells])
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}
