/** How one table is looked at: nothing of it enters a result. */
export interface ProjectView {
  /** Pixels, by name of the column; those that were never changed are not among them. */
  readonly columnWidths: Readonly<Record<string, number>>;
  /** Ids of the findings that were put aside. */
  readonly dismissed: readonly string[];
}
export interface ViewStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'tessera.views';
const UNTOUCHED: ProjectView = { columnWidths: {}, dismissed: [] };
/** Tables that are remembered; the one left alone for longest is forgotten first. */
const MOST_TABLES = 30;

/** The views of the tables that were opened on this machine, by the hash of their file, kept as the settings are: beside the project, not in it. */
export class ProjectViews {
  readonly #storage: () => ViewStorage;
  readonly #listeners = new Set<() => void>();
  #views: ReadonlyMap<string, ProjectView>;

  constructor(storage: () => ViewStorage) {
    this.#storage = storage;
    this.#views = this.#read();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  of(table: string): ProjectView {
    return this.#views.get(table) ?? UNTOUCHED;
  }

  change(table: string, change: Partial<ProjectView>): void {
    const others = [...this.#views].filter(([key]) => key !== table);
    this.#views = new Map([...others.slice(1 - MOST_TABLES), [table, { ...this.of(table), ...change }]]);
    try {
      this.#storage().setItem(KEY, JSON.stringify([...this.#views]));
    } catch (error) {
      // Storage can be forbidden by policy or full; the view then lasts until the window closes.
      if (!(error instanceof DOMException)) throw error;
    }
    for (const listener of this.#listeners) listener();
  }

  #read(): ReadonlyMap<string, ProjectView> {
    try {
      const stored: unknown = JSON.parse(this.#storage().getItem(KEY) ?? '[]');
      return new Map((Array.isArray(stored) ? stored : []).flatMap(entryOf));
    } catch (error) {
      if (!(error instanceof DOMException) && !(error instanceof SyntaxError)) throw error;
      return new Map();
    }
  }
}

/** What was stored may come from another version: only what is understood is taken. */
function entryOf(stored: unknown): [string, ProjectView][] {
  if (!Array.isArray(stored) || typeof stored[0] !== 'string') return [];
  const { columnWidths, dismissed } = (stored[1] ?? {}) as { columnWidths?: unknown; dismissed?: unknown };
  const widths = Object.entries(columnWidths && typeof columnWidths === 'object' ? columnWidths : {});
  const view = {
    columnWidths: Object.fromEntries(widths.filter(([, width]) => Number.isFinite(width))) as Record<string, number>,
    dismissed: Array.isArray(dismissed) ? dismissed.filter(id => typeof id === 'string') : [],
  };
  return [[stored[0], view]];
}
