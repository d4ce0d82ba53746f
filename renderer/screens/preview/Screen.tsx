import { useCallback, useEffect, useRef, useState } from 'react';
import Button from '@mui/material/Button';
import type { ColumnKind } from '#shared/columns';
import { formatCount, formatThings } from '#shared/format';
import type { ImportPreview } from '#shared/preview';
import { defaultReading, type Reading } from '#shared/reading';
import { useSharedWorkspace } from '../../app/WorkspaceContext.ts';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { ReadingForm } from '../../components/reading/ReadingForm.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useEngine } from '../../hooks/EngineContext.ts';
import { useDebounced } from '../../hooks/useDebounced.ts';
import { useJob } from '../../hooks/useJob.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { PreviewGrid } from './PreviewGrid.tsx';
import './preview.css';

/** How long a choice stands still before the file is looked at again. */
const PAUSE_MS = 200;

export function Screen() {
  const file = useRouteParameter('file');
  if (file === null) return <Empty title="No file to look at">Open a file, or drop one on this window.</Empty>;
  return <Preview key={file} file={file} />;
}

interface Choices {
  readonly reading: Reading;
  readonly kinds: Readonly<Record<string, ColumnKind>>;
}

function Preview({ file }: { file: string }) {
  const store = useEngine();
  const workspace = useSharedWorkspace();
  const job = useJob('dataset.preview');
  const [choices, setChoices] = useState<Choices>({ reading: defaultReading(), kinds: {} });
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const asked = useDebounced(choices, PAUSE_MS);
  const { start } = job;
  const leave = useCallback(() => {
    store.cancel('dataset.preview');
    void store.call('dataset.endPreview', {});
    goTo(store.project?.source ? '/data' : '/');
  }, [store]);
  const { fail } = workspace;
  const isFirst = useRef(true);
  useEffect(() => {
    let isCurrent = true;
    void start({ file, ...requestOf(asked) }).then(found => {
      if (!isCurrent) return;
      const error = store.jobs.get('dataset.preview')?.error;
      if (found) {
        isFirst.current = false;
        setPreview(found);
      } else if (error && isFirst.current) {
        // There is nothing to look at, and nothing to choose otherwise.
        leave();
        fail(error);
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [start, store, leave, fail, file, asked]);
  const doImport = useCallback(() => {
    const known = new Set(preview?.columns.map(({ name }) => name));
    const { reading, columns } = requestOf(choices);
    const kept = Object.fromEntries(Object.entries(columns).filter(([name]) => known.has(name)));
    workspace.importFile(file, preview?.fileName ?? 'this file', { reading, columns: kept });
  }, [workspace, file, preview, choices]);
  const canImport = preview !== null && !job.isWorking && !job.job?.error;
  usePreviewKeys(canImport ? doImport : null, leave);
  const importButton = useRef<HTMLButtonElement>(null);
  const hasPreview = preview !== null;
  useEffect(() => {
    if (hasPreview) importButton.current?.focus();
  }, [hasPreview]);
  const setReading = (part: Partial<Reading>) =>
    setChoices(current => ({ ...current, reading: { ...current.reading, ...part } }));
  return (
    <ScreenLayout
      headline={preview ? headline(preview) : 'Looking at the file'}
      actions={
        <div className="row">
          <Button onClick={leave}>Cancel</Button>
          <Button ref={importButton} variant="contained" disabled={!canImport} onClick={doImport}>
            Import
          </Button>
        </div>
      }
      side={
        preview && (
          <div className="optionForm">
            <ReadingForm facts={preview} reading={choices.reading} onChange={setReading} />
          </div>
        )
      }
    >
      {job.isWorking && <Working title="Looking at the file" job={job.job!} onCancel={job.cancel} />}
      {preview && job.job?.error && <Failure error={job.job.error} />}
      {preview && (
        <div className="stack previewBody">
          <NoteList notes={preview.notes} />
          <PreviewGrid
            preview={preview}
            onKind={(name, kind) => setChoices(current => ({ ...current, kinds: { ...current.kinds, [name]: kind } }))}
          />
        </div>
      )}
    </ScreenLayout>
  );
}

function requestOf({ reading, kinds }: Choices) {
  const columns = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { kind }]));
  return { reading, columns };
}

function headline(preview: ImportPreview): string {
  const rejected = preview.nRejected > 0 ? `, ${formatCount(preview.nRejected)} would be rejected` : '';
  return `${preview.fileName}: ${formatThings(preview.nData, 'row')} in ${formatThings(preview.nColumns, 'column')}${rejected}.`;
}

/** Enter imports and Escape leaves, except where a field or button has the key for itself. */
function usePreviewKeys(onEnter: (() => void) | null, onEscape: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"]')) return;
      if (event.key === 'Escape') onEscape();
      const target = event.target as Element | null;
      const isOwn = target?.closest('button, a, input, select, textarea') ?? null;
      if (event.key === 'Enter' && isOwn === null) onEnter?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onEnter, onEscape]);
}
