import type { ReactNode } from 'react';
import type { ScoringSetup } from '#shared/contract/score';
import type { Scoring, Validation, ValidationKind } from '#shared/scoring/choices';
import { MethodChoices } from '../../components/MethodChoices.tsx';
import { OptionForm } from '../../components/OptionForm.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { CALIBRATION, columnTable, EFFORT, FOLDS, RESAMPLING, VALIDATION_KIND } from './howTables.ts';
import type { ScoringDraft } from './useScoringDraft.ts';

export interface HowOptionsProps {
  readonly draft: ScoringDraft;
  readonly setup: ScoringSetup | undefined;
  readonly isDisabled: boolean;
  readonly whyNot: string | null;
  readonly actions: ReactNode;
}

/** How it is scored: models, rare events, probabilities, testing, effort. */
export function HowOptions({ draft, setup, isDisabled, whyNot, actions }: HowOptionsProps) {
  const { values, change } = draft;
  const catalog = useQuery('score.catalog', {}).data ?? [];
  const form = { isDisabled, idPrefix: 'score', onChange: (part: object) => change(part as Partial<Scoring>) };
  return (
    <>
      <MethodChoices
        name="model"
        title="Models to compare"
        catalog={catalog}
        chosen={values.models}
        isDisabled={isDisabled}
        onChange={models => change({ models })}
      />
      <OptionForm {...form} table={RESAMPLING} values={{ resampling: values.resampling }} />
      <OptionForm {...form} table={CALIBRATION} values={{ calibration: values.calibration }} />
      <ValidationChoices
        validation={values.validation}
        setup={setup}
        isDisabled={isDisabled}
        onChange={validation => change({ validation })}
      />
      <OptionForm {...form} table={EFFORT} values={{ searchTrials: values.searchTrials, mostRows: values.mostRows }} />
      <div className="sideActions stack">
        {whyNot ? (
          <p>{whyNot}</p>
        ) : (
          Object.keys(draft.changed).length > 0 &&
          !isDisabled && <p className="muted">Changed; takes effect when customers are scored.</p>
        )}
        {actions}
      </div>
    </>
  );
}

interface ValidationProps {
  readonly validation: Validation;
  readonly setup: ScoringSetup | undefined;
  readonly isDisabled: boolean;
  onChange(validation: Validation): void;
}

function ValidationChoices({ validation, setup, isDisabled, onChange }: ValidationProps) {
  const { kind, column, nFolds, repeats } = validation;
  const columns = columnsFor(kind, setup);
  const shown = column !== null && !columns.includes(column) ? [...columns, column] : columns;
  const form = { isDisabled, idPrefix: 'score' };
  return (
    <>
      <OptionForm
        {...form}
        table={VALIDATION_KIND}
        values={{ kind }}
        onChange={next => {
          const chosen = next.kind as ValidationKind;
          onChange({ ...validation, kind: chosen, column: columnsFor(chosen, setup).at(0) ?? null });
        }}
      />
      {kind !== 'stratified' &&
        (shown.length === 0 ? (
          <p className="muted">
            {kind === 'outOfTime' ? 'No column holds dates.' : 'No column could keep rows together.'}
          </p>
        ) : (
          <OptionForm
            {...form}
            table={columnTable(kind, shown)}
            values={{ column: column ?? '' }}
            onChange={next => onChange({ ...validation, column: (next.column as string) || null })}
          />
        ))}
      {kind !== 'outOfTime' && (
        <OptionForm
          {...form}
          table={FOLDS}
          values={{ nFolds, repeats }}
          onChange={next => onChange({ ...validation, ...(next as Partial<Validation>) })}
        />
      )}
    </>
  );
}

function columnsFor(kind: ValidationKind, setup: ScoringSetup | undefined): readonly string[] {
  if (kind === 'stratified' || !setup) return [];
  return kind === 'grouped' ? setup.groupColumns : setup.dateColumns;
}
