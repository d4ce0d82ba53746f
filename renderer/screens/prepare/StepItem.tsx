import type { ReactNode } from 'react';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import type { StepInfo } from '#shared/contract/prepare';
import type { Note } from '#shared/notes';
import { NoteList } from '../../components/NoteList.tsx';
import type { ColumnToChoose } from '../../components/OptionField.tsx';
import { OptionForm } from '../../components/OptionForm.tsx';

export interface StepItemProps {
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly title: string;
  readonly info: StepInfo | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly outcome: { readonly effect: string; readonly notes?: readonly Note[] } | undefined;
  readonly columns: readonly ColumnToChoose[];
  readonly isOpen: boolean;
  readonly isWorking: boolean;
  readonly children: ReactNode;
  onToggle(): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
  onOptions(options: Record<string, unknown>): void;
}

/** One step: what it did, and behind a button what can be set about it. Alt with an arrow moves it. */
export function StepItem(props: StepItemProps) {
  const { id, index, title, info, outcome, isOpen, isWorking } = props;
  const name = `${title}, step ${index + 1}`;
  const canMove = (by: -1 | 1) => !isWorking && index + by >= 0 && index + by < props.count;
  return (
    <li
      onKeyDown={event => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
        if (!event.altKey || by === 0) return;
        event.preventDefault();
        if (canMove(by)) props.onMove(by);
      }}
    >
      <span className="stepNumber" aria-hidden="true">
        {index + 1}
      </span>
      <div className="stepBody">
        <div className="stepHead">
          <h3 className="grow">{title}</h3>
          <Button aria-expanded={isOpen} aria-controls={`${id}-body`} onClick={props.onToggle}>
            {isOpen ? 'Close' : 'Options'}
          </Button>
          <IconButton aria-label={`Move ${name} up`} disabled={!canMove(-1)} onClick={() => props.onMove(-1)}>
            <ArrowUpwardOutlined fontSize="small" />
          </IconButton>
          <IconButton aria-label={`Move ${name} down`} disabled={!canMove(1)} onClick={() => props.onMove(1)}>
            <ArrowDownwardOutlined fontSize="small" />
          </IconButton>
          <IconButton aria-label={`Remove ${name}`} disabled={isWorking} onClick={props.onRemove}>
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </div>
        {outcome && <p>{outcome.effect}</p>}
        <NoteList notes={outcome?.notes ?? []} />
        {isOpen && (
          <div id={`${id}-body`} className="stepOptions">
            {info && (
              <section aria-label={`Options of ${name}`} className="stack">
                <p className="muted">{info.help}</p>
                <OptionForm
                  table={info.options}
                  values={props.options}
                  columns={props.columns}
                  isWorking={isWorking}
                  idPrefix={id}
                  onChange={props.onOptions}
                />
              </section>
            )}
            {props.children}
          </div>
        )}
      </div>
    </li>
  );
}
