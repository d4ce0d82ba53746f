import type { Recipe } from '#shared/recipe';
import type { TableStyles } from '#shared/tables';
import type { RawRead } from '../formats/defineFormat.ts';
import { breathe } from '../import/breathe.ts';
import { CellReader } from '../import/cells/CellReader.ts';
import type { ColumnCells } from '../import/cells/ColumnCells.ts';
import { conceptOf } from '../import/dictionary/conceptOf.ts';
import { decideKind, type KindDecision } from '../import/kinds/decideKind.ts';
import { dayOfNumber } from '../import/kinds/numberDates.ts';
import { writtenAs, stylesOf, type Styles } from '../import/styles.ts';
import type { SheetParts } from '../import/readSheet.ts';
import type { Run } from '../jobs/Run.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_NUMBER, CELL_TEXT, type RawColumn } from '../table/RawTable.ts';
import { plainTable, type PlainTable } from './PlainTable.ts';

export interface SettledTable {
  readonly table: PlainTable;
  /** Parallel to its columns: numbers by row, NaN where there is none; null where the column holds no numbers. */
  readonly numbers: readonly (Float64Array | null)[];
  readonly styles: TableStyles;
}

const NO_HINTS: Styles['hints'] = { decimalMark: null, dateOrder: null };

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
  const decisions: KindDecision[] = [];
  const read = (i: number, hints: Styles['hints']) => {
    const name = plain.names[i];
    const cells = reader.read(sheet.positions[i], scratch, run);
    const { decimalMark, dateOrder } = recipe.reading;
    decisions[i] = decideKind(cells, {
      name,
      concept: conceptOf(name),
      asked: Object.hasOwn(recipe.columns, name) ? recipe.columns[name].kind : undefined,
      dateSystem: raw.dateSystem ?? 1900,
      marks: { asked: decimalMark, hint: hints.decimalMark, ...writtenAs(raw, sheet.positions[i]) },
      orders: { asked: dateOrder, hint: hints.dateOrder },
    });
    columns[i] = settle(plain.columns[i], cells, decisions[i]);
    numbers[i] = decisions[i].kind === 'number' ? numbersOf(columns[i]) : null;
  };
  for (const i of plain.names.keys()) {
    await breathe(run, plain.nRows);
    run.progress(i, plain.names.length, 'Reading columns');
    read(i, NO_HINTS);
  }
  const named = decisions.map((decision, i) => ({ name: plain.names[i], position: sheet.positions[i], decision }));
  const { hints, toReadAgain, decimalEvidence, dateOrderEvidence } = stylesOf(named, recipe.reading, raw);
  for (const i of toReadAgain) {
    await breathe(run, plain.nRows);
    read(i, hints);
  }
  return { table: { ...plain, columns }, numbers, styles: { decimalEvidence, dateOrderEvidence } };
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
