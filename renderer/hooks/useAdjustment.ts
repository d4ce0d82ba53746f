import { useRef } from 'react';

export interface Adjustment {
  /** The name of what a change of this field is part of: the same until the field is left or another one is changed. */
  of(field: string): string;
  /** The field was left: its next change is another adjustment. */
  leave(): void;
}

/** Names adjustments, so that twenty taps on one threshold are one step of history. */
export function useAdjustment(): Adjustment {
  const begun = useRef<{ readonly field: string; readonly name: string } | null>(null);
  return {
    of: field => {
      if (begun.current?.field !== field) begun.current = { field, name: `${field} ${Date.now()}` };
      return begun.current.name;
    },
    leave: () => {
      begun.current = null;
    },
  };
}
