import { formatBytes, formatThings, joinWords } from '#shared/format';
import type { ImportReport } from '#shared/results';
import { formatTitle } from '#shared/tableFormats';
import type { DataTable } from '../document.ts';
import { cutText } from './ReportContext.ts';
import { accountRows } from './accountRows.ts';

const SEPARATOR_WORDS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  spaces: 'runs of spaces',
  fixed: 'none: columns of fixed width',
};

/** What the file is and how it was opened. */
export function sourceTable(report: ImportReport): DataTable {
  const rows: [string, string][] = [
    ['File', report.fileName],
    ['Size', formatBytes(report.sizeBytes)],
    ['SHA-256', report.sha256],
    ['Format', formatTitle(report.format)],
  ];
  if (report.sheet !== null) rows.push(['Sheet', sheetWords(report)]);
  rows.push(['Header', headerWords(report)]);
  if (report.range !== null) rows.push(['Cells read', report.rangeEvidence]);
  if (report.decimalEvidence !== '') rows.push(['Decimal mark', report.decimalEvidence]);
  if (report.dateOrderEvidence !== '') rows.push(['Order of dates', report.dateOrderEvidence]);
  if (report.dateSystem !== null) rows.push(['Dates', `the workbook counts days in the ${report.dateSystem} system`]);
  if (report.encoding !== null) rows.push(['Encoding', report.encoding]);
  if (report.separator !== null) rows.push(['Separator', SEPARATOR_WORDS[report.separator] ?? report.separator]);
  const reference = report.referenceDate ?? 'none';
  rows.push(['Reference date', report.referenceDateReason ? `${reference}: ${report.referenceDateReason}` : reference]);
  return {
    id: 'source',
    title: 'The file',
    n: `n = ${formatThings(report.rows.read, 'row')} read`,
    columns: [
      { header: 'What', align: 'left' },
      { header: 'Value', align: 'left', grow: 4 },
    ],
    rows: rows.map(([what, value]) => [what, cutText(value)]),
  };
}

function sheetWords(report: ImportReport): string {
  const others = report.sheets.filter(sheet => sheet.name !== report.sheet).map(sheet => sheet.name);
  if (others.length === 0) return report.sheet ?? '';
  return `${report.sheet} (also in the file: ${joinWords(others)})`;
}

function headerWords(report: ImportReport): string {
  if (report.headerRows.length === 0) return `none; ${report.headerEvidence}`;
  const word = report.headerRows.length === 1 ? 'row' : 'rows';
  return `${word} ${joinWords(report.headerRows.map(String))}; ${report.headerEvidence}`;
}

/** Rows from those read to the customers left; the numbers add up. */
export function accountTable(report: ImportReport): DataTable {
  const { rows } = report;
  const lines: [string, number][] = [
    [report.combine ? 'Rows of the combined table' : 'Rows read', rows.read],
    ['− rejected', rows.rejected],
    ['− duplicates', rows.duplicate],
    ['− empty', rows.empty],
    ['= rows kept', rows.kept],
  ];
  if (report.fold)
    lines.push(['− rows folded into another row of the same customer', rows.kept - report.fold.customers]);
  if (report.removedByCleaning > 0) lines.push(['− removed by cleaning steps', report.removedByCleaning]);
  lines.push(['= customers', report.nRows]);
  return {
    id: 'rows',
    title: 'Row account',
    n: `n = ${formatThings(rows.read, 'row')} read`,
    ...accountRows(lines),
  };
}
