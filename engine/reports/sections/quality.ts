import { formatCount, formatPart, formatThings, listSome } from '#shared/format';
import type { Severity } from '#shared/profile';
import type { Block, DataTable, Section } from '../document.ts';
import type { ReportInput } from '../ReportInput.ts';
import { cutText, customers, type ReportContext } from './ReportContext.ts';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  decide: 'needs a decision',
  watch: 'worth a look',
  note: 'good to know',
};
const GAPS_SHOWN = 20;

/** What was found wrong or odd in the data that the segments stand on, and where values are missing. */
export function qualitySection(context: ReportContext): Section {
  const { quality } = context.input;
  const blocks: Block[] = [];
  if (quality.findings.length > 0) blocks.push({ kind: 'table', table: findingsTable(context, quality.findings) });
  if (quality.gaps.columns.length > 0) blocks.push({ kind: 'table', table: gapsTable(context, quality.gaps) });
  if (blocks.length === 0)
    blocks.push({ kind: 'paragraph', text: 'No finding, and a value in every column of every customer.' });
  return { id: 'quality', title: 'Data quality', headline: quality.headline, blocks };
}

type Quality = ReportInput['quality'];

function findingsTable(context: ReportContext, findings: Quality['findings']): DataTable {
  return {
    id: 'findings',
    title: 'Findings, as the data is used in this run',
    n: customers(context),
    columns: [
      { header: 'Columns', align: 'left', grow: 1.6 },
      { header: 'Weight', align: 'left', grow: 1.2 },
      { header: 'Finding', align: 'left', grow: 5 },
    ],
    rows: findings.map(({ columns, severity, sentence }) => [
      cutText(listSome(columns, 3)),
      { text: SEVERITY_WORDS[severity], isStrong: severity === 'decide' },
      cutText(sentence, 600),
    ]),
  };
}

function gapsTable(context: ReportContext, gaps: Quality['gaps']): DataTable {
  const shown = gaps.columns.slice(0, GAPS_SHOWN);
  const more = gaps.nColumnsWithGaps > shown.length ? `; the ${formatCount(shown.length)} with most gaps` : '';
  return {
    id: 'gaps',
    title: `Columns with gaps: ${formatThings(gaps.nColumnsWithGaps, 'column')}`,
    n: `${customers(context)}${more}`,
    columns: [
      { header: 'Column', align: 'left', grow: 3 },
      { header: 'Missing', align: 'right' },
      { header: 'Share', align: 'right' },
    ],
    rows: shown.map(({ name, missing }) => [name, formatCount(missing), formatPart(missing, gaps.nRows)]),
  };
}
