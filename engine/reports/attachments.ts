import type { Attachment, DataTable } from './document.ts';
import { cellText } from './document.ts';
import { csvLine } from './customers/csvText.ts';
import type { ReportContext } from './sections/ReportContext.ts';

/** What travels inside the PDF: the recipe, the fitted model and the numbers behind the pictures, in full. */
export function attachments(context: ReportContext, tables: readonly DataTable[]): Attachment[] {
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
  const find = (id: string): readonly (readonly string[])[] => {
    const table = tables.find(one => one.id === id);
    if (!table) return [];
    return [table.columns.map(column => column.header), ...table.rows.map(row => row.map(cellText))];
  };
  return [
    json('recipe.json', 'The recipe of this run', `${JSON.stringify(input.recipe, null, 2)}\n`),
    json('model.json', 'The fitted preparation and centres', input.modelJson),
    csv('segments.csv', 'Segments', find('segments')),
    csv('candidates.csv', 'Numbers of segments tried', candidateRows(context)),
    csv('columns.csv', 'Columns, kinds and roles', find('columns')),
    csv('profile.csv', 'Profile against the whole book', profileRows(context)),
    csv('composition.csv', 'Counts of every category by segment', compositionRows(context)),
    csv('distribution.csv', 'Counts of every number by segment and bin', distributionRows(context)),
  ].filter(attachment => attachment.text !== '');
}

type Rows = (string | number | null)[][];

function candidateRows(context: ReportContext): Rows {
  const header = ['segments', 'silhouette', 'daviesBouldin', 'calinskiHarabasz', 'inertia', 'smallest'];
  const rows = context.input.segmentation.candidates.map(one => [
    one.nClusters,
    one.silhouette,
    one.daviesBouldin,
    one.calinskiHarabasz,
    one.inertia,
    one.smallest,
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
      ...row.values.flatMap((value, at) => [value, row.effects[at]]),
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
