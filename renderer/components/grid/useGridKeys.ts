import type { KeyboardEvent } from 'react';
import type { CellSpot } from './gridShape.ts';

export interface GridKeys {
  readonly active: CellSpot;
  readonly nRows: number;
  readonly nColumns: number;
  /** Rows that one page key goes on by. */
  readonly pageRows: number;
  move(spot: CellSpot, isExtending: boolean): void;
  copy(): void;
  /** Enter. */
  open(): void;
  /** Escape. */
  clear(): void;
  selectAll(): void;
  /** F2, or a letter that starts a new value; does nothing where cells cannot be edited. */
  edit(first: string | null): void;
  /** Delete. */
  erase(): void;
  /** F3. */
  findNext(isBackwards: boolean): void;
  /** Alt with an arrow. */
  widen(by: number): void;
}

const WIDEN = 16;

/** The keyboard of the grid: arrows, ends, pages, with Shift to select; the head above the first row sorts; editing as in a spreadsheet. */
export function useGridKeys(keys: GridKeys) {
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const act = actionFor(event, keys);
    if (!act) return;
    event.preventDefault();
    act();
  };
}

function actionFor(event: KeyboardEvent, keys: GridKeys): (() => void) | null {
  const isControl = event.ctrlKey || event.metaKey;
  if (event.altKey) {
    const by = { ArrowLeft: -WIDEN, ArrowRight: WIDEN }[event.key];
    return by === undefined ? null : () => keys.widen(by);
  }
  return isControl ? withControl(event, keys) : (plainKey(event, keys) ?? moveBy(event, keys, false));
}

function withControl(event: KeyboardEvent, keys: GridKeys): (() => void) | null {
  const letters: Record<string, () => void> = { c: keys.copy, a: keys.selectAll };
  return letters[event.key.toLowerCase()] ?? moveBy(event, keys, true);
}

function plainKey(event: KeyboardEvent, keys: GridKeys): (() => void) | null {
  const named: Record<string, () => void> = {
    Enter: keys.open,
    Escape: keys.clear,
    F2: () => keys.edit(null),
    F3: () => keys.findNext(event.shiftKey),
    Delete: keys.erase,
    Backspace: () => keys.edit(''),
  };
  if (Object.hasOwn(named, event.key)) return named[event.key];
  const isLetter = event.key.length === 1 && !event.nativeEvent.isComposing;
  return isLetter ? () => keys.edit(event.key) : null;
}

function moveBy(event: KeyboardEvent, keys: GridKeys, isControl: boolean): (() => void) | null {
  const { active, nRows, nColumns } = keys;
  const next = target(event.key, isControl, active, keys);
  if (!next || nColumns === 0) return null;
  const least = event.shiftKey ? 0 : -1;
  const row = Math.max(least, Math.min(nRows - 1, next.row));
  const column = Math.max(0, Math.min(nColumns - 1, next.column));
  return () => keys.move({ row, column }, event.shiftKey);
}

function target(
  key: string,
  isControl: boolean,
  { row, column }: CellSpot,
  { nRows, nColumns, pageRows }: GridKeys,
): CellSpot | null {
  const moves: Record<string, CellSpot> = {
    ArrowDown: { row: isControl ? nRows - 1 : row + 1, column },
    ArrowUp: { row: isControl ? 0 : row - 1, column },
    ArrowRight: { row, column: isControl ? nColumns - 1 : column + 1 },
    ArrowLeft: { row, column: isControl ? 0 : column - 1 },
    PageDown: { row: row + pageRows, column },
    PageUp: { row: Math.max(0, row - pageRows), column },
    Home: { row: isControl ? 0 : row, column: 0 },
    End: { row: isControl ? nRows - 1 : row, column: nColumns - 1 },
  };
  return moves[key] ?? null;
}
