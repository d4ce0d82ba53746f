import { useState, type ReactNode } from 'react';
import Button from '@mui/material/Button';
import type { StepInfo } from '#shared/contract/prepare';
import type { PrepareStep } from '#shared/recipe';
import type { StepReport } from '#shared/results';
import type { ColumnToChoose } from '../../components/OptionField.tsx';
import { AddStep } from './AddStep.tsx';
import { placeOf } from './placeOf.ts';
import { StepItem } from './StepItem.tsx';

export interface StepEditorProps {
  /** Tells the fields of two lists on one screen apart. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly emptyText: string;
  readonly catalog: readonly StepInfo[];
  readonly steps: readonly PrepareStep[];
  /** What each step did, once that is known. */
  readonly outcomes: readonly (Pick<StepReport, 'title' | 'effect'> & Partial<Pick<StepReport, 'notes'>>)[];
  readonly isWorking: boolean;
  /** Whether a step that is added goes where the catalogue has it among the others; it goes to the end otherwise. */
  readonly isInOrder?: boolean;
  /** The columns that a step finds. */
  columnsFor(index: number): readonly ColumnToChoose[];
  onChange(steps: PrepareStep[], label: string): void;
  /** What a step shows besides its options: its rows before and after, proposals to review. */
  detail?(index: number, setOptions: (options: Record<string, unknown>) => void): ReactNode;
}

/** An ordered list of steps: added from a catalogue, moved, removed, and set by their options. */
export function StepEditor(props: StepEditorProps) {
  const { id, catalog, steps, outcomes, isWorking, onChange } = props;
  const [open, setOpen] = useState<number | null>(null);
  const [isAdding, setAdding] = useState(false);
  const titleOf = (step: string) => catalog.find(info => info.id === step)?.title ?? step;
  const add = (info: StepInfo) => {
    setAdding(false);
    const at = props.isInOrder ? placeOf(info.id, steps, catalog) : steps.length;
    setOpen(at);
    onChange(steps.toSpliced(at, 0, { step: info.id, options: {} }), `${info.title} added`);
  };
  const move = (index: number, by: -1 | 1) => {
    const moved = [...steps];
    moved.splice(index + by, 0, ...moved.splice(index, 1));
    setOpen(open === index ? index + by : open === index + by ? index : open);
    onChange(moved, `${titleOf(steps[index].step)} moved ${by < 0 ? 'up' : 'down'}`);
  };
  const remove = (index: number) => {
    setOpen(null);
    onChange(
      steps.filter((_step, i) => i !== index),
      `${titleOf(steps[index].step)} removed`,
    );
  };
  const setOptions = (index: number, options: Record<string, unknown>) =>
    onChange(
      steps.map((step, i) => (i === index ? { ...step, options } : step)),
      `Options of ${titleOf(steps[index].step)}`,
    );
  return (
    <section aria-labelledby={`${id}-title`} className="stepEditor">
      <div className="row">
        <h2 id={`${id}-title`} className="grow">
          {props.title}
        </h2>
        <Button
          variant="outlined"
          aria-expanded={isAdding}
          aria-controls={`${id}-catalog`}
          onClick={() => setAdding(!isAdding)}
        >
          Add a step
        </Button>
      </div>
      <p className="muted">{props.about}</p>
      {isAdding && (
        <AddStep
          id={`${id}-catalog`}
          catalog={catalog}
          isWorking={isWorking}
          onAdd={add}
          onClose={() => setAdding(false)}
        />
      )}
      {steps.length === 0 && !isAdding && <p className="stepsEmpty muted">{props.emptyText}</p>}
      {steps.length > 0 && (
        <ol className="steps" aria-label={props.title}>
          {steps.map((step, index) => (
            <StepItem
              key={`${step.step} ${index}`}
              id={`${id}-${index}`}
              index={index}
              count={steps.length}
              title={titleOf(step.step)}
              info={catalog.find(info => info.id === step.step)}
              options={step.options}
              outcome={outcomes[index]}
              columns={props.columnsFor(index)}
              isOpen={open === index}
              isWorking={isWorking}
              onToggle={() => setOpen(open === index ? null : index)}
              onMove={by => move(index, by)}
              onRemove={() => remove(index)}
              onOptions={options => setOptions(index, options)}
            >
              {open === index && props.detail?.(index, options => setOptions(index, { ...step.options, ...options }))}
            </StepItem>
          ))}
        </ol>
      )}
    </section>
  );
}
