import { formatCount, formatThings, joinWords } from '#shared/format';
import type { FoldReport, ImportReport, RejectedRow, RenamedColumn } from '#shared/results';
import { noteSentence } from '#shared/text/noteSentences';
import type { Block, DataTable, Section } from '../document.ts';
import { editBlocks } from './edits.ts';
import { accountTable, sourceTable } from './fileTables.ts';
import { cutText, type ReportContext } from './ReportContext.ts';

const RENAME_WORDS: Readonly<Record<RenamedColumn['reason'], string>> = {
  alias: 'known under this name',
  blank: 'had no name',
  duplicate: 'the name was used twice',
  spaces: 'spaces were tidied',
  joinedHeader: 'joined from several header rows',
  chosen: 'renamed by hand',
};
const REJECT_WORDS: Readonly<Record<RejectedRow['reason'], string>> = {
  raggedRow: 'more or fewer cells than columns',
  footer: 'a total or remark below the table',
  repeatedHeader: 'the header again',
  unreadable: 'could not be read',
};
const FOLD_WORDS: Readonly<Record<FoldReport['columns'][number]['how'], string>> = {
  set: 'all values kept as a set',
  sum: 'added up',
  max: 'the largest kept',
  first: 'the first kept',
  latest: 'the latest kept',
};
const REJECTED_SHOWN = 50;

/** What was done to the file between opening it and counting customers. */
export function fileSection(context: ReportContext): Section {
  const report = context.input.import;
  const blocks: Block[] = [
    { kind: 'table', table: sourceTable(report) },
    { kind: 'table', table: accountTable(report) },
    ...foldBlocks(report),
    ...renamedBlocks(report),
    ...missingBlocks(report),
    { kind: 'table', table: columnsTable(report) },
    ...rejectedBlocks(report),
    ...duplicateBlocks(report),
    ...editBlocks(context.input.recipe.edits),
  ];
  if (report.notes.length > 0) blocks.push({ kind: 'notes', items: report.notes.map(noteSentence) });
  return { id: 'file', title: 'What was done to your file', headline: headline(report), blocks };
}

function headline(report: ImportReport): string {
  const { rows } = report;
  const left = [
    rows.duplicate > 0 ? formatThings(rows.duplicate, 'duplicate') : '',
    rows.empty > 0 ? formatThings(rows.empty, 'empty row') : '',
    rows.rejected > 0 ? formatThings(rows.rejected, 'rejected row') : '',
  ].filter(words => words !== '');
  const were = rows.read === 1 ? 'was' : 'were';
  const source = report.combine ? 'the combined table' : report.fileName;
  const read = `${formatThings(rows.read, 'row')} of ${source} ${were} read`;
  const without = left.length === 0 ? 'all of them are used' : `${joinWords(left)} left out`;
  const fold = report.fold
    ? `, and ${formatThings(report.fold.rowsBefore, 'row')} were folded into ${formatThings(report.fold.customers, 'customer')}`
    : `, which leaves ${formatThings(report.nRows, 'customer')}`;
  const cleaned =
    report.removedByCleaning > 0 ? ` after cleaning steps removed ${formatCount(report.removedByCleaning)}` : '';
  return `${read}, ${without}${fold}${cleaned}.`;
}

function foldBlocks(report: ImportReport): Block[] {
  const { fold } = report;
  if (!fold) return [];
  const text = `One customer stands on one or more rows. Rows with the same ${fold.keyColumn} were folded into one customer: ${formatThings(fold.foldedCustomers, 'customer')} had more than one row.`;
  const blocks: Block[] = [{ kind: 'paragraph', text }];
  if (fold.columns.length === 0) return blocks;
  blocks.push({
    kind: 'table',
    table: {
      id: 'fold',
      title: 'Columns that differed within a customer',
      n: `n = ${formatThings(fold.foldedCustomers, 'folded customer')}`,
      columns: [
        { header: 'Column', align: 'left', grow: 2 },
        { header: 'How it was combined', align: 'left', grow: 2 },
        { header: 'Customers', align: 'right' },
      ],
      rows: fold.columns.map(column => [column.column, FOLD_WORDS[column.how], formatCount(column.customers)]),
    },
  });
  return blocks;
}

function renamedBlocks(report: ImportReport): Block[] {
  if (report.renamed.length === 0) return [];
  return [
    {
      kind: 'table',
      table: {
        id: 'renamed',
        title: 'Columns renamed',
        n: `n = ${formatThings(report.renamed.length, 'column')}`,
        columns: [
          { header: 'In the file', align: 'left', grow: 2 },
          { header: 'Here', align: 'left', grow: 2 },
          { header: 'Why', align: 'left', grow: 2 },
        ],
        rows: report.renamed.map(one => [
          one.original === '' ? '(blank)' : one.original,
          one.name,
          RENAME_WORDS[one.reason],
        ]),
      },
    },
  ];
}

function missingBlocks(report: ImportReport): Block[] {
  if (report.missingTokens.length === 0) return [];
  const total = report.missingTokens.reduce((all, token) => all + token.count, 0);
  return [
    {
      kind: 'table',
      table: {
        id: 'missing-words',
        title: 'Words read as missing',
        n: `n = ${formatThings(total, 'cell')}`,
        columns: [
          { header: 'Column', align: 'left', grow: 2 },
          { header: 'Word', align: 'left' },
          { header: 'Cells', align: 'right' },
        ],
        rows: report.missingTokens.map(token => [token.column, cutText(token.token), formatCount(token.count)]),
      },
    },
  ];
}

function columnsTable(report: ImportReport): DataTable {
  return {
    id: 'columns',
    title: 'Columns, their kinds and roles',
    n: `n = ${formatThings(report.nRows, 'customer')}`,
    columns: [
      { header: 'Column', align: 'left', grow: 2 },
      { header: 'Kind', align: 'left' },
      { header: 'Role', align: 'left' },
      { header: 'Missing', align: 'right' },
      { header: 'Distinct', align: 'right' },
      { header: 'Evidence', align: 'left', grow: 4 },
    ],
    rows: report.columns.map(column => [
      column.name,
      column.kind,
      column.role,
      formatCount(column.missing),
      formatCount(column.distinct),
      cutText([column.kindEvidence, column.roleReason].filter(words => words !== '').join('; '), 300),
    ]),
  };
}

function rejectedBlocks(report: ImportReport): Block[] {
  if (report.rejected.length === 0) return [];
  const shown = report.rejected.slice(0, REJECTED_SHOWN);
  const more = report.rows.rejected - shown.length;
  const blocks: Block[] = [
    {
      kind: 'table',
      table: {
        id: 'rejected',
        title: 'Rows rejected',
        n: `n = ${formatThings(report.rows.rejected, 'row')}`,
        columns: [
          { header: 'Row', align: 'right' },
          { header: 'Column', align: 'left' },
          { header: 'Reason', align: 'left', grow: 2 },
          { header: 'Text', align: 'left', grow: 3 },
        ],
        rows: shown.map(row => [formatCount(row.row), row.column ?? '–', REJECT_WORDS[row.reason], cutText(row.text)]),
      },
    },
  ];
  if (more > 0) blocks.push({ kind: 'paragraph', text: `${formatThings(more, 'more rejected row')} not listed here.` });
  return blocks;
}

function duplicateBlocks(report: ImportReport): Block[] {
  if (report.duplicates.length === 0) return [];
  const shown = report.duplicates.slice(0, REJECTED_SHOWN);
  const more = report.rows.duplicate - shown.length;
  const table: DataTable = {
    id: 'duplicates',
    title: 'Duplicates removed',
    n: `n = ${formatThings(report.rows.duplicate, 'row')}`,
    columns: [
      { header: 'Row', align: 'right' },
      { header: 'Equal in every cell to row', align: 'right' },
    ],
    rows: shown.map(({ row, sameAs }) => [formatCount(row), formatCount(sameAs)]),
  };
  const blocks: Block[] = [{ kind: 'table', table }];
  if (more > 0) blocks.push({ kind: 'paragraph', text: `${formatThings(more, 'more duplicate')} not listed here.` });
  return blocks;
}
