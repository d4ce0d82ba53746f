import type { CellValue } from '#shared/columns';
import type { Page, PageRequest } from '#shared/contract/dataset';

export const PAGE_ROWS = 100;
/** Columns fetched together: a page of a very wide table stays a small message. */
export const PAGE_COLUMNS = 40;
/** Pages kept for scrolling back. */
const MOST_PAGES = 80;
const MOST_IN_FLIGHT = 2;

export interface GridQuestion {
  readonly filters: PageRequest['filters'];
  readonly sort: PageRequest['sort'];
  /** Columns in the order in which they are shown. */
  readonly columns: readonly string[];
}
interface Tile {
  readonly version: number;
  readonly page: Page;
  /** By `row column` within the tile: what the file holds where a cell was corrected. */
  readonly edits: ReadonlyMap<string, CellValue>;
  isStale: boolean;
}
/** What is known of the answer as a whole; another object whenever one of these changed. */
export interface PagesSummary {
  readonly total: number;
  readonly of: number;
  readonly error: Error | undefined;
  /** Whether the numbers answer what is asked now, and not what was asked before. */
  readonly isCounted: boolean;
}
type Fetch = (input: PageRequest) => Promise<Page>;

/**
 * The cells that the grid has at hand, by pages of rows and columns. Only what is in view is asked for: while a page is on its way the wishes in
 * between are forgotten, so that dragging over a million rows asks for a few pages and not for thousands.
 */
export class GridPages {
  total = 0;
  of = 0;
  error: Error | undefined;
  private isCounted = false;
  private readonly fetch: Fetch;
  private readonly tiles = new Map<string, Tile>();
  private readonly inFlight = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private question: GridQuestion = { filters: [], sort: null, columns: [] };
  private epoch = 0;
  private version = 0;
  private wanted: readonly string[] = [];
  private known: PagesSummary = { total: 0, of: 0, error: undefined, isCounted: false };
  private view: readonly [number, number, number, number] = [0, 0, 0, 0];

  constructor(fetch: Fetch) {
    this.fetch = fetch;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  /** Stays the same object while only cells come in, so that what shows no cells is not drawn again for them. */
  summary = (): PagesSummary => this.known;

  get isWorking(): boolean {
    return this.inFlight.size > 0;
  }

  /** Other rows or columns are asked for: what is at hand belongs to them no longer. */
  ask(question: GridQuestion): void {
    this.question = question;
    this.isCounted = false;
    this.tiles.clear();
    this.restart();
  }

  /** The data changed: what is at hand stays in sight until the new values are here. */
  refresh(): void {
    for (const tile of this.tiles.values()) tile.isStale = true;
    this.restart();
  }

  private restart(): void {
    this.epoch++;
    this.inFlight.clear();
    this.error = undefined;
    this.see(...this.view);
    this.changed();
  }

  /** Tells what is in view: rows and positions of columns, ends included. */
  see(firstRow: number, lastRow: number, firstColumn: number, lastColumn: number): void {
    this.view = [firstRow, lastRow, firstColumn, lastColumn];
    const keys = new Set<string>();
    for (let r = pageOf(firstRow); r <= pageOf(Math.max(firstRow, lastRow)); r++) {
      keys.add(`${r} 0`);
      for (let c = blockOf(firstColumn); c <= blockOf(lastColumn); c++) keys.add(`${r} ${c}`);
    }
    this.wanted = [...keys];
    this.pump();
  }

  value(row: number, position: number): CellValue | undefined {
    const block = blockOf(position);
    return this.tile(row, block)?.page.rows[row % PAGE_ROWS]?.[position - block * PAGE_COLUMNS];
  }

  /** What the file holds where the cell was corrected; undefined where it was not. */
  editedFrom(row: number, position: number): CellValue | undefined {
    return this.tile(row, blockOf(position))?.edits.get(`${row % PAGE_ROWS} ${this.question.columns[position]}`);
  }

  rowId(row: number): number | undefined {
    return this.tile(row, 0)?.page.rowIds[row % PAGE_ROWS];
  }

  /** Whether the row is known at all; its further columns may still be on their way. */
  has(row: number): boolean {
    return this.tile(row, 0) !== undefined;
  }

  sourceRow(row: number): number | undefined {
    return this.tile(row, 0)?.page.sourceRows[row % PAGE_ROWS];
  }

  /** Changes whenever a cell of the row within these positions may have changed. */
  rowVersion(row: number, firstColumn: number, lastColumn: number): string {
    let version = String(this.tile(row, 0)?.version ?? '');
    for (let block = Math.max(1, blockOf(firstColumn)); block <= blockOf(lastColumn); block++)
      version += ` ${this.tile(row, block)?.version ?? ''}`;
    return version;
  }

  private tile(row: number, block: number): Tile | undefined {
    return this.tiles.get(`${pageOf(row)} ${block}`);
  }

  private pump(): void {
    if (this.question.columns.length === 0 || this.error) return;
    for (const key of this.wanted) {
      if (this.inFlight.size >= MOST_IN_FLIGHT) return;
      const known = this.tiles.get(key);
      if ((known && !known.isStale) || this.inFlight.has(key)) continue;
      const input = this.request(key);
      if (input) void this.load(key, input);
    }
  }

  private request(key: string): PageRequest | null {
    const [page, block] = key.split(' ').map(Number);
    const { filters, sort } = this.question;
    const columns = this.question.columns.slice(block * PAGE_COLUMNS, (block + 1) * PAGE_COLUMNS);
    return columns.length === 0 ? null : { offset: page * PAGE_ROWS, limit: PAGE_ROWS, filters, sort, columns };
  }

  private async load(key: string, input: PageRequest): Promise<void> {
    const { epoch } = this;
    this.inFlight.add(key);
    try {
      const page = await this.fetch(input);
      if (epoch !== this.epoch) return;
      this.keep(key, page);
      this.total = page.total;
      this.of = page.of;
      this.isCounted = true;
    } catch (error) {
      if (epoch !== this.epoch) return;
      this.error = error as Error;
    }
    this.inFlight.delete(key);
    this.changed();
    this.pump();
  }

  private keep(key: string, page: Page): void {
    const edits = new Map(page.edits.map(edit => [`${edit.row} ${edit.column}`, edit.from]));
    this.tiles.delete(key);
    this.tiles.set(key, { version: ++this.version, page, edits, isStale: false });
    for (const oldest of this.tiles.keys()) {
      if (this.tiles.size <= MOST_PAGES) break;
      if (!this.wanted.includes(oldest)) this.tiles.delete(oldest);
    }
  }

  private changed(): void {
    const { total, of, error, isCounted, known } = this;
    if (known.total !== total || known.of !== of || known.error !== error || known.isCounted !== isCounted)
      this.known = { total, of, error, isCounted };
    for (const listener of this.listeners) listener();
  }
}

function pageOf(row: number): number {
  return Math.floor(row / PAGE_ROWS);
}
function blockOf(position: number): number {
  return Math.floor(position / PAGE_COLUMNS);
}
