import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { filesUnder, readText } from '../support/sourceFiles.ts';

/** Which floors a floor may import; the whole import law. */
const LAW: Record<string, readonly string[]> = {
  shared: ['shared'],
  engine: ['engine', 'shared'],
  headless: ['headless', 'engine', 'shared'],
  electron: ['electron', 'engine', 'shared'],
  'electron/preload': ['electron/preload', 'shared'],
  renderer: ['renderer', 'shared'],
};
/** Packages that only one place may name. */
const OWNED_PACKAGES: Record<string, RegExp> = {
  '@duckdb/node-api': /^engine\/store\//,
  electron: /^electron\//,
  'ml-kmeans': /^engine\/scoring\/challenge\//,
  'ml-random-forest': /^engine\/scoring\/challenge\//,
  pdfkit: /^engine\/reports\//,
  react: /^renderer\//,
  ws: /^(headless\/browser|engine\/process)\//,
};
const NODE_FREE = ['shared', 'renderer', 'electron/preload'];
const files = filesUnder(['shared', 'engine', 'headless', 'electron', 'renderer'], ['.ts', '.tsx']).filter(
  file => !file.startsWith('engine/kernels/assembly/') && !file.endsWith('.d.ts'),
);

function importsOf(text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g,
  );
  return Array.from(found, match => match[1] ?? match[2] ?? match[3]);
}
function floorOf(file: string): string {
  return file.startsWith('electron/preload/') ? 'electron/preload' : file.split('/')[0];
}
function target(file: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return join(dirname(file), specifier);
  return null;
}
function violations(file: string, text: string): string[] {
  const floor = floorOf(file);
  return importsOf(text).flatMap(specifier => {
    const to = target(file, specifier);
    const say = (why: string) => [`${file} imports ${specifier}: ${why}`];
    if (specifier.includes('../../..')) return say('no ../../..');
    if (to !== null) return LAW[floor].includes(floorOf(to)) ? [] : say(`${floor} may import ${LAW[floor].join(', ')}`);
    if (specifier.startsWith('node:') && NODE_FREE.includes(floor)) return say(`${floor} runs without Node`);
    const owner = Object.entries(OWNED_PACKAGES).find(
      ([name]) => specifier === name || specifier.startsWith(`${name}/`),
    );
    return owner && !owner[1].test(file) ? say(`only ${owner[1].source} may name it`) : [];
  });
}

describe('the import law', () => {
  it('is kept by every file', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(files.flatMap(file => violations(file, readText(file)))).toEqual([]);
  });

  it('would notice each kind of breach', () => {
    expect(violations('shared/a.ts', "import { b } from '#engine/b';")).toHaveLength(1);
    expect(violations('renderer/a.tsx', "import fs from 'node:fs';")).toHaveLength(1);
    expect(violations('engine/metrics/a.ts', "import { app } from 'electron';")).toHaveLength(1);
    expect(violations('electron/preload/a.ts', "import { b } from '../main.ts';")).toHaveLength(1);
    expect(violations('engine/a/b/c.ts', "import { b } from '../../../shared/b.ts';")).toHaveLength(1);
    expect(violations('engine/a.ts', "import { b } from '#shared/b';")).toEqual([]);
  });

  it('is kept between the rooms of the engine', () => {
    expect(files.flatMap(file => roomViolations(file, readText(file)))).toEqual([]);
    expect(roomViolations('engine/metrics/a.ts', "import { b } from '../session/b.ts';")).toHaveLength(1);
    expect(Object.keys(ROOMS).sort()).toEqual([...new Set(files.flatMap(file => roomOf(file) ?? []))].sort());
  });
});

describe('ARCHITECTURE.md', () => {
  const table = readText('ARCHITECTURE.md').split('## Rooms of the engine')[1].split('\n## ')[0];
  const named = Array.from(table.matchAll(/^\| (`.*?) \|/gm), match => match[1].replaceAll('`', '').split(', ')).flat();

  it('describes every room of the engine and every file beside them, and none that is gone', () => {
    const beside = files.filter(file => /^engine\/[^/]+$/.test(file)).map(file => file.slice('engine/'.length));
    const rooms = Object.keys(ROOMS).map(room => `${room}/`);
    expect([...named].sort()).toEqual([...rooms, ...beside].sort());
  });
});

/** What each room of the engine may import besides itself and the files beside Engine.ts that hold no state. */
const GROUND = ['table', 'jobs', 'workers', 'kernels', 'files'];
const ROOMS: Record<string, readonly string[]> = {
  table: [],
  files: [],
  kernels: [],
  jobs: ['workers'],
  workers: ['kernels', 'jobs', 'table'],
  algorithms: GROUND,
  metrics: GROUND,
  profile: [...GROUND, 'import'],
  store: [...GROUND, 'formats', 'import', 'prepare', 'segments', 'scoring', 'recommend'],
  formats: [...GROUND, 'store'],
  import: [...GROUND, 'formats', 'profile'],
  clean: [...GROUND, 'import', 'algorithms', 'profile'],
  combine: [...GROUND, 'formats', 'import'],
  prepare: [...GROUND, 'import', 'algorithms', 'profile'],
  explain: [...GROUND, 'import', 'profile'],
  playbook: [...GROUND, 'import', 'explain'],
  recommend: [...GROUND, 'formats', 'import', 'combine', 'explain', 'segments'],
  segments: [...GROUND, 'import', 'clean', 'prepare', 'profile', 'algorithms', 'metrics', 'explain'],
  scoring: [...GROUND, 'import', 'clean', 'profile', 'algorithms', 'metrics', 'explain'],
  decide: [...GROUND, 'import', 'segments', 'scoring'],
  models: [...GROUND, 'store', 'import', 'clean', 'prepare', 'algorithms', 'segments', 'scoring', 'recommend'],
  feedback: [...GROUND, 'import', 'combine', 'scoring'],
  monitor: [...GROUND, 'metrics', 'explain', 'scoring'],
  reports: [...GROUND, 'formats', 'import', 'segments', 'scoring', 'recommend', 'store', 'profile'],
  session: [
    ...GROUND,
    'formats',
    'store',
    'import',
    'clean',
    'combine',
    'profile',
    'prepare',
    'algorithms',
    'metrics',
    'segments',
    'scoring',
    'feedback',
    'monitor',
    'explain',
    'playbook',
    'decide',
    'models',
    'recommend',
    'reports',
    'service',
  ],
  service: [...GROUND, 'import', 'models', 'recommend'],
  process: ['session', ...GROUND],
};
/** The one list that must name what it runs. */
const TASK_LIST = 'engine/workers/tasks.ts';

function roomOf(file: string): string | null {
  const parts = file.split('/');
  return parts[0] === 'engine' && parts.length > 2 ? parts[1] : null;
}
function roomViolations(file: string, text: string): string[] {
  const room = roomOf(file);
  if (room === null || file === TASK_LIST) return [];
  return importsOf(text).flatMap(specifier => {
    const to = target(file, specifier);
    const other = to === null ? null : roomOf(to);
    if (other === null || other === room || ROOMS[room].includes(other)) return [];
    return [`${file} imports ${specifier}: ${room} may import ${ROOMS[room].join(', ')}`];
  });
}
