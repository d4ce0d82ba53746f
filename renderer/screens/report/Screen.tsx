import { useState } from 'react';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { PAPERS, REPORT_FORMATS, type Paper, type ReportFile, type ReportFormat } from '#shared/contract/report';
import { formatThings } from '#shared/format';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { SaveModel } from '../../components/SaveModel.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { ModelRecordPanel } from './ModelRecordPanel.tsx';
import { ReportContents } from './ReportContents.tsx';
import { ReportFiles } from './ReportFiles.tsx';
import { keepReports, keptReports } from './keptReports.ts';
import './report.css';

const FORMATS: Record<ReportFormat, { title: string; help: string }> = {
  pdf: { title: 'PDF', help: 'The document to file: PDF/A, tagged, with the recipe and model attached' },
  html: { title: 'Web page', help: 'The same document as one file without scripts, for screens' },
  xlsx: { title: 'Workbook', help: 'Every customer with segment, tier and score; formulas in texts are made harmless' },
  csv: { title: 'CSV', help: 'The same table as plain text' },
};

/** The document to file comes first. */
const SHOWN: readonly ReportFormat[] = ['pdf', 'html', 'xlsx', 'csv'];

export function Screen() {
  const project = useProject()!;
  const result = useQuery('segment.result', {});
  const build = useJob('report.build');
  const [formats, setFormats] = useState<ReportFormat[]>(['pdf', 'xlsx']);
  const [paper, setPaper] = useState<Paper>('A4');
  const [files, setFiles] = useState<readonly ReportFile[]>(() => keptReports(project.resultSha256));
  const start = async () => {
    const built = await build.start({ formats: REPORT_FORMATS.filter(format => formats.includes(format)), paper });
    if (!built) return;
    keepReports(project.resultSha256, built);
    setFiles(built);
  };
  return (
    <ScreenLayout
      headline={
        files.length > 0
          ? `The report is ready: ${formatThings(files.length, 'file')} to save.`
          : 'A report that can be filed, and repeated by someone else.'
      }
    >
      {project.segments === 'stale' && (
        <p className="staleMark" role="note">
          ↻ The data or options changed after these segments were found. The report would describe the older segments;
          run them again first.
        </p>
      )}
      {result.data && <p>{result.data.headline}</p>}
      <section className="panel reportForm" aria-labelledby="formats-title">
        <h2 id="formats-title">What to write</h2>
        {SHOWN.map(format => (
          <FormControlLabel
            key={format}
            control={
              <Checkbox
                checked={formats.includes(format)}
                onChange={event =>
                  setFormats(event.target.checked ? [...formats, format] : formats.filter(other => other !== format))
                }
              />
            }
            label={
              <>
                <strong>{FORMATS[format].title}</strong> <span className="muted">{FORMATS[format].help}</span>
              </>
            }
          />
        ))}
        <div className="row">
          <label htmlFor="paper">Paper of the PDF</label>
          <Choice
            id="paper"
            value={paper}
            choices={PAPERS.map(value => ({ value, label: value }))}
            onChange={value => setPaper(value as Paper)}
          />
          <span className="grow" />
          <Button variant="contained" disabled={formats.length === 0 || build.isWorking} onClick={() => void start()}>
            Build the report
          </Button>
        </div>
      </section>
      {build.isWorking && <Working title="Writing the report" job={build.job!} onCancel={build.cancel} />}
      {build.job?.error && <Failure error={build.job.error} onRetry={() => void start()} />}
      {files.length > 0 && <ReportFiles files={files} />}
      <section className="panel row" aria-labelledby="model-title">
        <h2 id="model-title">Model</h2>
        <span className="muted">
          One file that answers about other customers as this run does; it holds no names and no identifiers
        </span>
        <span className="grow" />
        <SaveModel />
      </section>
      <ModelRecordPanel />
      <ReportContents />
    </ScreenLayout>
  );
}
