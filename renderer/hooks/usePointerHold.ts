import { useRef, type PointerEvent } from 'react';

export interface PointerHold {
  /** The pointer that went down belongs to the element until it is let go, wherever it is moved. */
  take(event: PointerEvent<HTMLElement>): void;
  isHeld(event: PointerEvent<HTMLElement>): boolean;
  /** Lets go of the pointer although its button is still down: what it does from now on is nobody's. */
  drop(): void;
}

/** A handle that is dragged holds its pointer, also outside of the window. */
export function usePointerHold(): PointerHold {
  const held = useRef<{ readonly by: HTMLElement; readonly id: number } | null>(null);
  return {
    take: ({ currentTarget, pointerId }) => {
      held.current = { by: currentTarget, id: pointerId };
      currentTarget.setPointerCapture(pointerId);
    },
    isHeld: ({ currentTarget, pointerId }) => currentTarget.hasPointerCapture(pointerId),
    drop: () => {
      const { by, id } = held.current ?? {};
      if (by && id !== undefined && by.hasPointerCapture(id)) by.releasePointerCapture(id);
      held.current = null;
    },
  };
}
