import { useState } from 'react';

/** A value being edited; it starts over when the value it came from changes. */
export function useDraft<T>(source: T): readonly [T, (value: T) => void] {
  const [draft, setDraft] = useState({ source, value: source });
  return [draft.source === source ? draft.value : source, value => setDraft({ source, value })];
}
