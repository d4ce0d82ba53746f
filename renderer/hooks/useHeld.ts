import { useState } from 'react';

/**
 * A value that somebody else takes over only after work: what was chosen holds until the work is done, so that the next choice builds on it and
 * not on what was true before. Then it is the value of the source again, whether the choice was taken or refused.
 *
 * @param isWorking as long as the source may still be of before: also while its answer is asked for anew
 */
export function useHeld<T>(source: T, isWorking: boolean): readonly [T, (value: T) => void] {
  const [held, setHeld] = useState<{ readonly value: T } | null>(null);
  if (held && !isWorking) setHeld(null);
  return [held && isWorking ? held.value : source, value => setHeld({ value })];
}
