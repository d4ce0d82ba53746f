/**
 * A process that is served and watched exactly as the engine's is, but does what the name of an opened file says: for tests of what stands
 * around the engine. Built by `bundleForNode`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contract, type CallContext, type Handlers } from '#shared/contract/contract';
import type { ProjectState } from '#shared/contract/project';
import { AppError, Cancelled } from '#shared/errors';
import { defaultRecipe } from '#shared/recipe';
import { parentPipe } from '#engine/process/parentPipe';
import { serveProcess, type CreateServedEngine } from '#engine/process/serveProcess';

const kept: Buffer[] = [];
const behaviours: Record<string, (context: CallContext) => Promise<void> | void> = {
  'memory.csv': async () => {
    for (;;) {
      kept.push(Buffer.alloc(16 * 2 ** 20, 1));
      await sleep(5);
    }
  },
  'blockedMemory.csv': () => {
    for (let i = 0; i < 40; i++) kept.push(Buffer.alloc(16 * 2 ** 20, 1));
    for (;;) kept[0][0]++;
  },
  'stuck.csv': () => {
    for (;;) kept.length = 0;
  },
  'abort.csv': () => process.abort(),
  'exit.csv': () => process.exit(7),
  'stray.csv': async () => {
    setTimeout(() => {
      throw new TypeError('cannot read "Ms Jane Secret"');
    });
    await sleep(60_000);
  },
  'deaf.csv': ({ progress }) => {
    progress(0, 1, 'deaf');
    return sleep(60_000);
  },
  'bug.csv': () => {
    throw new TypeError('cannot read "Ms Jane Secret"');
  },
  'slow.csv': async ({ signal, progress }) => {
    for (let i = 0; i < 1000; i++) {
      progress(i, 1000, 'slow');
      await sleep(20);
      if (signal.aborted) throw new Cancelled();
    }
  },
};

const create: CreateServedEngine = async ({ files, workDirectory, emit }) => {
  if (process.env.TOY_NEVER_STARTS === 'exit') process.exit(3);
  if (process.env.TOY_NEVER_STARTS === 'hang') await sleep(60_000);
  let source: ProjectState['source'] = null;
  let seed = 42;
  const state = (): ProjectState => ({
    projectName: null,
    hasUnsavedChanges: false,
    source,
    nRows: 0,
    nColumns: 0,
    recipe: { ...defaultRecipe(seed) },
    segments: 'none',
    scores: 'none',
    offers: 'none',
    runId: null,
    resultSha256: null,
    undoLabel: null,
    redoLabel: null,
    history: [],
    threads: process.pid,
    appVersion: 'toy',
  });
  const changed = () => {
    emit('project.changed', state());
    return state();
  };
  const handlers = Object.fromEntries(
    Object.keys(contract).map(method => [method, () => Promise.reject(new AppError('project.none', {}))]),
  ) as unknown as Handlers;
  Object.assign(handlers, {
    'project.state': async () => state(),
    'project.open': async ({ file }) => {
      source = { name: files.resolve(file).name, sizeBytes: 1, sha256: '' };
      return changed();
    },
    'project.save': async ({ file }) => {
      if (file) await writeFile(files.resolve(file).path, 'a toy project');
      return changed();
    },
    'project.setSeed': async input => {
      seed = input.seed;
      return changed();
    },
    'dataset.open': async ({ file }, context) => {
      const { name } = files.resolve(file);
      await behaviours[name]?.(context);
      source = { name, sizeBytes: 1, sha256: '' };
      changed();
      return { fileName: name } as never;
    },
    'report.build': async () => {
      await mkdir(workDirectory, { recursive: true });
      const path = join(workDirectory, 'report.html');
      await writeFile(path, '<p>toy</p>');
      const token = files.register(path, 'Bericht "Q1" für 100 %.html');
      return [{ token, name: 'report.html', format: 'html', sizeBytes: 10, sha256: '', notes: [] }];
    },
  } satisfies Partial<Handlers>);
  return { handlers, close: async () => undefined };
};

serveProcess(parentPipe(), create, status => process.exit(status));
