import type { StepInfo } from '#shared/contract/prepare';
import type { PrepareStep } from '#shared/recipe';
import { OptionForm } from '../../components/OptionForm.tsx';

export interface StepOptionsProps {
  readonly catalog: readonly StepInfo[];
  readonly steps: readonly PrepareStep[];
  readonly isWorking: boolean;
  onChange(steps: PrepareStep[]): void;
}

/** The options of every step of the recipe; a changed one prepares the columns again. */
export function StepOptions({ catalog, steps, isWorking, onChange }: StepOptionsProps) {
  const set = (index: number, options: Record<string, unknown>) =>
    onChange(steps.map((step, i) => (i === index ? { ...step, options } : step)));
  return (
    <>
      {steps.map((step, index) => {
        const info = catalog.find(candidate => candidate.id === step.step);
        if (!info || Object.keys(info.options).length === 0) return null;
        return (
          <section key={step.step} className="stack" aria-label={`Options of ${info.title}`}>
            <h3>{info.title}</h3>
            <p className="muted">{info.help}</p>
            <OptionForm
              table={info.options}
              values={step.options}
              isDisabled={isWorking}
              idPrefix={`step-${step.step}`}
              onChange={options => set(index, options)}
            />
          </section>
        );
      })}
    </>
  );
}
