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
export function floorOf(file: string): string {
  return file.startsWith('electron/preload/') ? 'electron/preload' : file.split('/')[0];
}
function target(file: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return join(dirname(file), specifier);
  return null;
}
export function violations(file: string, text: string): string[] {
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

  it('has no cycles inside the engine rooms that kernels, algorithms, metrics and prepare form', () => {
    const below: Record<string, readonly string[]> = {
      kernels: ['kernels', 'table'],
      metrics: ['metrics', 'kernels', 'table', 'jobs', 'workers'],
      formats: ['formats', 'table', 'jobs', 'store', 'workers'],
      reports: ['reports', 'table', 'segments', 'formats', 'jobs'],
    };
    const wrong = files.flatMap(file => {
      const room = file.startsWith('engine/') ? file.split('/')[1] : '';
      if (!below[room]) return [];
      return importsOf(readText(file)).flatMap(specifier => {
        const to = target(file, specifier);
        if (to === null || !to.startsWith('engine/') || to.split('/').length < 3) return [];
        return below[room].includes(to.split('/')[1]) ? [] : [`${file} imports ${specifier}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});
