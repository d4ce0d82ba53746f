import { COLUMN_KINDS, type ColumnKind } from '#shared/columns';
import { formatCount } from '#shared/format';
import type { ImportPreview, PreviewColumn, PreviewMark } from '#shared/preview';
import { noteSentence } from '#shared/text/noteSentences';
import { Choice } from '../../components/Choice.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { capital, KIND_TEXT, ROLE_TEXT } from '../../text/sentences.ts';

const KINDS = COLUMN_KINDS.map(kind => ({ value: kind, label: KIND_TEXT[kind] }));
const MARK_WORDS: Record<PreviewMark, string> = {
  header: 'header',
  above: 'above the table',
  outside: 'not read',
  data: '',
  empty: 'empty',
  footer: 'footer, rejected',
  repeatedHeader: 'header again, rejected',
  raggedRow: 'ragged, rejected',
  unreadable: 'unreadable, rejected',
};

/** The file as it stands with what each row is, and below it the first rows as they will be read. */
export function PreviewGrid({
  preview,
  onKind,
}: {
  preview: ImportPreview;
  onKind(name: string, kind: ColumnKind): void;
}) {
  return (
    <>
      <section aria-labelledby="raw-title">
        <h2 id="raw-title">As it stands in the file</h2>
        <TableScroll label="As it stands in the file" className="previewScroll">
          <RawTable preview={preview} />
        </TableScroll>
      </section>
      <section aria-labelledby="typed-title">
        <h2 id="typed-title">As it will be read</h2>
        <p className="muted">
          {preview.typedOn < preview.nData
            ? `Kinds are judged by the first ${formatCount(preview.typedOn)} of ${formatCount(preview.nData)} rows here; the import looks at all.`
            : 'Kinds are judged by all rows.'}
        </p>
        <TableScroll label="As it will be read" className="previewScroll">
          <TypedTable preview={preview} onKind={onKind} />
        </TableScroll>
      </section>
    </>
  );
}

function RawTable({ preview }: { preview: ImportPreview }) {
  const width = preview.raw[0]?.cells.length ?? 0;
  const used = new Set(preview.columns.map(({ position }) => position));
  return (
    <table className="table rawTable">
      <thead>
        <tr>
          <th scope="col" className="number">
            Row
          </th>
          <th scope="col">What it is</th>
          {Array.from({ length: width }, (_none, position) => (
            <th key={position} scope="col" className={used.has(position) ? '' : 'muted'}>
              {letter(position)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {preview.raw.map(({ row, mark, cells }) => (
          <tr key={row} className={`is-${mark}`}>
            <th scope="row" className="number">
              {formatCount(row)}
            </th>
            <td className="rowMark">{MARK_WORDS[mark]}</td>
            {cells.map((text, position) => (
              <td key={position} title={text} className={used.has(position) ? 'clippedCell' : 'clippedCell isUnused'}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TypedTable({ preview, onKind }: { preview: ImportPreview; onKind(name: string, kind: ColumnKind): void }) {
  return (
    <table className="table typedTable">
      <thead>
        <tr>
          <th scope="col" className="number">
            Row
          </th>
          {preview.columns.map(column => (
            <ColumnHead key={column.name} column={column} onKind={onKind} />
          ))}
        </tr>
      </thead>
      <tbody>
        {preview.typed.map(({ row, values }) => (
          <tr key={row}>
            <th scope="row" className="number">
              {formatCount(row)}
            </th>
            {values.map((value, i) => (
              <td
                key={preview.columns[i].name}
                className={preview.columns[i].kind === 'number' ? 'number' : 'clippedCell'}
              >
                {value === null ? <span className="muted">missing</span> : typedText(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ColumnHead({ column, onKind }: { column: PreviewColumn; onKind(name: string, kind: ColumnKind): void }) {
  const notes = column.notes.map(noteSentence);
  return (
    <th scope="col" title={[capital(column.kindEvidence), ...notes].join('\n')}>
      <div className="columnTitle">{column.name}</div>
      <Choice
        isPlain
        label={`Kind of ${column.name}`}
        value={column.kind}
        choices={KINDS}
        onChange={kind => onKind(column.name, kind as ColumnKind)}
      />
      <div className="columnEvidence">{capital(column.kindEvidence)}</div>
      <div className="columnEvidence">{ROLE_TEXT[column.role].title}</div>
      {notes.length > 0 && <div className="columnEvidence columnWarning">{notes[0]}</div>}
    </th>
  );
}

function letter(position: number): string {
  const rest = Math.floor(position / 26);
  return (rest > 0 ? letter(rest - 1) : '') + String.fromCharCode(65 + (position % 26));
}

/** As the grid says yes and no; numbers stay as they are read, without commas. */
function typedText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
