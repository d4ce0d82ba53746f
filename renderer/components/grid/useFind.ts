import { useEffect, useRef, useState } from 'react';
import type { Filter, Found, GridColumn, PageRequest } from '#shared/contract/dataset';
import { Cancelled } from '#shared/errors';
import { useEngine } from '../../hooks/EngineContext.ts';
import type { CellSpot } from './gridShape.ts';
import { useQueue } from './useQueue.ts';

interface FindSource {
  readonly columns: readonly GridColumn[];
  readonly filters: readonly Filter[];
  readonly sort: PageRequest['sort'];
  readonly active: CellSpot;
  /** Brings the cell of a match into view. */
  show(spot: CellSpot): void;
}
export interface GridFind {
  readonly text: string;
  /** null looks in every column. */
  readonly column: string | null;
  readonly found: Found | null;
  readonly isWorking: boolean;
  readonly error: Error | undefined;
  setText(text: string): void;
  setColumn(name: string | null): void;
  go(isBackwards: boolean): void;
}

const TYPING_MS = 250;

/** Finds as one types, and goes from match to match; a new search ends the one under way. */
export function useFind({ columns, filters, sort, active, show }: FindSource): GridFind {
  const store = useEngine();
  const [text, setText] = useState('');
  const [column, setColumn] = useState<string | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [error, setError] = useState<Error | undefined>(undefined);
  const asked = useRef(0);
  /** Where the next search starts: a match that was found counts before it is drawn. */
  const spot = useRef(active);
  useEffect(() => {
    spot.current = active;
  }, [active]);
  const enqueue = useQueue();

  const search = async (isBackwards: boolean, isFresh: boolean) => {
    const names = column === null ? columns.map(({ name }) => name) : [column];
    if (text === '' || names.length === 0) return;
    const turn = ++asked.current;
    // A fresh search may stay on the cell where it stands.
    const { at, position } = startOf(columns, spot.current, column);
    const from = { at, column: isFresh ? position - 1 : position };
    setWorking(true);
    try {
      const input = { text, columns: names, filters: [...filters], sort, from, isBackwards };
      const answer = await store.call('dataset.find', input);
      if (turn !== asked.current) return;
      setFound(answer);
      setError(undefined);
      const { match } = answer;
      if (!match) return;
      spot.current = { row: match.row, column: columns.findIndex(({ name }) => name === match.column) };
      show(spot.current);
    } catch (reason) {
      if (turn === asked.current && !(reason instanceof Cancelled)) setError(reason as Error);
    } finally {
      if (turn === asked.current) setWorking(false);
    }
  };
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  });
  const question = JSON.stringify([text, column, filters, sort]);
  useEffect(() => {
    if (text === '') return store.cancel('dataset.find');
    const timer = window.setTimeout(() => void latest.current(false, true), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [question, text, store]);
  return {
    text,
    column,
    found: text === '' ? null : found,
    isWorking,
    error,
    setText: next => {
      setText(next);
      setFound(null);
    },
    setColumn,
    go: isBackwards => enqueue(() => latest.current(isBackwards, false)),
  };
}

/** In one column only, the place in that column counts. */
function startOf(columns: readonly GridColumn[], spot: CellSpot, column: string | null) {
  const position = column === null ? spot.column : placeInColumn(columns, spot, column);
  return { at: Math.max(0, spot.row), position };
}

/** 0 when the cursor is in the column or to its right, so that the match on its own row is behind it; else -1. */
function placeInColumn(columns: readonly GridColumn[], active: CellSpot, name: string): number {
  return active.column >= columns.findIndex(candidate => candidate.name === name) ? 0 : -1;
}
