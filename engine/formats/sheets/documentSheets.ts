import { AppError } from '#shared/errors';
import type { RawRead } from '../defineFormat.ts';
import { bestSheet } from './bookSheets.ts';
import type { CellTarget } from './CellTarget.ts';
import { ProbeCells } from './ProbeCells.ts';
import { SheetCells } from './SheetCells.ts';

const MOST_KEPT_SHEETS = 64;
const MOST_KEPT_CELLS = 4_000_000;

/** What is known of a sheet once its document has been read. */
export interface DocumentSheet {
  readonly name: string;
  readonly isHidden: boolean;
}
/** Reads a document from its beginning and asks, sheet by sheet, where the cells are to go. */
export type ScanDocument = (start: (name: string) => CellTarget) => Promise<readonly DocumentSheet[]>;

/**
 * Reads the sheet that was asked for, or the one that looks most like a table, of a document whose sheets stand behind one another in one
 * piece of text. It is read twice only where large sheets stand in front of that one.
 * @throws AppError `xlsx.noSheet`
 */
export async function readDocumentSheet(
  file: string,
  wanted: string | null,
  scan: ScanDocument,
): Promise<Pick<RawRead, 'table' | 'sheet' | 'sheets' | 'emptyRowsDropped' | 'notes'>> {
  const probes: ProbeCells[] = [];
  const keepers: (Keeper | null)[] = [];
  const sheets = await scan(name => {
    const probe = new ProbeCells(true);
    probes.push(probe);
    const isWanted = wanted === null ? hasRoom(keepers) : name === wanted;
    const keeper = isWanted ? new Keeper(file, probe) : null;
    keepers.push(keeper);
    return keeper ?? probe;
  });
  const scores = sheets.map((sheet, i) => ({ ...sheet, score: probes[i].score }));
  const best = bestSheet(file, scores, wanted);
  const cells = keepers[best]?.result() ?? (await readAgain(file, best, scan));
  const { emptyRowsBelow, notes } = cells;
  const table = cells.grid.toTable();
  return {
    table,
    sheet: sheets[best].name,
    sheets: sheets.map(({ name, isHidden }, i) => ({
      name,
      rows: probes[i].nRows,
      columns: probes[i].nColumns,
      hidden: isHidden,
    })),
    emptyRowsDropped: emptyRowsBelow,
    notes,
  };
}

/** Several sheets are kept until one of them is chosen, as long as they are few and small. */
function hasRoom(keepers: readonly (Keeper | null)[]): boolean {
  const nCells = keepers.reduce((sum, keeper) => sum + (keeper?.nCells ?? 0), 0);
  return keepers.length < MOST_KEPT_SHEETS && nCells < MOST_KEPT_CELLS;
}

async function readAgain(file: string, index: number, scan: ScanDocument): Promise<SheetCells> {
  const cells = new SheetCells(file);
  let at = 0;
  await scan(() => (at++ === index ? cells : new ProbeCells()));
  return cells;
}

/** Keeps the cells of a sheet that may turn out to be the wanted one; that it is too large counts only then. */
class Keeper implements CellTarget {
  readonly isFull = false;
  private readonly cells: SheetCells;
  private readonly probe: ProbeCells;
  private failure: AppError | null = null;

  constructor(file: string, probe: ProbeCells) {
    this.cells = new SheetCells(file);
    this.probe = probe;
  }

  get nCells(): number {
    return this.cells.grid.nRows * this.cells.grid.nColumns;
  }
  get isKept(): boolean {
    return this.failure === null;
  }
  result(): SheetCells {
    if (this.failure) throw this.failure;
    return this.cells;
  }
  listRow(row: number): void {
    this.cells.listRow(row);
  }
  put(row: number, column: number, kind: number, value: number, isFormula: boolean): void {
    this.probe.put(row, column, kind, value, isFormula);
    this.keep(() => this.cells.put(row, column, kind, value));
  }
  putText(row: number, column: number, kind: number, text: string, isFormula: boolean): void {
    this.probe.putText(row, column, kind, text, isFormula);
    this.keep(() => this.cells.putText(row, column, kind, text));
  }

  private keep(work: () => void): void {
    if (this.failure) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.failure = error;
    }
  }
}
