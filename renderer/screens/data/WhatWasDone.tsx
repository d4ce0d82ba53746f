import { formatBytes, formatCount, formatPercent, formatThings, joinWords } from '#shared/format';
import type { ImportReport } from '#shared/results';
import { formatTitle } from '#shared/tableFormats';
import { KeyFigures } from '../../components/KeyFigures.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { systemDate } from '../../text/sentences.ts';
import { FoldSummary } from './FoldSummary.tsx';
import { MissingText, RejectedRows, RenamedColumns } from './ImportLists.tsx';
import { LeftOutFile } from './LeftOutFile.tsx';
import { RowAccountTable } from './RowAccountTable.tsx';

/** The page a person checks before believing anything else. */
export function WhatWasDone({ report }: { report: ImportReport }) {
  return (
    <div className="stack dataDone">
      <KeyFigures figures={figures(report)} />
      <NoteList notes={report.notes} />
      <div className="dataColumns">
        <section className="panel" aria-labelledby="rows-title">
          <h2 id="rows-title">Rows</h2>
          <RowAccountTable report={report} />
          <LeftOutFile n={report.rows.rejected + report.rows.duplicate} />
          {report.fold && <FoldSummary fold={report.fold} />}
        </section>
        <section className="panel" aria-labelledby="file-title">
          <h2 id="file-title">File and header</h2>
          <FileFacts report={report} />
        </section>
        <MissingText tokens={report.missingTokens} />
        <RenamedColumns renamed={report.renamed} />
        <RejectedRows rejected={report.rejected} total={report.rows.rejected} />
      </div>
    </div>
  );
}

function figures(report: ImportReport) {
  const { rows } = report;
  const missing = report.missingTokens.reduce((sum, token) => sum + token.count, 0);
  const compared = report.columns.filter(column => ['feature', 'flag', 'date'].includes(column.role)).length;
  return [
    {
      label: 'Rows read',
      value: formatCount(rows.read),
      detail: `${formatCount(rows.empty)} of them empty`,
      how: 'Rows below the header, formatted but empty ones included',
    },
    {
      label: report.fold ? 'Customers' : 'Rows kept',
      value: formatCount(report.nRows),
      detail: report.fold
        ? `one row per ${report.fold.keyColumn}`
        : `${formatPercent(rows.kept / rows.read)} of the rows read`,
      how: 'What every later number counts',
    },
    {
      label: 'Columns',
      value: formatCount(report.columns.length),
      detail: `${formatCount(compared)} compare customers`,
      how: 'Columns with the role feature, flag or date are compared; the others are only shown or left out',
    },
    {
      label: 'Text read as missing',
      value: formatCount(missing),
      detail: missing === 1 ? 'cell' : 'cells',
      how: 'Cells holding a word that stands for missing, such as NULL; see the list below',
    },
    {
      label: 'Rows rejected',
      value: formatCount(rows.rejected),
      detail: `${formatCount(rows.duplicate)} duplicates removed`,
      how: 'Rows that are not customers: footers, repeated headers, broken lines. Duplicates are equal in every column',
    },
  ];
}

function FileFacts({ report }: { report: ImportReport }) {
  return (
    <dl className="facts">
      <dt>File</dt>
      <dd>
        {report.fileName}, {formatBytes(report.sizeBytes)}, {formatTitle(report.format)}
      </dd>
      <dt>SHA-256</dt>
      <dd>
        <code title={report.sha256}>{report.sha256.slice(0, 12)}</code>
      </dd>
      {report.sheet && (
        <>
          <dt>Sheet</dt>
          <dd>
            {report.sheet}
            {report.sheets.length > 1 && <span className="muted"> of {joinWords(report.sheets.map(sheetText))}</span>}
          </dd>
        </>
      )}
      <dt>Header</dt>
      <dd>
        {report.headerRows.length
          ? `${report.headerRows.length === 1 ? 'Row' : 'Rows'} ${joinWords(report.headerRows.map(String))}. `
          : 'None. '}
        <span className="muted">{report.headerEvidence}</span>
      </dd>
      {report.encoding && (
        <>
          <dt>Encoding</dt>
          <dd>
            {report.encoding}
            {report.separator && `, ${separatorText(report.separator)}`}
          </dd>
        </>
      )}
      {report.dateSystem && (
        <>
          <dt>Dates</dt>
          <dd>The workbook counts days from {report.dateSystem}</dd>
        </>
      )}
      <dt>Reference date</dt>
      <dd>
        {report.referenceDate ? systemDate(report.referenceDate) : 'None'}.{' '}
        <span className="muted">{report.referenceDateReason}</span>
      </dd>
    </dl>
  );
}

function sheetText(sheet: ImportReport['sheets'][number]): string {
  const size = sheet.rows === null ? '' : ` (${formatThings(sheet.rows, 'row')})`;
  return `${sheet.name}${size}${sheet.hidden ? ', hidden' : ''}`;
}

function separatorText(separator: string): string {
  if (separator === 'fixed') return 'in columns of fixed width';
  const names: Record<string, string> = {
    ',': 'commas',
    ';': 'semicolons',
    '\t': 'tabs',
    '|': 'bars',
    spaces: 'spaces',
  };
  return `separated by ${names[separator] ?? `"${separator}"`}`;
}
