import { useMemo, useState } from 'react';
import Button from '@mui/material/Button';
import { formatCount, formatThings } from '#shared/format';
import type { FileRef } from '#shared/host';
import type { Inventory } from '#shared/models/inventory';
import { Answered } from '../../components/Answered.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { useSaveFile } from '../../hooks/useSaveFile.ts';
import { useRecentFiles } from '../home/useRecentFiles.ts';
import { ModelList } from './ModelList.tsx';
import './models.css';

/** Every model that is known on this computer, whichever project is open. */
export function Screen() {
  const host = useHost();
  const recent = useRecentFiles();
  const [chosen, setChosen] = useState<readonly FileRef[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const tokens = useMemo(() => [...recent.files, ...chosen].map(({ token }) => token), [recent.files, chosen]);
  const query = useQuery('model.inventory', { files: tokens });
  const choose = async () => {
    try {
      const file = await host.openFile();
      if (file) setChosen(before => [...before, file]);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  const failure = error ?? recent.error;
  return (
    <ScreenLayout
      headline={headlineOf(query.data)}
      actions={
        <div className="row">
          <SaveList tokens={tokens} isReady={(query.data?.rows.length ?? 0) > 0} />
          <Button variant="outlined" onClick={() => void choose()}>
            Look beside another file
          </Button>
        </div>
      }
    >
      <p className="muted">
        The open project, those that were opened of late, and the projects and model files that lie beside them. Each
        row is what the file says of itself; files are only read.
      </p>
      {failure && <Failure error={failure} onClose={() => setError(null)} />}
      <Answered query={query} what="Reading the records">
        {({ rows, nMore }) =>
          rows.length === 0 ? (
            <Nothing />
          ) : (
            <>
              <ModelList rows={rows} />
              {nMore > 0 && <p className="muted">{formatThings(nMore, 'file')} more, not read.</p>}
            </>
          )
        }
      </Answered>
    </ScreenLayout>
  );
}

function Nothing() {
  return (
    <Empty title="No project and no model file is known yet.">
      <p>
        Save the project that is open, or look beside a file that lies where projects and model files are kept: each
        stands here with its status, owner and sign-off.
      </p>
    </Empty>
  );
}

function headlineOf(found: Inventory | undefined): string {
  if (!found || found.rows.length === 0) return 'The models on this computer, by status, owner and sign-off.';
  const { rows } = found;
  const inUse = rows.filter(({ status }) => status === 'in use').length;
  const red = rows.filter(({ light }) => light === 'red').length;
  const unread = rows.filter(({ problem }) => problem !== null).length;
  const parts = [
    inUse === 0 ? 'none is in use' : `${formatCount(inUse)} ${inUse === 1 ? 'is' : 'are'} in use`,
    ...(red > 0 ? [`${formatCount(red)} ${red === 1 ? 'was' : 'were'} red when last watched`] : []),
    ...(unread > 0 ? [`${formatCount(unread)} cannot be read`] : []),
  ];
  return `${formatThings(rows.length, 'model')} on this computer: ${parts.join(', ')}.`;
}

function SaveList({ tokens, isReady }: { tokens: readonly string[]; isReady: boolean }) {
  const make = useJob('model.saveInventory');
  const file = useSaveFile();
  const save = (format: 'csv' | 'xlsx') => void file.save(() => make.start({ files: [...tokens], format }));
  const error = make.job?.error ?? file.error;
  return (
    <>
      {error && <Failure error={error} onClose={file.clear} />}
      {file.saved && <span className="muted">{file.saved}</span>}
      <Button disabled={!isReady || make.isWorking} onClick={() => save('csv')}>
        Save as CSV
      </Button>
      <Button disabled={!isReady || make.isWorking} onClick={() => save('xlsx')}>
        Save as workbook
      </Button>
    </>
  );
}
