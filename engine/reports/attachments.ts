import type { NumberSummary } from '#shared/results';
import { comparedValue } from '#shared/separation';
import type { Attachment } from './document.ts';
import { csvLine } from './customers/csvText.ts';
import { scoreTables } from './scores/scoreTables.ts';
import type { ReportContext } from './sections/ReportContext.ts';

/** What travels inside the PDF: the recipe, the fitted model and the numbers behind the pictures, in full. */
export function attachments(context: ReportContext): Attachment[] {
  const { input } = context;
  const json = (name: string, description: string, text: string): Attachment => ({
    name,
    mediaType: 'application/json',
    description,
    text,
  });
  const csv = (
    name: string,
    description: string,
    rows: readonly (readonly (string | number | null)[])[],
  ): Attachment => ({
    name,
    mediaType: 'text/csv',
    description,
    text: rows.map(row => csvLine(row)).join(''),
  });
  return [
    json('recipe.json', 'The recipe of this run', `${JSON.stringify(input.recipe, null, 2)}\n`),
    json('model.json', 'The fitted preparation and centres', input.modelJson),
    csv('segments.csv', 'Segments', segmentRows(context)),
    csv('candidates.csv', 'Numbers of segments tried', candidateRows(context)),
    csv('columns.csv', 'Columns, kinds and roles', columnRows(context)),
    csv('features.csv', 'Features that the clustering saw', featureRows(context)),
    csv('differences.csv', 'Differences of each segment from the whole book', differenceRows(context)),
    csv('profile.csv', 'Profile against the whole book', profileRows(context)),
    csv('composition.csv', 'Counts of every category by segment', compositionRows(context)),
    csv('numbers.csv', 'Every number by segment, summarised', numberRows(context)),
    csv('distribution.csv', 'Counts of every number by segment and bin', distributionRows(context)),
    ...scoreTables(input).map(({ file, description, columns, rows }) =>
      csv(`${file}.csv`, description, [columns.map(({ header }) => header), ...rows]),
    ),
  ];
}

type Rows = (string | number | null)[][];

function segmentRows(context: ReportContext): Rows {
  const header = ['segment', 'name', 'tier', 'customers', 'share', 'meanScore', 'sentence', 'tierSentence'];
  const rows = context.input.segmentation.segments.map(one => [
    one.id,
    one.name,
    one.tier,
    one.size,
    one.share,
    one.meanScore,
    one.sentence,
    one.tierSentence,
  ]);
  return [header, ...rows];
}

function columnRows(context: ReportContext): Rows {
  const header = ['column', 'original', 'kind', 'role', 'missing', 'distinct', 'kindEvidence', 'roleReason'];
  const rows = context.input.import.columns.map(one => [
    one.name,
    one.original,
    one.kind,
    one.role,
    one.missing,
    one.distinct,
    one.kindEvidence,
    one.roleReason,
  ]);
  return [header, ...rows];
}

function featureRows(context: ReportContext): Rows {
  const rows = context.input.segmentation.features.map(one => [one.name, one.column, one.level, one.transform]);
  return [['feature', 'column', 'level', 'transform'], ...rows];
}

function differenceRows(context: ReportContext): Rows {
  const rows = context.input.segmentation.segments.flatMap(({ id, differences }) =>
    differences.map(one => [
      id,
      one.column,
      one.level,
      one.measure,
      one.unit,
      one.segmentValue,
      one.low,
      one.high,
      one.bookValue,
      one.effect,
    ]),
  );
  const header = ['segment', 'column', 'level', 'measure', 'unit', 'value', 'low', 'high', 'wholeBook', 'effect'];
  return [header, ...rows];
}

function numberRows(context: ReportContext): Rows {
  const header = ['column', 'segment', 'n', 'missing', 'mean', 'low', 'high', 'sd', 'min', 'q1', 'median', 'q3', 'max'];
  const line = (one: NumberSummary, low: number | null, high: number | null): (number | null)[] => [
    one.n,
    one.missing,
    one.mean,
    low,
    high,
    one.sd,
    one.min,
    one.q1,
    one.median,
    one.q3,
    one.max,
  ];
  const rows = context.input.distributions.flatMap(({ column, segmentIds, summaries, meanIntervals, book }) => [
    ...segmentIds.map((id, at) => [column, id, ...line(summaries[at], meanIntervals[at].low, meanIntervals[at].high)]),
    [column, 'whole book', ...line(book, null, null)],
  ]);
  return [header, ...rows];
}

function candidateRows(context: ReportContext): Rows {
  const header = ['segments', 'silhouette', 'daviesBouldin', 'calinskiHarabasz', 'inertia', 'smallest'];
  header.push('gap', 'gapError', 'stability', 'stabilityLow', 'stabilityHigh', 'bic', 'aic');
  const rows = context.input.segmentation.candidates.map(one => [
    one.nClusters,
    one.silhouette,
    one.daviesBouldin,
    one.calinskiHarabasz,
    one.inertia,
    one.smallest,
    one.gap,
    one.gapError,
    one.stability?.value ?? null,
    one.stability?.low ?? null,
    one.stability?.high ?? null,
    one.bic,
    one.aic,
  ]);
  return [header, ...rows];
}

function profileRows(context: ReportContext): Rows {
  const { rows, segmentIds } = context.input.profile;
  const header = ['column', 'level', 'measure', 'unit', 'wholeBook'];
  for (const id of segmentIds) header.push(`segment${id}`, `effect${id}`);
  return [
    header,
    ...rows.map(row => [
      row.column,
      row.level,
      row.measure,
      row.unit,
      row.book,
      ...row.effects.flatMap((effect, at) => [comparedValue(row, at), effect]),
    ]),
  ];
}

function compositionRows(context: ReportContext): Rows {
  const rows: Rows = [['column', 'level', 'segment', 'customers']];
  for (const { column, levels, counts, segmentIds, missing } of context.input.compositions) {
    segmentIds.forEach((id, at) => {
      levels.forEach((level, i) => rows.push([column, level, id, counts[at][i]]));
      rows.push([column, null, id, missing[at]]);
    });
  }
  return rows;
}

function distributionRows(context: ReportContext): Rows {
  const rows: Rows = [['column', 'segment', 'from', 'to', 'customers']];
  for (const { column, edges, counts, segmentIds } of context.input.distributions) {
    segmentIds.forEach((id, at) => {
      counts[at].forEach((count, bin) => rows.push([column, id, edges[bin], edges[bin + 1], count]));
    });
  }
  return rows;
}
