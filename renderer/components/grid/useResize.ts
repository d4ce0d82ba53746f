import type { MouseEvent } from 'react';

/** Drags the right edge of a column until the button is let go. */
export function useResize(edges: Float64Array, widen: (position: number, width: number) => void) {
  return (event: MouseEvent, position: number) => {
    event.preventDefault();
    const startX = event.clientX;
    const startWidth = edges[position + 1] - edges[position];
    let frame = 0;
    const onMove = (move: globalThis.MouseEvent) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => widen(position, startWidth + move.clientX - startX));
    };
    const onUp = () => {
      window.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', onUp);
    };
    window.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', onUp);
  };
}
