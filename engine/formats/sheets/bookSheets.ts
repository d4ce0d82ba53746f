import { AppError } from '#shared/errors';
import type { RawRead } from '../defineFormat.ts';
import type { CellTarget } from './CellTarget.ts';
import { ProbeCells } from './ProbeCells.ts';
import { SheetCells } from './SheetCells.ts';

/** One sheet of a workbook that can be read sheet by sheet. */
export interface BookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Bytes it takes in the file: of two sheets that are tables as far as was looked, the larger one is chosen. */
  readonly sizeBytes: number;
  /** As the file claims; null where it says nothing. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** Hands over the cells until the end or until the target is full. */
  read(target: CellTarget): Promise<void>;
}

/** How large a sheet is and how much it looks like a table, for the choice between several. */
export interface SheetScore {
  readonly name: string;
  readonly isHidden: boolean;
  readonly score: number;
}

/**
 * Reads the sheet that was asked for, or the one that looks most like a table.
 * @throws AppError `xlsx.noSheet`
 */
export async function readBookSheet(
  name: string,
  sheets: readonly BookSheet[],
  wanted: string | null,
): Promise<Pick<RawRead, 'table' | 'sheet' | 'sheets' | 'emptyRowsDropped' | 'notes'>> {
  const chosen = await choose(name, sheets, wanted);
  const cells = new SheetCells(name);
  await chosen.read(cells);
  const { emptyRowsBelow, notes } = cells;
  const table = cells.grid.toTable();
  return {
    table,
    sheet: chosen.name,
    sheets: sheets.map(sheet => ({
      name: sheet.name,
      rows: sheet === chosen ? table.nRows : sheet.rows,
      columns: sheet === chosen ? table.columns.length : sheet.columns,
      hidden: sheet.isHidden,
    })),
    emptyRowsDropped: emptyRowsBelow,
    notes,
  };
}

/**
 * The place of the sheet asked for by name, or of the one with the best score; hidden ones only where no visible one has a value.
 * @throws AppError `xlsx.noSheet` with the names there are
 */
export function bestSheet(file: string, sheets: readonly SheetScore[], wanted: string | null): number {
  if (wanted !== null) return namedSheet(file, sheets, wanted);
  const visible = sheets.some(sheet => !sheet.isHidden && sheet.score > 0);
  let best = -1;
  sheets.forEach((sheet, i) => {
    if (visible && sheet.isHidden) return;
    if (best < 0 || sheet.score > sheets[best].score) best = i;
  });
  if (sheets[best].score > 0) return best;
  return Math.max(
    0,
    sheets.findIndex(sheet => !sheet.isHidden),
  );
}

function namedSheet(file: string, sheets: readonly { name: string }[], wanted: string): number {
  const exact = sheets.findIndex(sheet => sheet.name === wanted);
  if (exact >= 0) return exact;
  const same = sheets.findIndex(sheet => sheet.name.trim().toLowerCase() === wanted.trim().toLowerCase());
  if (same >= 0) return same;
  throw new AppError('xlsx.noSheet', { name: file, sheet: wanted, sheets: sheets.map(s => s.name).join(', ') });
}

async function choose(name: string, sheets: readonly BookSheet[], wanted: string | null): Promise<BookSheet> {
  if (wanted !== null) return sheets[namedSheet(name, sheets, wanted)];
  if (sheets.length === 1) return sheets[0];
  const scores: SheetScore[] = [];
  for (const sheet of sheets) scores.push({ ...sheet, score: await probe(sheet) });
  return sheets[bestSheet(name, scores, null)];
}

async function probe(sheet: BookSheet): Promise<number> {
  const cells = new ProbeCells();
  try {
    await sheet.read(cells);
  } catch (error) {
    // The damage of a sheet is reported when somebody asks for it.
    if (error instanceof AppError) return 0;
    throw error;
  }
  return cells.isFull ? cells.score + sheet.sizeBytes : cells.score;
}
