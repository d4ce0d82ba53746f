import type { RankedCustomer, RankedPage } from '#shared/contract/score';

export const PAGE_ROWS = 100;
/** Pages kept for scrolling back. */
const MOST_PAGES = 60;

/** Which customers are listed. */
export interface RankedQuestion {
  readonly band: number | null;
  readonly segment: number | null;
  readonly onlyAbove: boolean;
}
/** What is known of the list as a whole; another object whenever something of it or of its rows changed. */
export interface RankedSummary {
  readonly total: number;
  readonly of: number;
  readonly error: Error | undefined;
  /** Whether the numbers answer what is asked now. */
  readonly isCounted: boolean;
}
type Fetch = (input: RankedQuestion & { offset: number; limit: number }) => Promise<RankedPage>;

/** The ranked customers at hand, by pages. One page is fetched at a time, and always the one that is in view then. */
export class RankedPages {
  private readonly fetch: Fetch;
  private readonly pages = new Map<number, { rows: readonly RankedCustomer[]; isStale: boolean }>();
  private readonly listeners = new Set<() => void>();
  private question: RankedQuestion | null = null;
  private view: readonly [number, number] = [0, 0];
  private epoch = 0;
  private isLoading = false;
  private known: RankedSummary = { total: 0, of: 0, error: undefined, isCounted: false };

  constructor(fetch: Fetch) {
    this.fetch = fetch;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  summary = (): RankedSummary => this.known;

  /** Other customers are asked for. */
  ask(question: RankedQuestion): void {
    this.question = question;
    this.pages.clear();
    this.restart(false);
  }

  /** The scores may be others: what is at hand stays in sight until the new rows are here. */
  refresh(): void {
    for (const page of this.pages.values()) page.isStale = true;
    if (this.question) this.restart(this.known.isCounted);
  }

  /** Tells which rows are in view, ends included. */
  see(first: number, last: number): void {
    this.view = [Math.max(0, first), Math.max(0, first, last)];
    this.pump();
  }

  row(index: number): RankedCustomer | undefined {
    return this.pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS];
  }

  private restart(isCounted: boolean): void {
    this.epoch++;
    this.isLoading = false;
    this.tell({ error: undefined, isCounted });
    this.pump();
  }

  private pump(): void {
    if (this.isLoading || this.known.error || !this.question) return;
    const [first, last] = this.view.map(row => Math.floor(row / PAGE_ROWS));
    for (let page = first; page <= last; page++) {
      const known = this.pages.get(page);
      if (known && !known.isStale) continue;
      void this.load(page, this.question);
      return;
    }
  }

  private async load(page: number, question: RankedQuestion): Promise<void> {
    const { epoch } = this;
    this.isLoading = true;
    try {
      const found = await this.fetch({ ...question, offset: page * PAGE_ROWS, limit: PAGE_ROWS });
      if (epoch !== this.epoch) return;
      this.isLoading = false;
      this.keep(page, found.rows);
      this.tell({ total: found.total, of: found.of, isCounted: true });
    } catch (error) {
      if (epoch !== this.epoch) return;
      this.isLoading = false;
      this.tell({ error: error as Error });
    }
    this.pump();
  }

  private keep(page: number, rows: readonly RankedCustomer[]): void {
    this.pages.delete(page);
    this.pages.set(page, { rows, isStale: false });
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= MOST_PAGES) return;
      this.pages.delete(oldest);
    }
  }

  private tell(change: Partial<RankedSummary>): void {
    this.known = { ...this.known, ...change };
    for (const listener of this.listeners) listener();
  }
}
