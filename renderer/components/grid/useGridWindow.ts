import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { columnsBetween, ROW_HEIGHT, type CellSpot, type GridItem } from './gridShape.ts';
import { ScrollSpan } from './ScrollSpan.ts';

/** Rows that are drawn above and below those in sight. */
export const EXTRA_ROWS = 6;
/** The scroll bar finds its proportional place when it has stood still for so long. */
const SETTLE_MS = 200;

interface Window {
  readonly firstRow: number;
  readonly slots: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly shift: number;
}
export interface GridWindow extends Window {
  readonly items: readonly GridItem[];
  readonly pageHeight: number;
  show(spot: CellSpot): void;
}

/** Which rows and columns are in view. Drawn again only when one comes in or goes out, at most once in a frame. */
export function useGridWindow(
  scroller: RefObject<HTMLDivElement | null>,
  nRows: number,
  edges: Float64Array,
): GridWindow {
  const [span] = useState(() => new ScrollSpan());
  const [view, setView] = useState<Window>({ firstRow: 0, slots: 0, firstColumn: 1, lastColumn: 0, shift: 0 });
  const latest = useRef<() => void>(() => undefined);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const frozen = edges[Math.min(1, edges.length - 1)];
    latest.current = () => setView(current => sameOr(current, windowOf(box, span, edges, frozen)));
    const onResize = () => {
      span.resize(nRows, box.clientHeight);
      latest.current();
    };
    const look = () => latest.current();
    onResize();
    const observer = new ResizeObserver(onResize);
    observer.observe(box);
    const stop = followScroll(box, span, look);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [scroller, span, nRows, edges]);

  const { firstColumn, lastColumn } = view;
  const items = useMemo(() => itemsOf(edges, firstColumn, lastColumn), [edges, firstColumn, lastColumn]);
  return {
    ...view,
    items,
    pageHeight: pageHeightOf(nRows),
    show: spot => {
      if (scroller.current) reveal(scroller.current, span, edges, spot, () => latest.current());
    },
  };
}

/** Looks again once in a frame; when all stands still, the scroll bar goes to its proportional place and the rows stay where they are. */
function followScroll(box: HTMLDivElement, span: ScrollSpan, look: () => void): () => void {
  let frame = 0;
  let timer = 0;
  const settle = () => {
    if (Math.abs(span.settled - span.scroll) < 1) return;
    span.scroll = span.settled;
    flushSync(look);
    box.scrollTop = span.scroll;
  };
  const onScroll = () => {
    span.moved(box.scrollTop);
    if (!frame)
      frame = requestAnimationFrame(() => {
        frame = 0;
        look();
      });
    window.clearTimeout(timer);
    timer = window.setTimeout(settle, SETTLE_MS);
  };
  box.addEventListener('scroll', onScroll, { passive: true });
  return () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
    box.removeEventListener('scroll', onScroll);
  };
}

function reveal(box: HTMLDivElement, span: ScrollSpan, edges: Float64Array, spot: CellSpot, look: () => void): void {
  if (spot.row >= 0) span.go(span.topFor(spot.row));
  if (spot.column > 0) {
    const [left, right] = [edges[spot.column], edges[spot.column + 1]];
    if (left - edges[1] < box.scrollLeft) box.scrollLeft = left - edges[1];
    else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
  }
  flushSync(look);
  box.scrollTop = span.scroll;
}

function pageHeightOf(nRows: number): number {
  const span = new ScrollSpan();
  span.resize(nRows, 0);
  return span.pageHeight;
}

function windowOf(box: HTMLDivElement, span: ScrollSpan, edges: Float64Array, frozen: number): Window {
  const { scrollLeft, clientWidth, clientHeight } = box;
  const [firstColumn, lastColumn] = columnsBetween(edges, scrollLeft + frozen, scrollLeft + clientWidth);
  const slots = Math.ceil(clientHeight / ROW_HEIGHT) + 2 * EXTRA_ROWS;
  return { firstRow: Math.max(0, span.firstRow - EXTRA_ROWS), slots, firstColumn, lastColumn, shift: span.shift };
}

function sameOr(current: Window, next: Window): Window {
  const isSame = (Object.keys(next) as (keyof Window)[]).every(key => current[key] === next[key]);
  return isSame ? current : next;
}

function itemsOf(edges: Float64Array, first: number, last: number): GridItem[] {
  const items: GridItem[] = [];
  for (let position = first; position <= last && position + 1 < edges.length; position++)
    items.push({ position, left: edges[position], width: edges[position + 1] - edges[position] });
  return items;
}
