import type { KeyboardEvent } from 'react';
import type { CellSpot } from './gridShape.ts';

export interface GridKeys {
  readonly active: CellSpot;
  readonly nRows: number;
  readonly nColumns: number;
  move(spot: CellSpot, isExtending: boolean): void;
  copy(): void;
  open(): void;
  clear(): void;
}

const PAGE = 10;

/** The keyboard of the grid: arrows, ends, pages, with Shift to select; Ctrl+C copies, Enter opens. */
export function useGridKeys({ active, nRows, nColumns, move, copy, open, clear }: GridKeys) {
  return (event: KeyboardEvent) => {
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      return copy();
    }
    if (event.key === 'Enter') return open();
    if (event.key === 'Escape') return clear();
    const next = target(event.key, isControl, active, nRows, nColumns);
    if (!next || nRows === 0) return undefined;
    event.preventDefault();
    return move(
      { row: Math.max(0, Math.min(nRows - 1, next.row)), column: Math.max(0, Math.min(nColumns - 1, next.column)) },
      event.shiftKey,
    );
  };
}

function target(
  key: string,
  isControl: boolean,
  { row, column }: CellSpot,
  nRows: number,
  nColumns: number,
): CellSpot | null {
  const moves: Record<string, CellSpot> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    PageDown: { row: row + PAGE, column },
    PageUp: { row: row - PAGE, column },
    Home: { row: isControl ? 0 : row, column: 0 },
    End: { row: isControl ? nRows - 1 : row, column: nColumns - 1 },
  };
  return moves[key] ?? null;
}
