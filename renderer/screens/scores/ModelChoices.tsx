import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ClassifierEntry } from '#shared/contract/score';
import type { Scoring } from '#shared/scoring/choices';
import { OptionForm } from '../../components/OptionForm.tsx';
import { useQuery } from '../../hooks/useQuery.ts';

type Models = Scoring['models'];

/** The models to fit and compare, each with its own settings behind a line. */
export function ModelChoices({
  models,
  isDisabled,
  onChange,
}: {
  models: Models;
  isDisabled: boolean;
  onChange(models: Models): void;
}) {
  const catalog = useQuery('score.catalog', {}).data ?? [];
  const chosen = (id: ClassifierEntry['id']) => models.find(model => model.id === id);
  const set = (id: ClassifierEntry['id'], options: Record<string, unknown> | null) =>
    onChange(
      catalog.flatMap(entry => {
        if (entry.id === id) return options === null ? [] : [{ id, options }];
        return chosen(entry.id) ?? [];
      }),
    );
  return (
    <section aria-labelledby="models-title" className="modelChoices">
      <h3 id="models-title">Models to compare</h3>
      {catalog.map(entry => {
        const own = chosen(entry.id);
        return (
          <div key={entry.id} className="modelChoice">
            <FormControlLabel
              label={entry.title}
              control={
                <Checkbox
                  checked={own !== undefined}
                  disabled={isDisabled}
                  slotProps={{ input: { 'aria-describedby': `model-${entry.id}-help` } }}
                  onChange={event => set(entry.id, event.target.checked ? {} : null)}
                />
              }
            />
            <p className="optionHelp" id={`model-${entry.id}-help`}>
              {entry.help}
            </p>
            {own && Object.keys(entry.options).length > 0 && (
              <details>
                <summary>
                  Settings<span className="visually-hidden"> of {entry.title}</span>
                  {isChanged(entry, own.options) && <span className="muted"> · changed</span>}
                </summary>
                <OptionForm
                  idPrefix={`model-${entry.id}`}
                  table={entry.options}
                  values={own.options}
                  isDisabled={isDisabled}
                  onChange={options => set(entry.id, options)}
                />
              </details>
            )}
          </div>
        );
      })}
    </section>
  );
}

/** Whether a setting differs from what is taken unless something else is chosen. */
function isChanged({ options }: ClassifierEntry, values: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(options).some(
    name => Object.hasOwn(values, name) && JSON.stringify(values[name]) !== JSON.stringify(options[name].default),
  );
}
