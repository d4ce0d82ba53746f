import { useEffect, useEffectEvent } from 'react';
import Button from '@mui/material/Button';
import type { Filter } from '#shared/contract/dataset';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import { useQuery } from '../../hooks/useQuery.ts';
import { selectionWords } from './selectionWords.ts';
import { useMarked } from './useMarked.ts';

/** Who is selected in the pictures, and the way back to everyone; Escape goes there too. */
export function SelectionBanner({ filters, onClear }: { filters: readonly Filter[]; onClear(): void }) {
  const marked = useMarked(filters);
  const report = useQuery('dataset.report', {});
  const clear = useEffectEvent(onClear);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isElsewhere(event.target)) clear();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const kinds = new Map(report.data?.columns.map(({ name, kind }) => [name, kind]));
  return (
    <div className="selectionBanner" role="status">
      <strong>{marked ? formatThings(marked.n, 'customer') : 'Counting customers'}</strong>
      <span className="grow">
        {selectionWords(filters, kinds)}
        {marked && (
          <span className="muted">
            {' '}
            · {formatPercent(marked.n / Math.max(1, marked.of))} of {formatCount(marked.of)}
          </span>
        )}
      </span>
      <Button onClick={() => document.getElementById('picked-customers')?.scrollIntoView({ block: 'start' })}>
        Show the customers
      </Button>
      <Button onClick={onClear} title="Escape does the same">
        Clear selection
      </Button>
    </div>
  );
}

/** Escape in a menu, a dialog or a field belongs to it. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog], [role=menu], input, textarea, select') !== null;
}
