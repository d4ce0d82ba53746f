import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import type { FairnessColumn, FairnessFigures, FairnessGroup } from '#shared/scoring/fairness';
import type { Block, DataTable, Section } from '../../document.ts';
import {
  asFigure,
  asPoints,
  asTimes,
  measureText,
  measureWords,
  shareText,
  type ValueFormat,
} from '../../scores/measureWords.ts';
import { cutText, type ReportContext } from '../ReportContext.ts';
import { left, right, scoreContext, type ScoreContext } from './ScoreContext.ts';

const SUPPRESSED = 'too few to show';

/** What the score does to groups by columns that it never saw; a diagnosis. Nothing where customers were not scored. */
export function fairnessSection(report: ReportContext): Section | null {
  const context = scoreContext(report);
  if (!context) return null;
  const { fairness } = context.result;
  const blocks: Block[] = [
    { kind: 'paragraph', text: fairness.preamble },
    ...fairness.columns.flatMap((column, i) => columnBlocks(column, i + 1)),
  ];
  return { id: 'fairness', title: 'Fairness diagnostics', headline: headline(context), blocks };
}

function headline({ result: { fairness } }: ScoreContext): string {
  const { columns, n } = fairness;
  if (columns.length === 0) return 'The file has no column with the role protected, so nothing can be compared.';
  const names = formatThings(columns.length, 'protected column');
  const hidden = columns.reduce((sum, { groups }) => sum + groups.filter(({ isSuppressed }) => isSuppressed).length, 0);
  const rest = hidden === 0 ? '' : `; ${formatThings(hidden, 'group')} too small to be shown`;
  return `A diagnosis, not a verdict: ${names} that never entered a model, looked at for ${formatThings(n, 'customer')}${rest}.`;
}

/** @param nth counts the columns from 1, for the ids of their tables */
function columnBlocks(column: FairnessColumn, nth: number): Block[] {
  const blocks: Block[] = [{ kind: 'heading', text: cutText(column.column, 80) }];
  if (column.sentences.length > 0)
    blocks.push({ kind: 'notes', items: column.sentences.map(text => cutText(text, 500)) });
  blocks.push(
    { kind: 'table', table: treatmentTable(column, nth) },
    { kind: 'table', table: errorsTable(column, nth) },
    { kind: 'table', table: foretoldTable(column, nth) },
  );
  return [...blocks, ...proxyBlocks(column, nth)];
}

function shownN({ groups }: FairnessColumn): string {
  const n = groups.reduce((sum, group) => sum + (group.figures ? group.n : 0), 0);
  return `n = ${formatThings(n, 'customer')} of the groups shown`;
}

/** "Female (reference)". */
function groupName({ name, isReference }: FairnessGroup): string {
  return isReference ? `${cutText(name, 80)} (reference)` : cutText(name, 80);
}

/** A row of a group; of one that is too small the name and nothing else. */
function groupRow(group: FairnessGroup, nCells: number, cells: (figures: FairnessFigures) => string[]): string[] {
  const { figures, isSuppressed } = group;
  if (!figures || isSuppressed) return [groupName(group), SUPPRESSED, ...Array.from({ length: nCells - 1 }, () => '–')];
  return [groupName(group), ...cells(figures)];
}

function optional(measure: FairnessFigures['impactRatio'], format: ValueFormat): string {
  return measure ? measureText(measure, format) : '–';
}

function treatmentTable(column: FairnessColumn, nth: number): DataTable {
  const bands = column.bands === null ? '' : `, ${cutText(column.bands, 120)}`;
  return {
    id: `fairness-${nth}-treatment`,
    title: `Who gets the favourable outcome, with 95 % intervals${bands}`,
    n: shownN(column),
    columns: [
      left('Group', 1.4),
      right('n'),
      right('Favourable outcome'),
      right('Ratio to the reference'),
      right('Difference of mean scores, in standard deviations'),
    ],
    rows: column.groups.map(group =>
      groupRow(group, 4, figures => [
        formatCount(group.n),
        shareText(figures.favourableRate),
        optional(figures.impactRatio, asTimes),
        optional(figures.meanDifference, asFigure),
      ]),
    ),
  };
}

function errorsTable(column: FairnessColumn, nth: number): DataTable {
  return {
    id: `fairness-${nth}-errors`,
    title: 'Whether the score errs alike, with 95 % intervals; gaps in percentage points',
    n: shownN(column),
    columns: [
      left('Group', 1.4),
      right('n with, without the event'),
      right('Found of those with it'),
      right('Gap to the reference'),
      right('Taken of those without'),
      right('Gap to the reference'),
    ],
    rows: column.groups.map(group =>
      groupRow(group, 5, figures => [
        `${formatCount(figures.truePositiveRate.n)}, ${formatCount(figures.falsePositiveRate.n)}`,
        shareText(figures.truePositiveRate),
        optional(figures.truePositiveGap, asPoints),
        shareText(figures.falsePositiveRate),
        optional(figures.falsePositiveGap, asPoints),
      ]),
    ),
  };
}

function foretoldTable(column: FairnessColumn, nth: number): DataTable {
  return {
    id: `fairness-${nth}-foretold`,
    title: 'Whether as much happens as is foretold, with 95 % intervals; the difference in percentage points',
    n: shownN(column),
    columns: [
      left('Group', 1.4),
      right('n'),
      right('Foretold on average'),
      right('Had the event'),
      right('Foretold less observed'),
    ],
    rows: column.groups.map(group =>
      groupRow(group, 4, figures => [
        formatCount(figures.eventRate.n),
        formatPercent(figures.meanScore),
        shareText(figures.eventRate),
        measureText(figures.calibrationGap, asPoints),
      ]),
    ),
  };
}

function proxyBlocks({ column, proxy }: FairnessColumn, nth: number): Block[] {
  if (!proxy) return [];
  const { strongest, n } = proxy;
  const words = `Proxy test: the features of the score tell the groups of ${cutText(column, 80)} apart with AUC ${measureWords(proxy.auc, asFigure)}; 0.5 is not at all. What tells them apart can bring ${cutText(column, 80)} in by the back door.`;
  const blocks: Block[] = [{ kind: 'paragraph', text: words }];
  if (strongest.length === 0) return blocks;
  const table: DataTable = {
    id: `fairness-${nth}-proxy`,
    title: 'Features that tell the groups apart alone, strongest first',
    n: `n = ${formatThings(n, 'customer')}`,
    columns: [left('Feature', 3), right('AUC')],
    rows: strongest.map(({ feature, auc }) => [cutText(feature, 80), formatFixed(auc, 3)]),
  };
  return [...blocks, { kind: 'table', table }];
}
