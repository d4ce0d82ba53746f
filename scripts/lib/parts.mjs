// The parts of a build and what each is made from. A part is rebuilt only when one of its sources is newer than its output.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { isAbsolute, join } from 'node:path';
import { ROOT } from './root.mjs';

const NODE_ENTRIES = {
  engineProcess: 'engine/process/engineProcess.ts',
  cli: 'headless/cli/main.ts',
  browser: 'headless/browser/main.ts',
  sample: 'headless/samples/main.ts',
};
/** How long a chunk of an earlier build is kept for programs that were started with it. */
const CHUNK_KEPT_MS = 3_600_000;
const PARTS = {
  kernels: { from: ['engine/kernels/assembly'], build: buildKernels },
  // Apart from the programs: it is started from other folders too, and by programs of an earlier build. Every thread loads it, so what only the
  // reading of a model file needs is a chunk of its own.
  worker: { from: ['engine', 'shared'], build: () => bundleNode({ worker: 'engine/workers/worker.ts' }, 'worker') },
  node: {
    needs: ['worker'],
    from: ['engine', 'shared', 'headless', 'package.json'],
    build: () => bundleNode(NODE_ENTRIES, 'node'),
  },
  electron: { from: ['engine', 'shared', 'electron', 'package.json'], build: bundleElectron },
  renderer: { from: ['renderer', 'shared', 'package.json'], build: buildRenderer },
};

export async function buildParts(names) {
  for (const name of names) {
    const part = PARTS[name];
    if (!part) throw new Error(`unknown part ${name}; parts are ${Object.keys(PARTS).join(', ')}`);
    await buildParts(part.needs ?? []);
    const stamp = join(ROOT, 'dist', `.${name}`);
    const newest = Math.max(...part.from.map(newestUnder), newestUnder('scripts/lib'));
    if (existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) >= newest) continue;
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    await part.build();
    writeFileSync(stamp, String(newest));
  }
}

function newestUnder(relative) {
  const path = join(ROOT, relative);
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let newest = stat.mtimeMs;
  for (const entry of readdirSync(path)) newest = Math.max(newest, newestUnder(join(relative, entry)));
  return newest;
}

function buildKernels() {
  const out = join(ROOT, 'dist', 'node', 'kernels.wasm');
  mkdirSync(join(ROOT, 'dist', 'node'), { recursive: true });
  const asc = join(ROOT, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--enable', 'threads'];
  const memory = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
  const result = spawnSync(
    process.execPath,
    [asc, 'engine/kernels/assembly/index.ts', '-o', out, ...flags, ...memory],
    {
      cwd: ROOT,
      stdio: 'inherit',
    },
  );
  if (result.status !== 0) throw new Error('the kernels did not compile');
}

async function bundleNode(entries, label) {
  const { rolldown } = await import('rolldown');
  const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(ROOT, file))));
  const bundle = await rolldown({
    cwd: ROOT,
    input: present,
    platform: 'node',
    external: (id, importer) => isPackage(id) && !isInPieces(id, importer),
    transform: { define: { 'globalThis.TESSERA_VERSION': JSON.stringify(version()) } },
  });
  const { output } = await bundle.write({
    dir: join(ROOT, 'dist', 'node'),
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: `${label}-[name]-[hash].js`,
  });
  await bundle.close();
  removeStaleChunks(
    label,
    output.map(({ fileName }) => fileName),
  );
}

function removeStaleChunks(label, written) {
  const directory = join(ROOT, 'dist', 'node');
  const isChunk = new RegExp(`^${label}-.+-[\\w-]{8}\\.js(\\.map)?$`);
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (!isChunk.test(name) || written.includes(name.replace(/\.map$/, ''))) continue;
    if (Date.now() - statSync(path).mtimeMs > CHUNK_KEPT_MS) rmSync(path, { force: true });
  }
}

/** Bundles the named benches, and what they start as processes of their own. @returns the file of each */
export async function bundleBenches(names) {
  const { rolldown } = await import('rolldown');
  const children = readdirSync(join(ROOT, 'test', 'bench', 'children')).map(file => file.replace(/\.ts$/, ''));
  const input = Object.fromEntries([
    ...names.map(name => [`bench-${name}`, `test/bench/${name}.bench.ts`]),
    ...children.map(name => [`bench-child-${name}`, `test/bench/children/${name}.ts`]),
  ]);
  const bundle = await rolldown({ cwd: ROOT, input, platform: 'node', external: isPackage });
  const { output } = await bundle.write({
    dir: join(ROOT, 'dist', 'node'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'bench-[name]-[hash].js',
  });
  await bundle.close();
  removeStaleChunks(
    'bench',
    output.map(({ fileName }) => fileName),
  );
  return Object.fromEntries(names.map(name => [name, join(ROOT, 'dist', 'node', `bench-${name}.js`)]));
}

/** What is not bundled: `pdfkit`, `node:fs`. Paths are, also those with a drive letter. */
function isPackage(id) {
  return !id.startsWith('.') && !id.startsWith('#') && !isAbsolute(id);
}

/** Libraries of hundreds of small modules, of which few are needed: those that results are checked against, and those that lay out pictures. */
function isInPieces(id, importer) {
  return /^(ml|d3)-/.test(id) || (importer?.includes('node_modules') && !id.startsWith('node:'));
}

async function bundleElectron() {
  const { rolldown } = await import('rolldown');
  const main = await rolldown({
    cwd: ROOT,
    input: { main: 'electron/main.ts' },
    platform: 'node',
    external: isPackage,
  });
  await main.write({
    dir: join(ROOT, 'dist', 'electron'),
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
  });
  await main.close();
  // A sandboxed preload is a single CommonJS file.
  const preload = await rolldown({
    cwd: ROOT,
    input: 'electron/preload/preload.ts',
    platform: 'browser',
    external: ['electron'],
  });
  await preload.write({ file: join(ROOT, 'dist', 'electron', 'preload.cjs'), format: 'cjs' });
  await preload.close();
}

async function buildRenderer() {
  const { build } = await import('vite');
  await build({ configFile: join(ROOT, 'renderer', 'vite.config.mjs'), logLevel: 'warn' });
}

export function version() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
}
