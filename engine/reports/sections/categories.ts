import { formatCount, formatPercent, formatThings, listSome } from '#shared/format';
import type { Composition } from '#shared/results';
import { treemapScene } from '../charts/treemap.ts';
import type { Block, DataTable, Section } from '../document.ts';
import { segmentCell, type ReportContext } from './ReportContext.ts';

const FIGURES_DRAWN = 40;
const LEVELS_IN_TABLE = 30;
const READING =
  'Each block is a segment, each tile a value, as large as its count. A strong tile is more frequent in the segment than in the whole book, a pale one less.';

/** A treemap for every categorical column. */
export function categoriesSection(context: ReportContext): Section | null {
  const { compositions } = context.input;
  if (compositions.length === 0) return null;
  const drawn = compositions.slice(0, FIGURES_DRAWN);
  const left = compositions.slice(FIGURES_DRAWN).map(composition => composition.column);
  const blocks: Block[] = [{ kind: 'paragraph', text: READING }];
  drawn.forEach((composition, i) => blocks.push(figureBlock(context, composition, i)));
  if (left.length > 0) blocks.push({ kind: 'paragraph', text: `Not drawn: ${listSome(left, 60)}.` });
  return { id: 'categories', title: 'Categories by segment', headline: headline(context), blocks };
}

function headline(context: ReportContext): string {
  let best = { words: '', gap: -1 };
  for (const composition of context.input.compositions) {
    const bookTotals = composition.levels.map((_, level) => total(composition.counts.map(row => row[level])));
    const book = total(bookTotals) + total(composition.missing);
    composition.counts.forEach((row, i) => {
      const size = total(row) + composition.missing[i];
      row.forEach((count, level) => {
        const share = size === 0 ? 0 : count / size;
        const bookShare = book === 0 ? 0 : bookTotals[level] / book;
        const gap = Math.abs(share - bookShare);
        if (gap <= best.gap + 1e-9) return;
        const name = context.labels.find(label => label.id === composition.segmentIds[i])?.name ?? '';
        const words = `${formatPercent(share)} of ${name} against ${formatPercent(bookShare)} of the whole book have ${composition.column} ${composition.levels[level]}`;
        best = { words, gap };
      });
    });
  }
  return best.gap < 0 ? 'No category differs between the segments.' : `The widest gap: ${best.words}.`;
}

function figureBlock(context: ReportContext, composition: Composition, i: number): Block {
  const isSet = context.input.import.columns.find(column => column.name === composition.column)?.kind === 'set';
  const counted = total(composition.counts.flat());
  const missing = total(composition.missing);
  const n = isSet
    ? `n = ${formatThings(counted, 'value')} of customers who may have several`
    : `n = ${formatThings(counted, 'customer')}`;
  const caption = missing > 0 ? `${n}; ${formatCount(missing)} missing, in grey.` : `${n}.`;
  const table = compositionTable(context, composition, n, i);
  return {
    kind: 'figure',
    figure: {
      id: `figure-category-${i + 1}`,
      title: composition.column,
      caption,
      description: describe(context, composition),
      scene: treemapScene(context.fonts, composition, context.labels),
      table,
    },
  };
}

function describe(context: ReportContext, composition: Composition): string {
  const parts = context.labels.map(label => {
    const row = composition.counts[composition.segmentIds.indexOf(label.id)];
    const all = total(row);
    const top = row
      .map((count, level) => ({ count, level }))
      .sort((a, b) => b.count - a.count || a.level - b.level)
      .slice(0, 3)
      .filter(one => one.count > 0)
      .map(one => `${composition.levels[one.level]} ${formatPercent(one.count / all)}`);
    return `${label.name}: ${top.length === 0 ? 'no values' : top.join(', ')}`;
  });
  return `Treemap of ${composition.column} by segment. ${parts.join('. ')}`;
}

function compositionTable(context: ReportContext, composition: Composition, n: string, i: number): DataTable {
  const order = composition.levels
    .map((_, level) => ({ level, count: total(composition.counts.map(row => row[level])) }))
    .sort((a, b) => b.count - a.count || a.level - b.level)
    .slice(0, LEVELS_IN_TABLE);
  const cell = (segment: number, count: number): string => {
    const size = total(composition.counts[segment]) + composition.missing[segment];
    return `${formatCount(count)} (${formatPercent(size === 0 ? 0 : count / size)})`;
  };
  const rows = order.map(({ level }) => [
    composition.levels[level],
    ...context.labels.map(label => {
      const at = composition.segmentIds.indexOf(label.id);
      return cell(at, composition.counts[at][level]);
    }),
  ]);
  if (total(composition.missing) > 0) {
    const missing = context.labels.map(label => {
      const at = composition.segmentIds.indexOf(label.id);
      return cell(at, composition.missing[at]);
    });
    rows.push(['missing', ...missing]);
  }
  const rest = composition.levels.length - order.length;
  return {
    id: `category-${i + 1}`,
    title: composition.column,
    n: rest > 0 ? `${n}; ${formatThings(rest, 'rarer value')} in the attached composition.csv` : n,
    columns: [
      { header: composition.column, align: 'left', grow: 2 },
      ...context.labels.map(label => ({ header: segmentCell(context, label).text, align: 'right' as const })),
    ],
    rows,
  };
}

function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
