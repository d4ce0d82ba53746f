import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { OptionTable } from '#shared/option';
import { OptionForm } from './OptionForm.tsx';
import './methodChoices.css';

interface Entry<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly help: string;
  readonly options: OptionTable;
}
interface Chosen<Id extends string> {
  id: Id;
  options: Record<string, unknown>;
}

/** The methods to fit and compare, each with its own settings behind a line. */
export function MethodChoices<Id extends string>({
  name,
  title,
  catalog,
  chosen,
  isDisabled,
  onChange,
}: {
  /** Begins the ids of the fields. */
  name: string;
  title: string;
  catalog: readonly Entry<Id>[];
  chosen: readonly Chosen<Id>[];
  isDisabled: boolean;
  onChange(chosen: Chosen<Id>[]): void;
}) {
  const ownOf = (id: Id) => chosen.find(one => one.id === id);
  const set = (id: Id, options: Record<string, unknown> | null) =>
    onChange(
      catalog.flatMap(entry => {
        if (entry.id === id) return options === null ? [] : [{ id, options }];
        return ownOf(entry.id) ?? [];
      }),
    );
  return (
    <section aria-labelledby={`${name}s-title`} className="methodChoices">
      <h3 id={`${name}s-title`}>{title}</h3>
      {catalog.map(entry => {
        const own = ownOf(entry.id);
        return (
          <div key={entry.id} className="methodChoice">
            <FormControlLabel
              label={entry.title}
              control={
                <Checkbox
                  checked={own !== undefined}
                  disabled={isDisabled}
                  slotProps={{ input: { 'aria-describedby': `${name}-${entry.id}-help` } }}
                  onChange={event => set(entry.id, event.target.checked ? {} : null)}
                />
              }
            />
            <p className="optionHelp" id={`${name}-${entry.id}-help`}>
              {entry.help}
            </p>
            {own && Object.keys(entry.options).length > 0 && (
              <details>
                <summary>
                  Settings<span className="visually-hidden"> of {entry.title}</span>
                  {isChanged(entry, own.options) && <span className="muted"> · changed</span>}
                </summary>
                <OptionForm
                  idPrefix={`${name}-${entry.id}`}
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
function isChanged({ options }: Pick<Entry<string>, 'options'>, values: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(options).some(
    name => Object.hasOwn(values, name) && JSON.stringify(values[name]) !== JSON.stringify(options[name].default),
  );
}
