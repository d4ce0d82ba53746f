import { useEffect, useReducer } from 'react';
import type { GridPages } from './GridPages.ts';

/** Draws the caller again when cells came in: at most once in a frame, together with what scrolling changed. */
export function useCellChanges(pages: GridPages): void {
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    let frame = requestAnimationFrame(draw);
    const stop = pages.subscribe(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [pages]);
}
