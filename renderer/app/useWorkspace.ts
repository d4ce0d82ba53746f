import { useCallback, useMemo, useState } from 'react';
import type { FileRef, OfferedFile } from '#shared/host';
import type { In } from '#shared/contract/contract';
import { Cancelled } from '#shared/errors';
import { announce } from '../hooks/announce.ts';
import { useEngine, useHost } from '../hooks/EngineContext.ts';
import type { EngineStore } from '../hooks/EngineStore.ts';
import { goTo } from '../hooks/useRoute.ts';
import { saveProject } from './saveProject.ts';

/** What is done to the project as a whole, from wherever it is asked. */
export interface Workspace extends Outcome {
  /** A file waits for an answer to "open it without saving?". */
  readonly waiting: { readonly name: string; proceed(): void; giveUp(): void } | null;
  openFile(): void;
  openRef(file: FileRef): void;
  /** A file named when the program was started: without a look at it first. */
  openDirectly(file: FileRef): void;
  /** Imports the file that was looked at. */
  importFile(token: string, name: string, choices: Omit<In<'dataset.open'>, 'file'>): void;
  openDropped(file: OfferedFile): void;
  openSample(): void;
  save(): void;
  saveAs(): void;
  undo(): void;
  redo(): void;
  close(): void;
  /** Shows why something that leads nowhere could not be done. */
  fail(error: Error): void;
  dismiss(): void;
}
/** How the last of these ended, until it is dismissed. */
interface Outcome {
  readonly error: Error | null;
  readonly message: string | null;
}
const NOTHING: Outcome = { error: null, message: null };

export function useWorkspace(): Workspace {
  const store = useEngine();
  const host = useHost();
  const [outcome, setOutcome] = useState(NOTHING);
  const [waiting, setWaiting] = useState<Workspace['waiting']>(null);

  /** Does the work; a text it answers with is good news to show. */
  const attempt = useCallback((work: () => Promise<string | void>) => {
    setOutcome(NOTHING);
    work().then(
      text => {
        if (!text) return;
        setOutcome({ error: null, message: text });
        announce(text);
      },
      (error: Error) => setOutcome(error instanceof Cancelled ? NOTHING : { error, message: null }),
    );
  }, []);

  const actions = useMemo(() => {
    /** Asks first when there are results that were never saved. */
    const guarded = (name: string, proceed: () => void) => {
      const { project } = store;
      const hasResults = project !== null && (project.segments !== 'none' || project.scores !== 'none');
      if (!project?.hasUnsavedChanges || !hasResults) return proceed();
      const giveUp = () => setWaiting(null);
      setWaiting({ name, giveUp, proceed: () => (giveUp(), proceed()) });
    };
    const openDirectly = (file: FileRef) => guarded(file.name, () => attempt(() => open(store, file)));
    /** A look at a table leaves what is open as it is, so that only its import asks. */
    const openRef = (file: FileRef) => (file.kind === 'project' ? openDirectly(file) : look(file));
    return {
      openRef,
      openDirectly,
      importFile: (token: string, name: string, choices: Omit<In<'dataset.open'>, 'file'>) =>
        guarded(name, () => attempt(() => importFile(store, token, name, choices))),
      openFile: () =>
        attempt(async () => {
          const file = await host.openFile();
          if (file) openRef(file);
        }),
      openDropped: (file: OfferedFile) => attempt(async () => openRef(await host.droppedFile(file))),
      openSample: () => guarded('the sample', () => attempt(() => openSample(store))),
      save: () => attempt(() => saveProject(store, host, false)),
      saveAs: () => attempt(() => saveProject(store, host, true)),
      undo: () => attempt(async () => void (await store.call('project.undo', {}))),
      redo: () => attempt(async () => void (await store.call('project.redo', {}))),
      close: () => guarded('', () => attempt(() => close(store))),
      fail: (error: Error) => setOutcome({ error, message: null }),
      dismiss: () => setOutcome(NOTHING),
    };
  }, [store, host, attempt]);
  return useMemo(() => ({ ...outcome, ...actions, waiting }), [outcome, actions, waiting]);
}

async function open(store: EngineStore, file: FileRef): Promise<void> {
  if (file.kind === 'project') await store.call('project.open', { file: file.token });
  else await store.call('dataset.open', { file: file.token });
  goTo(file.kind === 'project' && store.project?.segments !== 'none' ? '/segments' : '/data');
  announce(`${file.name} is open`);
}

/** Shows how the file would be read. */
function look(file: FileRef): void {
  goTo(`/preview?file=${encodeURIComponent(file.token)}`);
}

async function importFile(
  store: EngineStore,
  file: string,
  name: string,
  choices: Omit<In<'dataset.open'>, 'file'>,
): Promise<void> {
  await store.call('dataset.open', { file, ...choices });
  goTo('/data');
  announce(`${name} is open`);
}

async function openSample(store: EngineStore): Promise<void> {
  await store.call('dataset.openSample', {});
  goTo('/data');
  announce('The sample is open');
}

async function close(store: EngineStore): Promise<void> {
  await store.call('project.close', {});
  goTo('/');
}
