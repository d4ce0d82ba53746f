import TextField from '@mui/material/TextField';
import { formatThings } from '#shared/format';
import type { ReadingFacts } from '#shared/preview';
import type { Reading } from '#shared/reading';
import { TEXT_ENCODINGS } from '#shared/textEncodings';
import { readWords, wordsText } from '../optionFields/wordsText.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { Choice } from '../Choice.tsx';
import { NumberField } from '../NumberField.tsx';
import { DATE_ORDERS } from './dateOrders.ts';
import '../optionForm.css';

export interface ReadingFormProps {
  /** What was found. */
  readonly facts: ReadingFacts;
  /** What was chosen. */
  readonly reading: Reading;
  readonly isDisabled?: boolean;
  onChange(part: Partial<Reading>): void;
}

const FOUND = 'found';
const SEPARATORS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
  { value: 'spaces', label: 'Runs of spaces' },
  { value: 'fixed', label: 'Columns of fixed width' },
];
const ENCODINGS = TEXT_ENCODINGS.map(value => ({ value, label: value }));
const MARKS = [
  { value: '.', label: 'Point (1,234.5)' },
  { value: ',', label: 'Comma (1.234,5)' },
];

/** How a file is read, for the preview before the import and for the data that is open: what was found with its evidence, and other choices. */
export function ReadingForm(props: ReadingFormProps) {
  const { facts, reading, isDisabled = false, onChange } = props;
  const isText = facts.separator !== null;
  return (
    <>
      {facts.sheets.length > 1 && (
        <Field
          id="reading-sheet"
          title="Sheet"
          help={reading.sheet === null ? 'Looks most like a table.' : 'Chosen by you.'}
        >
          <Choice
            id="reading-sheet"
            value={facts.sheet ?? ''}
            isDisabled={isDisabled}
            choices={facts.sheets.map(({ name, hidden }) => ({
              value: name,
              label: hidden ? `${name} (hidden)` : name,
            }))}
            onChange={sheet => onChange({ sheet, headerRow: null, headerRowCount: null, range: null })}
          />
        </Field>
      )}
      <HeaderFields {...props} />
      <RangeField {...props} />
      {isText && (
        <>
          <Chosen
            id="reading-separator"
            title="Separator"
            found={facts.separator ?? ''}
            choices={SEPARATORS}
            value={reading.separator}
            isDisabled={isDisabled}
            onChange={separator => onChange({ separator })}
          />
          <Chosen
            id="reading-encoding"
            title="Encoding"
            found={facts.encoding ?? ''}
            choices={ENCODINGS}
            value={reading.encoding}
            isDisabled={isDisabled}
            onChange={encoding => onChange({ encoding })}
          />
        </>
      )}
      <Chosen
        id="reading-decimal"
        title="Decimal mark"
        found={facts.decimalEvidence || 'no column needs it'}
        choices={MARKS}
        value={reading.decimalMark}
        isDisabled={isDisabled}
        onChange={mark => onChange({ decimalMark: mark as Reading['decimalMark'] })}
      />
      <Chosen
        id="reading-dates"
        title="Order of dates"
        found={facts.dateOrderEvidence || 'no column needs it'}
        choices={DATE_ORDERS}
        value={reading.dateOrder}
        isDisabled={isDisabled}
        onChange={order => onChange({ dateOrder: order as Reading['dateOrder'] })}
      />
      <MissingWords {...props} />
    </>
  );
}

function Field({ id, title, help, children }: { id: string; title: string; help: string; children: React.ReactNode }) {
  return (
    <div>
      <label className="optionTitle" htmlFor={id}>
        {title}
      </label>
      {children}
      <p className="optionHelp">{help}</p>
    </div>
  );
}

/** A choice whose first entry leaves it to what is in the file. */
function Chosen(props: {
  id: string;
  title: string;
  found: string;
  choices: readonly { value: string; label: string }[];
  value: string | null;
  isDisabled: boolean;
  onChange(value: string | null): void;
}) {
  const shown = props.choices.find(({ value }) => value === props.found)?.label ?? props.found;
  const choices = [{ value: FOUND, label: 'As found' }, ...props.choices];
  if (props.value !== null && !choices.some(({ value }) => value === props.value))
    choices.push({ value: props.value, label: props.value });
  return (
    <Field id={props.id} title={props.title} help={props.value === null ? `Found: ${shown}.` : 'Chosen by you.'}>
      <Choice
        id={props.id}
        value={props.value ?? FOUND}
        isDisabled={props.isDisabled}
        choices={choices}
        onChange={value => props.onChange(value === FOUND ? null : value)}
      />
    </Field>
  );
}

function HeaderFields({ facts, reading, isDisabled, onChange }: ReadingFormProps) {
  const isFound = reading.headerRow === null && reading.headerRowCount === null;
  return (
    <div>
      <div className="row">
        <div>
          <label className="optionTitle" htmlFor="reading-header">
            Header row
          </label>
          <NumberField
            id="reading-header"
            isWhole
            min={0}
            max={1_048_576}
            width={110}
            value={facts.headerRows.at(-1) ?? 0}
            isDisabled={isDisabled}
            onChange={headerRow => onChange({ headerRow })}
          />
        </div>
        <div>
          <label className="optionTitle" htmlFor="reading-header-count">
            Rows of it
          </label>
          <NumberField
            id="reading-header-count"
            isWhole
            min={1}
            max={5}
            width={90}
            value={Math.max(1, facts.headerRows.length)}
            isDisabled={isDisabled === true || facts.headerRows.length === 0}
            onChange={headerRowCount => onChange({ headerRowCount, headerRow: facts.headerRows.at(-1) ?? null })}
          />
        </div>
      </div>
      <p className="optionHelp">
        {facts.headerEvidence} 0 when there is none.{' '}
        {!isFound && (
          <button
            type="button"
            className="linkButton"
            onClick={() => onChange({ headerRow: null, headerRowCount: null })}
          >
            Find it again
          </button>
        )}
      </p>
    </div>
  );
}

const RANGE = /^[A-Z]{1,3}[1-9]\d{0,6}:[A-Z]{1,3}[1-9]\d{0,6}$/;

function RangeField({ facts, reading, isDisabled, onChange }: ReadingFormProps) {
  const [text, setText] = useDraft(reading.range ?? '');
  const wanted = text.trim().toUpperCase().replaceAll('$', '');
  const isGood = wanted === '' || RANGE.test(wanted);
  const apply = (range: string | null) => onChange({ range, headerRow: null, headerRowCount: null });
  const commit = () => {
    if (isGood && wanted !== (reading.range ?? '')) apply(wanted || null);
  };
  return (
    <div>
      <label className="optionTitle" htmlFor="reading-range">
        Cells that are the table
      </label>
      <TextField
        id="reading-range"
        fullWidth
        value={text}
        placeholder={facts.range ?? 'all of them'}
        disabled={isDisabled}
        error={!isGood}
        helperText={isGood ? undefined : 'Two cells, such as B3:N500'}
        onChange={event => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key !== 'Enter') return;
          event.stopPropagation();
          commit();
        }}
      />
      <p className="optionHelp">{facts.rangeEvidence}</p>
      {facts.tables
        .filter(({ isRead }) => !isRead)
        .map(({ range, rows, names }) => (
          <p key={range} className="optionHelp">
            <button type="button" className="linkButton" disabled={isDisabled} onClick={() => apply(range)}>
              Read {range} instead
            </button>{' '}
            {formatThings(rows, 'row')}: {names.join(', ')}
          </p>
        ))}
    </div>
  );
}

function MissingWords({ reading, isDisabled, onChange }: ReadingFormProps) {
  const shown = wordsText(reading.missingWords.filter(word => word !== ''));
  const [text, setText] = useDraft(shown);
  const commit = () => {
    if (text !== shown) onChange({ missingWords: ['', ...readWords(text)] });
  };
  return (
    <Field
      id="reading-missing"
      title="Words read as missing"
      help="Compared without case. Blank text is always missing."
    >
      <TextField
        id="reading-missing"
        fullWidth
        multiline
        maxRows={4}
        value={text}
        disabled={isDisabled}
        onChange={event => setText(event.target.value)}
        onBlur={commit}
      />
    </Field>
  );
}
