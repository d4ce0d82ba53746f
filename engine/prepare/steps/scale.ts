import { formatThings } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { choice, flag } from '#shared/option';
import { breathe } from '../../import/breathe.ts';
import type { BooleanColumn, Column, NumberColumn } from '../../table/Column.ts';
import { chooseParts, columnsOption } from '../chooseParts.ts';
import { defineStep } from '../defineStep.ts';
import { scaledColumn } from '../scaledColumn.ts';
import { quartilesOf, spreadOf, type Spread } from '../spreadOf.ts';
import { byName, changed, replaceEach, workColumns, type WorkColumn } from '../workColumns.ts';

const METHODS = ['standard', 'robust', 'minMax'] as const;
type Method = (typeof METHODS)[number];

export interface ScaleState {
  readonly columns: readonly {
    readonly name: string;
    /** What is subtracted: the mean, the median or the least value. */
    readonly mean: number;
    readonly divisor: number;
    readonly isBlock: boolean;
  }[];
  /** Columns that are kept as they are; a column in neither list is left out. */
  readonly untouched?: readonly string[];
  readonly method?: Method;
}

const TITLE = 'One scale for all';

/**
 * One scale for all: numbers become z-scores (population sd). Flags are centred with yes and no 2 apart, which is their z-score where both are
 * as frequent; a rare flag is not blown up, or a handful of customers would make a segment of their own. The flags made of one source column
 * form a block that is divided by one number so that its variances add up to 1 (where they are not rare): one column, one vote, however many
 * levels it has. Columns with one value are left out.
 *
 * Or (x − median) / (upper − lower quartile), with flags as above; or (x − least) / (greatest − least), with yes and no 1 apart, and the flags
 * of a block divided by √2 so that two levels are 1 apart: as scikit-learn's StandardScaler, RobustScaler and MinMaxScaler for numbers.
 * Source: Pagès (2004), the weighting of mixed data; differs from it in that a category weighs as much as one number.
 */
export const scale = defineStep({
  id: 'scale',
  title: TITLE,
  help: 'Centres every column and divides it by its spread, so that no column counts more than another because of its unit; yes and no are 2 apart.',
  sources: ['pages2004'],
  options: {
    method: choice<Method>({
      title: 'Scale of numbers',
      help: 'Standard: distance from the mean in standard deviations. Robust: distance from the median in quartile ranges, which a few extreme values do not move. Least to greatest: from 0 to 1.',
      values: METHODS,
      labels: { standard: 'Standard', robust: 'Robust', minMax: 'Least to greatest' },
      default: 'standard',
      searchWords: ['StandardScaler', 'RobustScaler', 'MinMaxScaler', 'z-score', 'normalise'],
    }),
    blocks: flag({
      title: 'One vote per column',
      help: 'The flags made of one category or of cells with several values weigh together as much as one number; without it every flag weighs as much.',
      default: true,
    }),
    columns: columnsOption(['number', 'boolean'], 'columns'),
  },
  async fit(table, options, { run }) {
    const chosen = chooseParts(table, options.columns, ['number', 'boolean'], TITLE);
    const spreads: Spread[] = [];
    for (const part of chosen) {
      await breathe(run, table.nRows);
      spreads.push(spreadOf(part.column as NumberColumn | BooleanColumn));
    }
    const blockVariance = variancesOfBlocks(chosen, spreads);
    const columns: ScaleState['columns'][number][] = [];
    const notes: Note[] = [];
    for (const [i, { column, lineage }] of chosen.entries()) {
      const { name } = column;
      if (spreads[i].isConstant) notes.push(note('column.constant', { column: name }));
      else {
        await breathe(run, options.method === 'robust' ? table.nRows : 0);
        const variance = options.blocks && lineage.level !== null ? blockVariance.get(lineage.column)! : null;
        const found = scaleOf(column, spreads[i], variance, options.method);
        if (found.isFallback) notes.push(note('scale.noQuartileRange', { column: name }));
        columns.push({ name, mean: found.center, divisor: found.divisor, isBlock: variance !== null });
      }
    }
    const nBlocks = options.blocks ? blockVariance.size : 0;
    const taken = new Set(chosen.map(part => part.column.name));
    const untouched = workColumns(table).flatMap(({ column }) =>
      isNumeric(column) && !taken.has(column.name) ? [column.name] : [],
    );
    return {
      state: { columns, untouched, method: options.method } satisfies ScaleState,
      effect: effectOf(columns.length, nBlocks, untouched.length, options.method),
      notes,
    };
  },
  async apply(table, state: ScaleState, { run }) {
    const known = byName(state.columns);
    const untouched = new Set(state.untouched);
    return replaceEach(table, run, part => {
      const { column } = part;
      if (!isNumeric(column) || untouched.has(column.name)) return part;
      const found = known.get(column.name);
      return found ? scaled(part, found, state.method ?? 'standard') : [];
    });
  },
});

/** sd of a flag that is as often yes as no. */
const EVEN_FLAG_SD = 0.5;

function variancesOfBlocks(parts: readonly WorkColumn[], spreads: readonly Spread[]): Map<string, number> {
  const blockVariance = new Map<string, number>();
  parts.forEach(({ lineage }, i) => {
    if (lineage.level !== null)
      blockVariance.set(lineage.column, (blockVariance.get(lineage.column) ?? 0) + spreads[i].sd ** 2);
  });
  return blockVariance;
}

/** @param blockVariance of all flags of the source column; null for a column of its own */
function scaleOf(column: Column, spread: Spread, blockVariance: number | null, method: Method) {
  const { mean, sd, low, high } = spread;
  const isFlag = column.kind === 'boolean';
  if (method === 'minMax') {
    const divisor = blockVariance === null || !isFlag ? high - low : Math.SQRT2;
    return { center: isFlag ? 0 : low, divisor, isFallback: false };
  }
  // Flags and blocks of flags of less spread than an even flag are not stretched further than that one.
  const ofMean = blockVariance === null ? sd : Math.sqrt(blockVariance);
  if (isFlag) return { center: mean, divisor: Math.max(ofMean, EVEN_FLAG_SD), isFallback: false };
  if (method === 'standard' || blockVariance !== null) return { center: mean, divisor: ofMean, isFallback: false };
  const { median, range } = quartilesOf(column as NumberColumn);
  const isFallback = !(range > 0 && Number.isFinite(range));
  return { center: median, divisor: isFallback ? sd : range, isFallback };
}

function isNumeric(column: Column): boolean {
  return column.kind === 'number' || column.kind === 'boolean';
}

function scaled(
  part: WorkColumn,
  { mean, divisor, isBlock }: ScaleState['columns'][number],
  method: Method,
): WorkColumn {
  const source = part.column as NumberColumn | BooleanColumn;
  const column = scaledColumn(source.name, { source, mean, divisor });
  return changed(part, column, transformOf(source.kind === 'boolean', isBlock, method));
}

const NUMBER_WORDS: Readonly<Record<Method, string>> = {
  standard: 'z-score',
  robust: 'distance from the median in quartile ranges',
  minMax: 'from 0 to 1',
};

function transformOf(isFlag: boolean, isBlock: boolean, method: Method): string {
  if (method === 'minMax' && isFlag) return isBlock ? 'its column weighted to one vote' : 'no is 0, yes is 1';
  if (isBlock) return 'centred, its column weighted to one vote';
  return isFlag ? 'centred, yes and no 2 apart' : NUMBER_WORDS[method];
}

function effectOf(nColumns: number, nBlocks: number, nUntouched: number, method: Method): string {
  const how = { standard: '', robust: ' by median and quartiles', minMax: ' from 0 to 1' }[method];
  const blocks =
    nBlocks > 0 ? `, the flags of ${formatThings(nBlocks, 'source column')} weighted to one vote each` : '';
  const left = nUntouched === 1 ? 'left as it is' : 'left as they are';
  const rest = nUntouched > 0 ? `; ${formatThings(nUntouched, 'other column')} ${left}` : '';
  return `${formatThings(nColumns, 'column')} brought to one scale${how}${blocks}${rest}.`;
}
