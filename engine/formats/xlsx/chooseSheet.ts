import { AppError } from '#shared/errors';
import type { Run } from '../../jobs/Run.ts';
import { scanPart } from './scanPart.ts';
import { SheetScanner, type CellSink, type ScannedCell } from './SheetScanner.ts';
import type { SheetPart, Workbook } from './workbook.ts';
import type { Zip } from './zipDirectory.ts';

/** As much of every sheet as is looked at before one is chosen. */
const PROBE_BYTES = 256 * 1024;

/**
 * The sheet asked for by name, or the one that looks most like a table: the visible sheet with the most rows of at least two typed-in
 * values, judged by the beginning of each sheet and its size. Hidden sheets are taken only where no visible one has a value.
 * @throws AppError `xlsx.noSheet` with the names there are
 */
export async function chooseSheet(zip: Zip, workbook: Workbook, wanted: string | null, run: Run): Promise<SheetPart> {
  const { sheets } = workbook;
  if (wanted !== null) {
    const found = sheets.find(sheet => sheet.name === wanted) ?? sheets.find(sheet => isSameName(sheet.name, wanted));
    if (found) return found;
    throw new AppError('xlsx.noSheet', { name: zip.name, sheet: wanted, sheets: sheets.map(s => s.name).join(', ') });
  }
  if (sheets.length === 1) return sheets[0];
  let best = sheets.find(sheet => !sheet.isHidden) ?? sheets[0];
  let bestScore = 0;
  for (const candidates of [sheets.filter(sheet => !sheet.isHidden), sheets.filter(sheet => sheet.isHidden)]) {
    for (const sheet of candidates) {
      const score = await tableScore(zip, sheet, run);
      if (score > bestScore) {
        best = sheet;
        bestScore = score;
      }
    }
    if (bestScore > 0) break;
  }
  return best;
}

function isSameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

async function tableScore(zip: Zip, sheet: SheetPart, run: Run): Promise<number> {
  const probe = new ProbeSink();
  const quiet: Run = { ...run, progress: () => undefined };
  try {
    await scanPart(zip, sheet.entry, new SheetScanner(probe), quiet, '', PROBE_BYTES);
  } catch (error) {
    if (error instanceof AppError) return 0;
    throw error;
  }
  const scale = Math.max(1, sheet.entry.plainBytes / PROBE_BYTES);
  return probe.score() * scale;
}

/** Counts rows that hold at least two values, formulas' results left out. */
class ProbeSink implements CellSink {
  private tableRows = 0;
  private values = 0;
  private valuesInRow = 0;

  row(): void {
    if (this.valuesInRow >= 2) this.tableRows++;
    this.valuesInRow = 0;
  }
  cell(cell: ScannedCell): void {
    if (cell.isFormula) return;
    this.valuesInRow++;
    this.values++;
  }
  ordinaryCells(_bytes: Uint8Array, at: number): number {
    return at;
  }
  emptyCell(): void {
    // Formatting only.
  }
  /** Rows of a table first; among sheets without one, the number of values. */
  score(): number {
    this.row();
    return this.tableRows + this.values / 1e6;
  }
}
