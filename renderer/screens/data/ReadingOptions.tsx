import TextField from '@mui/material/TextField';
import type { ImportReport } from '#shared/results';
import { Failure } from '../../components/Failure.tsx';
import { ReadingForm } from '../../components/reading/ReadingForm.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import type { JobHandle } from '../../hooks/useJob.ts';

/** How the file is read, and the date at which ages are measured. */
export function ReadingOptions({
  report,
  reading,
}: {
  report: ImportReport;
  reading: JobHandle<'dataset.setReading'>;
}) {
  const project = useProject();
  const recipe = project?.recipe.reading;
  if (!recipe) return null;
  return (
    <div className="optionForm">
      <ReadingForm
        facts={report}
        reading={recipe}
        isDisabled={reading.isWorking}
        onChange={part => void reading.start({ reading: part })}
      />
      <ReferenceDate report={report} />
    </div>
  );
}

function ReferenceDate({ report }: { report: ImportReport }) {
  const change = useAction('dataset.setReferenceDate');
  const isGiven = useProject()?.recipe.referenceDate !== null;
  return (
    <div>
      <label className="optionTitle" htmlFor="reading-date">
        Reference date
      </label>
      <TextField
        id="reading-date"
        type="date"
        key={report.referenceDate}
        defaultValue={report.referenceDate ?? ''}
        onBlur={event => {
          const value = event.target.value;
          if (value && value !== report.referenceDate) void change.run({ referenceDate: value });
        }}
        onKeyDown={event => {
          if (event.key === 'Enter') (event.target as HTMLInputElement).blur();
        }}
      />
      <p className="optionHelp">
        Ages and tenures are measured at this day. {report.referenceDateReason}{' '}
        {isGiven && (
          <button type="button" className="linkButton" onClick={() => void change.run({ referenceDate: null })}>
            Take it from the file
          </button>
        )}
      </p>
      {change.error && <Failure error={change.error} onClose={change.clear} />}
    </div>
  );
}
