import { join } from 'node:path';
import { afterAll } from 'vitest';
import { AppError } from '#shared/errors';
import type { ProjectState } from '#shared/contract/project';
import { connect, type EngineClient } from '#shared/transport/connect';
import { memoryPorts } from '#shared/transport/memoryPort';
import { serve } from '#shared/transport/serve';
import { createEngine } from '#engine/Engine';
import { sharedPool } from './sharedPool.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface TestEngine {
  client: EngineClient;
  /** What the engine announced, in order. */
  states: ProjectState[];
  bugs: unknown[];
  folder: string;
  register(path: string, name: string): string;
  pathOf(token: string): string;
  close(discardsWork?: boolean): Promise<void>;
}

/** The real engine behind a port in memory; closed when the tests of the file are done. */
export async function startTestEngine(threads = 2, recoveryDirectory?: string): Promise<TestEngine> {
  const folder = temporaryFolder();
  const paths = new Map<string, { path: string; name: string }>();
  const register = (path: string, name: string) => {
    const token = `t${paths.size}`;
    paths.set(token, { path, name });
    return token;
  };
  const resolve = (token: string) => {
    const file = paths.get(token);
    if (!file) throw new AppError('file.unknownToken', {});
    return file;
  };
  const [here, there] = memoryPorts();
  const bugs: unknown[] = [];
  const states: ProjectState[] = [];
  let emit: ReturnType<typeof serve>['emit'] | null = null;
  const engine = await createEngine({
    files: { register, resolve },
    workDirectory: join(folder, 'work'),
    pool: await sharedPool(threads),
    recoveryDirectory,
    onBug: (_where, error) => bugs.push(error),
    emit: (name, data) => emit?.(name, data),
  });
  emit = serve(engine.handlers, there, (_where, error) => bugs.push(error)).emit;
  const client = connect(here);
  client.on('project.changed', state => states.push(state));
  afterAll(() => engine.close());
  return {
    client,
    states,
    bugs,
    folder,
    register,
    pathOf: token => resolve(token).path,
    close: discardsWork => engine.close(discardsWork),
  };
}
