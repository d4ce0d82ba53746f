import { formatThings } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { flag } from '#shared/option';
import type { BooleanColumn, Column, NumberColumn } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineStep } from '../defineStep.ts';
import { byName, changed, replaceColumns, workColumns, type WorkColumn } from '../workColumns.ts';

interface ScaleState {
  readonly columns: readonly {
    readonly name: string;
    readonly mean: number;
    readonly divisor: number;
    readonly isBlock: boolean;
  }[];
}

/**
 * One scale for all: numbers become z-scores (population sd). Flags are centred with yes and no 2 apart, which is their z-score where both are
 * as frequent; a rare flag is not blown up, or a handful of customers would make a segment of their own. The flags made of one source column
 * form a block that is divided by one number so that its variances add up to 1 (where they are not rare): one column, one vote, however many
 * levels it has. Columns with one value are left out.
 * Source: Pagès (2004), the weighting of mixed data; differs from it in that a category weighs as much as one number.
 */
export const scale = defineStep({
  id: 'scale',
  title: 'One scale for all',
  help: 'Centres every column and divides it by its spread, so that no column counts more than another because of its unit; yes and no are 2 apart.',
  sources: ['pages2004'],
  options: {
    blocks: flag({
      title: 'One vote per column',
      help: 'The flags made of one category or of cells with several values weigh together as much as one number; without it every flag weighs as much.',
      default: true,
    }),
  },
  async fit(table, options) {
    const parts = workColumns(table).filter(part => isNumeric(part.column));
    const moments = parts.map(part => momentsOf(part.column as NumberColumn | BooleanColumn));
    const blockVariance = new Map<string, number>();
    parts.forEach(({ lineage }, i) => {
      if (lineage.level !== null)
        blockVariance.set(lineage.column, (blockVariance.get(lineage.column) ?? 0) + moments[i].sd ** 2);
    });
    const columns: ScaleState['columns'][number][] = [];
    const notes: Note[] = [];
    parts.forEach(({ column, lineage }, i) => {
      const { mean, sd, isConstant } = moments[i];
      const isBlock = options.blocks && lineage.level !== null;
      if (isConstant) notes.push(note('column.constant', { column: column.name }));
      else
        columns.push({
          name: column.name,
          mean,
          divisor: divisorOf(column, isBlock ? Math.sqrt(blockVariance.get(lineage.column)!) : sd),
          isBlock,
        });
    });
    const nBlocks = options.blocks ? blockVariance.size : 0;
    const blocks =
      nBlocks > 0 ? `, the flags of ${formatThings(nBlocks, 'source column')} weighted to one vote each` : '';
    return {
      state: { columns } satisfies ScaleState,
      effect: `${formatThings(columns.length, 'column')} brought to one scale${blocks}.`,
      notes,
    };
  },
  async apply(table, state: ScaleState) {
    const known = byName(state.columns);
    return replaceColumns(table, part => {
      if (!isNumeric(part.column)) return part;
      const found = known.get(part.column.name);
      return found ? scaled(part, found) : [];
    });
  },
});

/** sd of a flag that is as often yes as no. */
const EVEN_FLAG_SD = 0.5;

/** Flags and blocks of flags of less spread than an even flag are not stretched further than that one. */
function divisorOf(column: Column, spread: number): number {
  return column.kind === 'boolean' ? Math.max(spread, EVEN_FLAG_SD) : spread;
}

function isNumeric(column: Column): boolean {
  return column.kind === 'number' || column.kind === 'boolean';
}

function scaled(part: WorkColumn, { mean, divisor, isBlock }: ScaleState['columns'][number]): WorkColumn {
  const column = part.column as NumberColumn | BooleanColumn;
  const values = sharedFloat64(column.values.length);
  const isFlag = column.kind === 'boolean';
  for (let row = 0; row < values.length; row++)
    values[row] = isFlag && column.values[row] === 2 ? NaN : (column.values[row] - mean) / divisor;
  return changed(part, { kind: 'number', name: column.name, values }, transformOf(isFlag, isBlock));
}

function transformOf(isFlag: boolean, isBlock: boolean): string {
  if (isBlock) return 'centred, its column weighted to one vote';
  return isFlag ? 'centred, yes and no 2 apart' : 'z-score';
}

/** Mean and population sd of the values that are there, in two passes. */
function momentsOf(column: NumberColumn | BooleanColumn): { mean: number; sd: number; isConstant: boolean } {
  const { values } = column;
  const isGap = column.kind === 'boolean' ? (value: number) => value === 2 : Number.isNaN;
  let n = 0;
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (isGap(value)) continue;
    n++;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const mean = sum / n;
  let squares = 0;
  for (const value of values) if (!isGap(value)) squares += (value - mean) ** 2;
  const sd = Math.sqrt(squares / n);
  return { mean, sd, isConstant: !(high > low) || sd === 0 || !Number.isFinite(sd) };
}
