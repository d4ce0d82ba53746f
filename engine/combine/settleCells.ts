import type { Recipe } from '#shared/recipe';
import type { RawRead } from '../formats/defineFormat.ts';
import { breathe } from '../import/breathe.ts';
import { CellReader } from '../import/cells/CellReader.ts';
import type { ColumnCells } from '../import/cells/ColumnCells.ts';
import { conceptOf } from '../import/dictionary/conceptOf.ts';
import { decideKind, type KindDecision } from '../import/kinds/decideKind.ts';
import { dayOfNumber } from '../import/kinds/numberDates.ts';
import type { SheetParts } from '../import/readSheet.ts';
import type { Run } from '../jobs/Run.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_NUMBER, CELL_TEXT, type RawColumn } from '../table/RawTable.ts';
import { plainTable, type PlainTable } from './PlainTable.ts';

export interface SettledTable {
  readonly table: PlainTable;
  /** Parallel to its columns: numbers by row, NaN where there is none; null where the column holds no numbers. */
  readonly numbers: readonly (Float64Array | null)[];
}

/**
 * A table whose numbers and dates no longer depend on the style of its file: "1.234,50" and 3/4/2024 are read as this table's own values
 * show, before they stand in one column with those of a file that writes them otherwise.
 */
export async function settleCells(raw: RawRead, sheet: SheetParts, recipe: Recipe, run: Run): Promise<SettledTable> {
  const plain = plainTable(raw, sheet);
  const reader = new CellReader(raw.table, sheet.rows.data, sheet.missingWords);
  const scratch = reader.newScratch(false);
  const columns: RawColumn[] = [];
  const numbers: (Float64Array | null)[] = [];
  for (const [i, name] of plain.names.entries()) {
    await breathe(run, plain.nRows);
    run.progress(i, plain.names.length, 'Reading columns');
    const cells = reader.read(sheet.positions[i], scratch, run);
    const asked = Object.hasOwn(recipe.columns, name) ? recipe.columns[name].kind : undefined;
    const decision = decideKind(cells, {
      name,
      concept: conceptOf(name),
      asked,
      dateSystem: raw.dateSystem ?? 1900,
      marks: { asked: recipe.reading.decimalMark, hint: null, isText: raw.separator !== null },
      orders: { asked: recipe.reading.dateOrder, hint: null },
    });
    const settled = settle(plain.columns[i], cells, decision);
    columns.push(settled);
    numbers.push(decision.kind === 'number' ? numbersOf(settled) : null);
  }
  return { table: { ...plain, columns }, numbers };
}

function settle(column: RawColumn, cells: ColumnCells, decision: KindDecision): RawColumn {
  if (decision.kind === 'number') {
    const { parsed, cellValue } = decision.numbers;
    return replaced(column, cells, CELL_NUMBER, parsed, cellValue ?? (value => value));
  }
  if (decision.kind !== 'date') return column;
  const { numberDates, dates } = decision;
  return replaced(column, cells, CELL_DATE, dates.parsed, value =>
    numberDates ? dayOfNumber(numberDates, value) : NaN,
  );
}

/** Texts that were read become cells of the kind; what could not be read stays as it is, to be counted later. */
function replaced(
  column: RawColumn,
  cells: ColumnCells,
  kind: number,
  ofText: Float64Array,
  ofNumber: (value: number) => number,
): RawColumn {
  const kinds = column.kinds.slice();
  const values = column.values.slice();
  for (let i = 0; i < cells.n; i++) {
    const code = cells.texts.codes[i];
    const isText = kinds[i] === CELL_TEXT;
    if (!isText && kinds[i] !== CELL_NUMBER) continue;
    if (isText && cells.texts.isMissing[code]) continue;
    const value = isText ? ofText[code] : ofNumber(values[i]);
    if (Number.isNaN(value)) continue;
    kinds[i] = kind;
    values[i] = value;
  }
  return { kinds, values };
}

function numbersOf({ kinds, values }: RawColumn): Float64Array {
  return values.map((value, i) => (kinds[i] === CELL_NUMBER || kinds[i] === CELL_BOOLEAN ? value : NaN));
}
