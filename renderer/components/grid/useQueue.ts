import { useState } from 'react';

/** A key that is held down asks for more than can be done; so many are remembered. */
const MOST_WAITING = 5;

/** Does what is asked one after the other, each after the one before has ended. */
export function useQueue(): (work: () => Promise<void>) => void {
  const [enqueue] = useState(() => {
    let last: Promise<void> = Promise.resolve();
    let waiting = 0;
    return (work: () => Promise<void>) => {
      if (waiting >= MOST_WAITING) return;
      waiting++;
      last = last.then(work).finally(() => waiting--);
    };
  });
  return enqueue;
}
