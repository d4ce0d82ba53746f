import { useState } from 'react';

/** A value being edited; it starts over whenever the value it came from changes, also back to what it once was. */
export function useDraft<T>(source: T): readonly [T, (value: T) => void] {
  const [draft, setDraft] = useState({ source, value: source });
  const current = draft.source === source ? draft : { source, value: source };
  if (current !== draft) setDraft(current);
  return [current.value, value => setDraft({ source, value })];
}
