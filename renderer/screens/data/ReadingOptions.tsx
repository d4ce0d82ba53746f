import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { ImportReport } from '#shared/results';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import type { JobHandle } from '../../hooks/useJob.ts';

/** How the file is read: sheet, header row, missing words and the date at which ages are measured. */
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
  const headerRow = report.headerRows.at(-1) ?? 0;
  return (
    <div className="optionForm">
      {report.sheets.length > 0 && (
        <div>
          <label className="optionTitle" htmlFor="reading-sheet">
            Sheet
          </label>
          <Choice
            id="reading-sheet"
            value={report.sheet ?? ''}
            isDisabled={reading.isWorking}
            choices={report.sheets.map(sheet => ({
              value: sheet.name,
              label: sheet.hidden ? `${sheet.name} (hidden)` : sheet.name,
            }))}
            onChange={sheet => void reading.start({ reading: { sheet, headerRow: null } })}
          />
          <p className="optionHelp">
            {recipe.sheet === null ? 'Chosen because it looks most like a table.' : 'Chosen by you.'}
          </p>
        </div>
      )}
      <div>
        <label className="optionTitle" htmlFor="reading-header">
          Header row
        </label>
        <NumberField
          id="reading-header"
          isWhole
          min={0}
          max={1_048_576}
          value={headerRow}
          isDisabled={reading.isWorking}
          onChange={value => void reading.start({ reading: { headerRow: value } })}
        />
        <p className="optionHelp">
          {recipe.headerRow === null ? 'Found by its content.' : 'Chosen by you.'} 0 when the file has none.{' '}
          {recipe.headerRow !== null && (
            <button
              type="button"
              className="linkButton"
              onClick={() => void reading.start({ reading: { headerRow: null } })}
            >
              Find it again
            </button>
          )}
        </p>
      </div>
      <MissingWords words={recipe.missingWords} reading={reading} />
      <ReferenceDate report={report} />
    </div>
  );
}

function MissingWords({ words, reading }: { words: readonly string[]; reading: JobHandle<'dataset.setReading'> }) {
  const shown = words.filter(word => word !== '').join(', ');
  const [text, setText] = useDraft(shown);
  const apply = () => {
    const next = [
      '',
      ...text
        .split(',')
        .map(word => word.trim())
        .filter(Boolean),
    ];
    void reading.start({ reading: { missingWords: next } });
  };
  return (
    <div>
      <label className="optionTitle" htmlFor="reading-missing">
        Words read as missing
      </label>
      <TextField
        id="reading-missing"
        fullWidth
        multiline
        maxRows={4}
        value={text}
        disabled={reading.isWorking}
        onChange={event => setText(event.target.value)}
      />
      <p className="optionHelp">Compared without case. Blank text is always missing.</p>
      {text !== shown && (
        <Button variant="outlined" onClick={apply} disabled={reading.isWorking}>
          Read again
        </Button>
      )}
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
