import { describe, expect, it } from 'vitest';
import type { ProjectState } from '#shared/contract/project';
import { AppError } from '#shared/errors';
import { defaultRecipe } from '#shared/recipe';
import { connect } from '#shared/transport/connect';
import type { Message, Port } from '#shared/transport/message';
import { EngineStore, questionKey } from '../../renderer/hooks/EngineStore.ts';

const STATE: ProjectState = {
  projectName: null,
  hasUnsavedChanges: false,
  source: { name: 'a.csv', sizeBytes: 1, sha256: 'x' },
  nRows: 1,
  nColumns: 1,
  recipe: defaultRecipe(),
  segments: 'none',
  scores: 'none',
  offers: 'none',
  runId: null,
  resultSha256: null,
  undoLabel: null,
  redoLabel: null,
  history: [],
  threads: 1,
  appVersion: '0',
};

/** A port whose far side the test plays by hand. */
function handPort() {
  const sent: Message[] = [];
  let receive: (message: unknown) => void = () => undefined;
  let closed: () => void = () => undefined;
  const port: Port = {
    send: message => void sent.push(message),
    onMessage: listener => (receive = listener),
    onClose: listener => (closed = listener),
    close: () => closed(),
  };
  return { port, sent, say: (message: Message) => receive(message), close: () => closed() };
}
const settle = () => new Promise(resolve => setTimeout(resolve));
const ids = (sent: Message[], kind: Message['kind']) =>
  sent.filter(m => m.kind === kind).map(m => (m as { id: number }).id);

function newStore() {
  const far = handPort();
  const store = new EngineStore(connect(far.port));
  const changed = (state: Partial<ProjectState>) =>
    far.say({ kind: 'event', name: 'project.changed', data: { ...STATE, ...state } });
  return { ...far, store, changed };
}

describe('EngineStore', () => {
  const key = questionKey('segment.columns', {});

  it('asks a question once for many watchers and shares the answer', async () => {
    const { store, sent, say } = newStore();
    store.watch(key, 'segment.columns', {});
    store.watch(key, 'segment.columns', {});
    expect(sent).toHaveLength(1);
    expect(store.answer(key)).toEqual({ data: undefined, error: undefined, isWorking: true });
    say({ kind: 'reply', id: 0, output: { categorical: ['a'], numeric: [] } });
    await settle();
    expect(store.answer(key)).toEqual({
      data: { categorical: ['a'], numeric: [] },
      error: undefined,
      isWorking: false,
    });
  });

  it('asks again when the project changes, keeps the old answer meanwhile, and not when only the saved mark changes', async () => {
    const { store, sent, say, changed } = newStore();
    changed({});
    store.watch(key, 'segment.columns', {});
    say({ kind: 'reply', id: 0, output: 'old' });
    await settle();
    changed({ hasUnsavedChanges: true });
    expect(sent).toHaveLength(1);
    changed({ runId: 'r2' });
    expect(sent).toHaveLength(2);
    expect(store.answer(key)).toMatchObject({ data: 'old', isWorking: true });
    say({ kind: 'reply', id: 1, output: 'new' });
    await settle();
    expect(store.answer(key)).toMatchObject({ data: 'new', isWorking: false });
  });

  it('drops an answer that comes after a newer question', async () => {
    const { store, say, changed } = newStore();
    store.watch(key, 'segment.columns', {});
    changed({ runId: 'r2' });
    say({ kind: 'reply', id: 1, output: 'new' });
    say({ kind: 'reply', id: 0, output: 'late' });
    await settle();
    expect(store.answer(key).data).toBe('new');
  });

  it('follows long work, cancels it, and does not call that a failure', async () => {
    const { store, sent, say } = newStore();
    const outcome = store.call('segment.run', {}).catch((error: Error) => error.name);
    say({ kind: 'progress', id: 0, done: 1, total: 4, label: 'k-means' });
    expect(store.jobs.get('segment.run')!.progress).toEqual({ done: 1, total: 4, label: 'k-means' });
    store.cancel('segment.run');
    expect(ids(sent, 'cancel')).toEqual([0]);
    say({ kind: 'error', id: 0, error: { kind: 'cancelled' } });
    expect(await outcome).toBe('Cancelled');
    const job = store.jobs.get('segment.run')!;
    expect([job.wasCancelled, job.error, job.endedAt !== null]).toEqual([true, undefined, true]);
  });

  it('asks again what was stopped by another question of the same kind', async () => {
    const { store, sent, say } = newStore();
    const [first, second] = [{ row: 1 }, { row: 2 }];
    const firstKey = questionKey('score.customer', first);
    store.watch(firstKey, 'score.customer', first)();
    store.watch(questionKey('score.customer', second), 'score.customer', second);
    expect(ids(sent, 'cancel')).toEqual([0]);
    say({ kind: 'error', id: 0, error: { kind: 'cancelled' } });
    say({ kind: 'reply', id: 1, output: 'second' });
    await settle();
    store.watch(firstKey, 'score.customer', first);
    expect(ids(sent, 'request')).toHaveLength(3);
    say({ kind: 'reply', id: 2, output: 'first' });
    await settle();
    expect(store.answer(firstKey)).toMatchObject({ data: 'first', error: undefined });
  });

  it('keeps the failure of long work on the job', async () => {
    const { store, say } = newStore();
    const outcome = store.call('segment.run', {}).catch((error: unknown) => error);
    say({
      kind: 'error',
      id: 0,
      error: { kind: 'app', code: 'data.tooFewRows', args: { need: 2, got: 1, what: 'x' } },
    });
    expect(await outcome).toBeInstanceOf(AppError);
    expect(store.jobs.get('segment.run')!.error).toMatchObject({ code: 'data.tooFewRows' });
  });

  it('knows when the engine is gone', async () => {
    const { store, close } = newStore();
    let told = 0;
    store.subscribe(() => told++);
    close();
    expect(store.isConnected).toBe(false);
    expect(told).toBeGreaterThan(0);
  });
});
