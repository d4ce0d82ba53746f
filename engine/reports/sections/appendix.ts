import { formatThings } from '#shared/format';
import { shownSegments } from '#shared/segmentCounts';
import { SOURCES, type SourceKey } from '../../sources.ts';
import type { Block, Section } from '../document.ts';
import type { ReportInput } from '../ReportInput.ts';
import { compactJson } from '../text/compactJson.ts';
import { inputHashes } from './inputHashes.ts';
import { cutText, type ReportContext } from './ReportContext.ts';

/** What the methods of this report come from. */
const CITED: readonly SourceKey[] = [
  'lloyd1982',
  'arthur2007',
  'hamerly2010',
  'rousseeuw1987',
  'davies1979',
  'calinski1974',
  'satopaa2011',
  'troyanskaya2001',
  'pages2004',
  'jolliffe2016',
  'breiman1984',
  'domingos1997',
  'hedges1985',
  'pearson1900',
  'cohen1988',
  'wilson1927',
];

/** The same for scores, where customers were scored. */
const CITED_FOR_SCORES: readonly SourceKey[] = [
  'mccullagh1989',
  'siddiqi2017',
  'delong1988',
  'sun2014',
  'newcombe1998',
  'boyd2013',
  'davis2006',
  'brier1950',
  'murphy1973',
  'stephenson2008',
  'cox1958',
  'vanCalster2016',
  'hosmer1980',
  'elkan2001',
];
const CITED_FOR_RESAMPLING: readonly SourceKey[] = ['chawla2002', 'king2001'];
const CITED_FOR_CALIBRATION: readonly SourceKey[] = ['lin2007', 'zadrozny2002'];

function citedFor({ scoring }: ReportInput): readonly SourceKey[] {
  if (!scoring) return CITED;
  const { resampling, calibration } = scoring.result;
  return [
    ...CITED,
    ...CITED_FOR_SCORES,
    ...(resampling.kind === 'none' ? [] : CITED_FOR_RESAMPLING),
    ...(calibration.kind === 'none' ? [] : CITED_FOR_CALIBRATION),
  ];
}

/** All that someone else needs to get the same numbers. */
export function appendixSection(context: ReportContext): Section {
  const { appVersion, run, recipe, import: report, segmentation } = context.input;
  const rows: [string, string][] = [
    ['Program', `Tessera ${appVersion}`],
    ['Run', run.id],
    ['File', report.fileName],
    ...inputHashes(context.input),
    ['SHA-256 of the recipe', run.recipeSha256],
    ['SHA-256 of the result', run.resultSha256],
    ['Seed', String(recipe.seed)],
    ['Reference date', report.referenceDate ?? 'none'],
    ['Method', `${segmentation.method}, ${formatThings(shownSegments(segmentation), 'segment')}`],
    ...scoreRows(context.input),
  ];
  const blocks: Block[] = [
    {
      kind: 'table',
      table: {
        id: 'run',
        title: 'This run',
        n: 'n = 1 run',
        columns: [
          { header: 'What', align: 'left' },
          { header: 'Value', align: 'left', grow: 3 },
        ],
        rows: rows.map(([what, value]) => [what, cutText(value)]),
      },
    },
    { kind: 'code', title: 'Recipe (recipe.json)', text: compactJson(recipe) },
    { kind: 'heading', text: 'Sources' },
    { kind: 'notes', items: citedFor(context.input).map(key => SOURCES[key]) },
  ];
  const headline = `The same file, this recipe and Tessera ${appVersion} give the same result on every machine; run ${run.id} can be repeated from this page.`;
  return { id: 'appendix', title: 'To repeat this run', headline, blocks };
}

function scoreRows({ scoring }: ReportInput): [string, string][] {
  if (!scoring) return [];
  const { target, chosen, models, validation } = scoring.result;
  const title = models.find(({ id }) => id === chosen)?.title ?? chosen;
  return [
    ['Scores', `${title}; the event is that ${target.eventWords}`],
    ['Figures of the scores', validation.text],
  ];
}
