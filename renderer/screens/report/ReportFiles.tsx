import { useState } from 'react';
import Button from '@mui/material/Button';
import type { ReportFile } from '#shared/contract/report';
import { formatBytes } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { announce } from '../../hooks/announce.ts';
import { useHost } from '../../hooks/EngineContext.ts';
import { TableScroll } from '../../components/TableScroll.tsx';

/** The files that were written, each with what proves its sameness, and the way to keep it. */
export function ReportFiles({ files }: { files: readonly ReportFile[] }) {
  const host = useHost();
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState<Record<string, string>>({});
  const save = async (file: ReportFile) => {
    try {
      const outcome = await host.saveFile({ token: file.token, name: file.name });
      setError(null);
      if (!outcome.saved) return;
      const where = outcome.where ? `saved in ${outcome.where}` : 'saved';
      setSaved(current => ({ ...current, [file.token]: where }));
      announce(`${file.name} ${where}`);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return (
    <section aria-labelledby="files-title" className="stack">
      <h2 id="files-title">Files</h2>
      {error && <Failure error={error} onClose={() => setError(null)} />}
      <TableScroll label="Files">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" className="number">
                Size
              </th>
              <th scope="col">SHA-256</th>
              <th scope="col">
                <span className="visually-hidden">Save</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {files.map(file => (
              <tr key={file.token}>
                <th scope="row">{file.name}</th>
                <td className="number">{formatBytes(file.sizeBytes)}</td>
                <td>
                  <code title={file.sha256}>{file.sha256.slice(0, 12)}</code>
                </td>
                <td>
                  <span className="row">
                    <Button variant="outlined" onClick={() => void save(file)} aria-label={`Save ${file.name}`}>
                      Save
                    </Button>
                    {saved[file.token] && <span className="muted">{saved[file.token]}</span>}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
