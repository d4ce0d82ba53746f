import { useEffect, useId, useRef, useState } from 'react';
import { AppError } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';

/** Where the cell cursor goes on to; `leave`: the focus is elsewhere already. */
export type EditStep = 'down' | 'right' | 'stay' | 'leave';

export interface CellEditorProps {
  readonly label: string;
  readonly text: string;
  readonly place: { readonly left: number; readonly top: number; readonly width: number; readonly isFrozen: boolean };
  readonly error: Error | undefined;
  onCommit(text: string, step: EditStep): void;
  onCancel(): void;
}

/** The field that stands over a cell while it is typed into: Enter keeps the value, Esc the old one. */
export function CellEditor({ label, text, place, error, onCommit, onCancel }: CellEditorProps) {
  const [value, setValue] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const errorId = useId();
  useEffect(() => {
    const input = field.current!;
    input.focus({ preventScroll: true });
    input.setSelectionRange(input.value.length, input.value.length);
  }, []);
  useEffect(() => {
    if (error) isDone.current = false;
  }, [error]);
  const commit = (step: EditStep) => {
    if (isDone.current) return;
    isDone.current = true;
    onCommit(value, step);
  };
  return (
    <div
      className={place.isFrozen ? 'cellEditor isFrozen' : 'cellEditor'}
      style={{ left: place.left, transform: `translateY(${place.top}px)`, width: place.width }}
    >
      <input
        ref={field}
        value={value}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error ? errorId : undefined}
        onChange={event => setValue(event.target.value)}
        onBlur={() => {
          if (!error) commit('leave');
        }}
        onKeyDown={event => {
          event.stopPropagation();
          if (event.key === 'Escape') {
            isDone.current = true;
            onCancel();
          } else if (event.key === 'Enter' || event.key === 'Tab') {
            event.preventDefault();
            isDone.current = false;
            commit(event.key === 'Tab' ? 'right' : 'down');
          }
        }}
      />
      {error && (
        <p id={errorId} role="alert" className="cellProblem">
          {error instanceof AppError ? errorSentence(error) : error.message}
        </p>
      )}
    </div>
  );
}
