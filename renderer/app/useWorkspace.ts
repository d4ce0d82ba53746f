import { useCallback, useMemo, useState } from 'react';
import type { FileRef, OfferedFile } from '#shared/host';
import { PROJECT_ENDING } from '#shared/host';
import { Cancelled } from '#shared/errors';
import { announce } from '../hooks/announce.ts';
import { useEngine, useHost } from '../hooks/EngineContext.ts';
import type { EngineStore } from '../hooks/EngineStore.ts';
import { goTo } from '../hooks/useRoute.ts';

/** What is done to the project as a whole, from wherever it is asked. */
export interface Workspace {
  /** What went wrong with the last of these, until it is dismissed. */
  readonly error: Error | null;
  /** Good news of the last of these, until it is dismissed. */
  readonly message: string | null;
  /** A file waits for an answer to "open it without saving?". */
  readonly waiting: { readonly name: string; proceed(): void; giveUp(): void } | null;
  openFile(): void;
  openRef(file: FileRef): void;
  openDropped(file: OfferedFile): void;
  openSample(): void;
  save(): void;
  saveAs(): void;
  undo(): void;
  redo(): void;
  close(): void;
  dismiss(): void;
}

export function useWorkspace(): Workspace {
  const store = useEngine();
  const host = useHost();
  const [error, setError] = useState<Error | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [waiting, setWaiting] = useState<Workspace['waiting']>(null);

  const attempt = useCallback((work: () => Promise<string | null>) => {
    setError(null);
    setMessage(null);
    work().then(
      text => {
        setMessage(text);
        if (text) announce(text);
      },
      (reason: Error) => {
        if (!(reason instanceof Cancelled)) setError(reason);
      },
    );
  }, []);

  return useMemo(() => {
    /** Asks first when there are results that were never saved. */
    const guarded = (name: string, proceed: () => void) => {
      const project = store.project;
      if (!project?.hasUnsavedChanges || project.segments === 'none') return proceed();
      const giveUp = () => setWaiting(null);
      setWaiting({ name, giveUp, proceed: () => (giveUp(), proceed()) });
    };
    const openRef = (file: FileRef) => guarded(file.name, () => attempt(() => open(store, file)));
    const save = (chooses: boolean) => attempt(() => saveProject(store, host, chooses));
    return {
      error,
      message,
      waiting,
      openRef,
      openFile: () =>
        attempt(async () => {
          const file = await host.openFile();
          if (file) openRef(file);
          return null;
        }),
      openDropped: file => guarded(file.name, () => attempt(async () => open(store, await host.droppedFile(file)))),
      openSample: () =>
        guarded('the sample', () =>
          attempt(async () => {
            await store.call('dataset.openSample', {});
            goTo('/data');
            announce('The sample is open');
            return null;
          }),
        ),
      save: () => save(false),
      saveAs: () => save(true),
      undo: () => attempt(async () => (await store.call('project.undo', {}), null)),
      redo: () => attempt(async () => (await store.call('project.redo', {}), null)),
      close: () =>
        guarded('nothing', () =>
          attempt(async () => {
            await store.call('project.close', {});
            goTo('/');
            return null;
          }),
        ),
      dismiss: () => {
        setError(null);
        setMessage(null);
      },
    };
  }, [store, host, attempt, error, message, waiting]);
}

async function open(store: EngineStore, file: FileRef): Promise<null> {
  if (file.kind === 'project') await store.call('project.open', { file: file.token });
  else await store.call('dataset.open', { file: file.token });
  goTo(file.kind === 'project' && store.project?.segments !== 'none' ? '/segments' : '/data');
  announce(`${file.name} is open`);
  return null;
}

async function saveProject(
  store: EngineStore,
  host: ReturnType<typeof useHost>,
  chooses: boolean,
): Promise<string | null> {
  const project = store.project;
  let token: string | null = null;
  if (chooses || !project?.projectName) {
    const place = await host.saveProjectAs(suggestedName(project?.projectName ?? project?.source?.name ?? 'Project'));
    if (!place) return null;
    token = place.token;
  }
  await store.call('project.save', { file: token });
  const { saved, where } = await host.projectSaved();
  return saved ? `The project was saved${where ? ` in ${where}` : ''}.` : null;
}

function suggestedName(name: string): string {
  return name.endsWith(PROJECT_ENDING) ? name : `${name.replace(/\.[^.]{1,5}$/, '')}${PROJECT_ENDING}`;
}
