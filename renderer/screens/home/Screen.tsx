import Button from '@mui/material/Button';
import { formatBytes, formatCount } from '#shared/format';
import { useSharedWorkspace } from '../../app/WorkspaceContext.ts';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { goTo } from '../../hooks/useRoute.ts';
import { Failure } from '../../components/Failure.tsx';
import { UnsavedWork } from './UnsavedWork.tsx';
import { useRecentFiles } from './useRecentFiles.ts';
import './home.css';

export function Screen() {
  const workspace = useSharedWorkspace();
  const project = useProject();
  const { files, error } = useRecentFiles();
  return (
    <ScreenLayout headline="Customer risk, explained, on your own machine.">
      <div className="home">
        <p className="homeLead">
          Open a RiskSummary workbook, a customer list or any other table. Tessera shows what it did to the file, groups
          the customers into segments, says why each segment is what it is, gives every customer a risk tier by a rule
          you can read, and writes a PDF that can be filed.
        </p>
        {project?.source ? <OpenProject /> : <UnsavedWork />}
        <div className="homeActions">
          <button type="button" className="homeAction isMain" onClick={workspace.openFile}>
            <strong>Open a file</strong>
            <span>
              A workbook (Excel or OpenDocument), a text, JSON or Parquet table, or a saved .tessera project. Or drop it
              anywhere on this window.
            </span>
          </button>
          <button type="button" className="homeAction" onClick={workspace.openSample}>
            <strong>Open the sample</strong>
            <span>About 5,000 synthetic customers with every trait of a real RiskSummary sheet.</span>
          </button>
        </div>
        {error && <Failure error={error} />}
        {files.length > 0 && (
          <section aria-labelledby="recent-title" className="stack">
            <h2 id="recent-title">Recent files</h2>
            <ul className="recent">
              {files.map(file => (
                <li key={file.token}>
                  <button type="button" onClick={() => workspace.openRef(file)}>
                    <span>{file.name}</span>
                    <span className="muted">{file.kind === 'project' ? 'project' : 'data'}</span>
                    <span className="muted number">{formatBytes(file.sizeBytes)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className="muted homePrivacy">
          Nothing leaves this machine. Tessera has no account, no telemetry and no network use; your file is read, never
          changed.
        </p>
      </div>
    </ScreenLayout>
  );
}

function OpenProject() {
  const project = useProject()!;
  return (
    <section className="panel row" aria-label="The project that is open">
      <div className="grow">
        <h2>{project.projectName ?? project.source!.name}</h2>
        <p className="muted">
          {formatCount(project.nRows)} rows, {formatCount(project.nColumns)} columns
          {project.segments === 'ready' && ', segments ready'}
          {project.segments === 'stale' && ', segments to be run again'}
          {project.hasUnsavedChanges && ', not saved'}
        </p>
      </div>
      <Button variant="outlined" onClick={() => goTo(project.segments === 'none' ? '/data' : '/segments')}>
        Go on with it
      </Button>
    </section>
  );
}
