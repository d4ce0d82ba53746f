import { formatCount } from '#shared/format';
import { noteSentence } from '#shared/text/noteSentences';
import type { Association, Correlations, Finding } from '#shared/profile';
import type { ColumnProfile, ImportReport } from '#shared/results';
import { profileTable } from '#engine/profile/profileTable';
import { cellValue, isoDate } from '#engine/table/cellValue';
import { importReport, importSource, openAll } from '#engine/session/mainJob';
import { withProposedRfm } from '#engine/session/proposeRecipe';
import { wholeNumber } from '../parseCommand.ts';
import { table } from '../runTable.ts';
import { finderOf, inputOf, recipeOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** What is in a file, before anything is computed from it. */
export const profile: CommandHandler = async (command, output, signal) => {
  const nHead = wholeNumber(command.options.head, 'head', 0, 10_000, 5);
  const given = await recipeOf(command);
  const input = inputOf(command);
  const document = await withRun({ threads: command.options.threads, seed: given.seed, signal, output }, async run => {
    const opened = await openAll(input.path, input.name, given, run, finderOf(command, input.path));
    const { source } = opened;
    const recipe = command.options.rfm ? await withProposedRfm(source, opened.recipe, run) : opened.recipe;
    const imported = await importSource(source, recipe, run);
    const report = importReport(source, imported);
    const found = await profileTable(imported, recipe, run);
    const head = Array.from({ length: Math.min(nHead, imported.table.nRows) }, (_row, row) =>
      imported.table.columns.map(column => cellValue(column, row)),
    );
    return {
      input: {
        name: report.fileName,
        rows: report.combine?.tables[0].read ?? report.rows.read,
        columns: report.columns.length,
        sha256: report.sha256,
      },
      import: pickImport(report),
      rows: report.rows,
      combine: report.combine,
      customers: report.nRows,
      columns: report.columns.map((column, i) => columnEntry(column, found.columns[i])),
      findings: found.findings,
      correlations: correlationsEntry(found.correlations),
      headline: found.headline,
      head,
    };
  });
  output.result(command.options.json ? JSON.stringify(document) : profileText(document));
};

/** What is said of the import, in this order. */
const IMPORT_FACTS = [
  'format',
  'sheet',
  'headerRows',
  'headerEvidence',
  'range',
  'rangeEvidence',
  'tables',
  'decimalEvidence',
  'dateOrderEvidence',
  'dateSystem',
  'encoding',
  'separator',
  'columnStarts',
  'renamed',
  'missingTokens',
  'rejected',
  'duplicates',
  'fold',
  'cleaning',
  'removedByCleaning',
  'referenceDate',
  'notes',
] as const satisfies readonly (keyof ImportReport)[];

function pickImport(report: ImportReport): Pick<ImportReport, (typeof IMPORT_FACTS)[number]> {
  return Object.fromEntries(IMPORT_FACTS.map(fact => [fact, report[fact]])) as ReturnType<typeof pickImport>;
}

function columnEntry(column: ImportReport['columns'][number], profile: ColumnProfile) {
  const { name, original, kind, role, missing, distinct, notes } = column;
  const entry = { name, original, type: kind, role, missing, distinct, notes };
  if (!profile.summary || profile.summary.n === 0) return entry;
  const { min, max, mean } = profile.summary;
  if (kind === 'date') return { ...entry, min: isoDate(min), max: isoDate(max) };
  return { ...entry, min, max, mean };
}

/** The pairs that go together most, under the measure that fits them. */
function correlationsEntry({ strongest, nCompared, nRows, sampled }: Correlations) {
  return { nCompared, nRows, sampled, pairs: strongest.map(pairEntry) };
}

function pairEntry(pair: Association) {
  const { strength: _strength, kind: _kind, ...measures } = pair;
  return measures;
}

interface ProfileDocument {
  input: { name: string };
  import: Pick<ImportReport, 'notes'>;
  rows: ImportReport['rows'];
  customers: number;
  columns: ReturnType<typeof columnEntry>[];
  headline: string;
  findings: readonly Finding[];
}

/** What a person must know of how the file was read: parts of it that were left aside, values that were open. */
function readingNotes({ import: { notes }, columns }: ProfileDocument): string[] {
  const told = [...notes, ...columns.flatMap(column => column.notes)].filter(({ code }) =>
    /^(?:read|rows)\./.test(code),
  );
  return told.length === 0 ? [] : [...told.map(note => `!  ${noteSentence(note)}`), ''];
}

const SEVERITY_MARKS: Readonly<Record<Finding['severity'], string>> = { decide: '▲', watch: '◆', note: '○' };

function profileText(document: ProfileDocument): string {
  const { input, rows, customers, columns, headline, findings } = document;
  const cells = columns.map(c => [c.name, c.type, c.role, formatCount(c.missing), formatCount(c.distinct)]);
  return [
    `${input.name}: ${formatCount(rows.read)} rows read = ${formatCount(rows.kept)} kept + ${formatCount(rows.rejected)} rejected + ` +
      `${formatCount(rows.duplicate)} duplicates + ${formatCount(rows.empty)} empty; ${formatCount(customers)} customers`,
    '',
    table(['Column', 'Type', 'Role', 'Missing', 'Distinct'], cells),
    '',
    ...readingNotes(document),
    headline,
    ...findings.map(({ severity, sentence }) => `  ${SEVERITY_MARKS[severity]} ${sentence}`),
  ].join('\n');
}
