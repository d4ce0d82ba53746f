import { formatCount, formatThings, listSome } from '#shared/format';
import { shownSegments } from '#shared/segmentCounts';
import { noteSentence } from '#shared/text/noteSentences';
import { comparedValue } from '#shared/separation';
import { REPEATED_KEYS, type CombineAccount, type CombineReport } from '#shared/tables';
import type { SheetToWrite } from '../../formats/xlsxWriter.ts';
import { NOTHING_LEFT_OUT } from '../../import/Imported.ts';
import type { ReportInput } from '../ReportInput.ts';
import { countLeftOut, LEFT_OUT_HEADER, leftOutRows } from './leftOutRows.ts';
import { scoreFacts, scoreNotes } from '../scores/scoreFacts.ts';
import { scoreTables } from '../scores/scoreTables.ts';
import { inputHashes } from '../sections/inputHashes.ts';
import { SEVERITY_WORDS } from '../sections/quality.ts';

type Cell = string | number | boolean | null;

export function segmentsSheet(input: ReportInput): SheetToWrite {
  const tiers = input.segmentation.tiers.map(tier => tier.tier);
  return {
    name: 'Segments',
    columns: [
      { header: 'Segment', kind: 'integer' },
      { header: 'Segment name', kind: 'text', width: 28 },
      { header: 'Risk tier (a rule, not a model)', kind: 'text' },
      { header: 'Customers', kind: 'integer' },
      { header: 'Share', kind: 'percent' },
      { header: 'Mean risk score', kind: 'number' },
      ...tiers.map(tier => ({ header: tier === 'None' ? 'No tier' : `${tier} risk`, kind: 'integer' as const })),
      { header: 'What sets it apart', kind: 'text', width: 90 },
      { header: 'Why this tier', kind: 'text', width: 90 },
    ],
    rows: input.segmentation.segments.map(segment => [
      segment.id,
      segment.name,
      segment.tier,
      segment.size,
      segment.share,
      // Without a rule there is no score, which is not a score of nothing.
      segment.tier === 'None' ? null : segment.meanScore,
      ...tiers.map(tier => segment.tierCounts[tier]),
      segment.sentence,
      segment.tierSentence,
    ]),
    freezeHeader: true,
  };
}

export function profileSheet(input: ReportInput): SheetToWrite {
  const { profile, segmentation } = input;
  const name = (id: number): string => segmentation.segments.find(segment => segment.id === id)?.name ?? '';
  return {
    name: 'Profile',
    columns: [
      { header: 'Column', kind: 'text', width: 24 },
      { header: 'Level', kind: 'text', width: 20 },
      { header: 'Measure', kind: 'text' },
      { header: 'Unit', kind: 'text' },
      { header: 'Whole book', kind: 'number' },
      ...profile.segmentIds.flatMap(id => [
        { header: `${id} ${name(id)}`, kind: 'number' as const },
        { header: `${id} effect`, kind: 'number' as const },
      ]),
    ],
    rows: profile.rows.map(row => [
      row.column,
      row.level,
      row.measure,
      row.unit === 'percent' ? 'share from 0 to 1' : row.unit,
      row.book,
      ...row.effects.flatMap((effect, at) => [comparedValue(row, at), effect]),
    ]),
    freezeHeader: true,
    autoFilter: true,
  };
}

/** What the scores say, table by table; none where customers were not scored. */
export function scoreSheets(input: ReportInput): SheetToWrite[] {
  return scoreTables(input).map(({ sheet, columns, rows }) => ({
    name: sheet,
    columns,
    rows,
    freezeHeader: true,
    autoFilter: true,
  }));
}

/** Findings and gaps of the data that the segments stand on. */
export function qualitySheet({ quality }: ReportInput): SheetToWrite {
  return {
    name: 'Data quality',
    columns: [
      { header: 'Columns', kind: 'text', width: 30 },
      { header: 'Weight', kind: 'text', width: 18 },
      { header: 'Finding', kind: 'text', width: 110 },
      { header: 'Missing', kind: 'integer' },
    ],
    rows: [
      ...quality.findings.map(({ columns, severity, sentence }): Cell[] => [
        listSome(columns, 20),
        SEVERITY_WORDS[severity],
        sentence,
        null,
      ]),
      ...quality.gaps.columns.map(({ name, missing }): Cell[] => [name, 'gaps', null, missing]),
    ],
    freezeHeader: true,
    autoFilter: true,
  };
}

/** The run, the row account and everything that was changed or left out, one fact per row. */
export function runSheet(input: ReportInput): SheetToWrite {
  const { import: report, run, recipe, segmentation } = input;
  const rows: (readonly Cell[])[] = [
    ['Answer', segmentation.headline, null],
    ['Run', run.id, null],
    ['Program', `Tessera ${input.appVersion}`, null],
    ['File', report.fileName, null],
    ...inputHashes(input).map(([what, sha256]) => [what, sha256, null]),
    ['SHA-256 of the recipe', run.recipeSha256, null],
    ['SHA-256 of the result', run.resultSha256, null],
    ['Seed', String(recipe.seed), null],
    ['Reference date', report.referenceDate, null],
    ['Number of segments', segmentation.reason, shownSegments(segmentation)],
    ['Risk tier rule (a rule, not a model)', segmentation.tierRuleText, null],
    ...(segmentation.byHand?.changes ?? []).map(one => [
      'Changed by hand',
      `${one.text}: ${one.reason} (${one.by})`,
      null,
    ]),
    ...(segmentation.byHand ? [['Changed by hand', segmentation.byHand.text, null]] : []),
    ...(input.tierOutcomes ? [['Outcome by tier (a rule, not a model)', input.tierOutcomes.sentence, null]] : []),
    ...(input.transitions ? [['Movement between tiers (a rule, not a model)', input.transitions.sentence, null]] : []),
    ...scoreFacts(input),
    ...tableFacts(report.combine),
    ['Rows', 'read', report.rows.read],
    ['Rows', 'rejected', report.rows.rejected],
    ['Rows', 'duplicate', report.rows.duplicate],
    ['Rows', 'empty', report.rows.empty],
    ['Rows', 'kept', report.rows.kept],
    [
      'Customers',
      report.fold ? `rows with the same ${report.fold.keyColumn} folded into one` : 'one per row',
      report.nRows,
    ],
    ...report.renamed.map(one => ['Column renamed', `${one.original || '(blank)'} → ${one.name}`, null]),
    ...report.missingTokens.map(one => ['Read as missing', `${one.column}: ${one.token}`, one.count]),
    ...input.preparation.steps.map((step, i) => [`Step ${i + 1}: ${step.title}`, step.effect, null]),
    ...[...segmentation.notes, ...input.preparation.notes, ...report.notes, ...scoreNotes(input)].map(one => [
      'Note',
      noteSentence(one),
      null,
    ]),
  ];
  return {
    name: 'Run and file',
    columns: [
      { header: 'What', kind: 'text', width: 26 },
      { header: 'Detail', kind: 'text', width: 100 },
      { header: 'Count', kind: 'integer' },
    ],
    rows,
    freezeHeader: true,
  };
}

/** The tables that were put together, with the rows that there were after each; nothing where a file was taken as it is. */
function tableFacts(combine: CombineReport | null): Cell[][] {
  if (!combine) return [];
  return combine.tables.flatMap(({ name, data, rows }, i): Cell[][] => [
    ['Table', rows === data ? name : `${name}, made one row per customer`, rows],
    ...(i > 0 ? [['Rows after it', stepWords(combine.steps[i - 1]), combine.steps[i - 1].rowsAfter]] : []),
  ]);
}

function stepWords(step: CombineAccount): string {
  const before = formatThings(step.rowsBefore, 'row');
  if (step.how === 'append')
    return `${formatCount(step.rowsAdded)} ${step.rowsDropped ? 'in the place of' : 'appended below'} ${before}`;
  const repeats =
    step.repeated > 0 ? `; ${formatThings(step.repeated, 'row')} repeat a key${REPEATED_KEYS[step.duplicates]}` : '';
  return `${step.key} joined with ${step.tableKey}: ${formatCount(step.matched)} of ${before} matched, ${formatCount(step.dropped)} dropped${repeats}`;
}

/** Every row that is no customer, with the reason; no sheet where there is none. */
export function leftOutSheets({ import: report, leftOut = NOTHING_LEFT_OUT }: ReportInput): SheetToWrite[] {
  if (countLeftOut(leftOut) === 0) return [];
  const widths = [18, 10, 18, 18, 34, 12, 90];
  return [
    {
      name: 'Rows left out',
      columns: LEFT_OUT_HEADER.map((header, i) => ({
        header,
        kind: header === 'Row' || header === 'Same as row' ? ('integer' as const) : ('text' as const),
        width: widths[i],
      })),
      rows: leftOutRows(leftOut, report.sheet),
      freezeHeader: true,
      autoFilter: true,
    },
  ];
}
