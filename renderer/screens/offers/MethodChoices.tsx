import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { RecommenderEntry } from '#shared/contract/offer';
import type { Offers } from '#shared/offers/choices';
import { OptionForm } from '../../components/OptionForm.tsx';
import { useQuery } from '../../hooks/useQuery.ts';

type Methods = Offers['methods'];

/** The methods to fit and compare, each with its own settings behind a line. */
export function MethodChoices({
  methods,
  isDisabled,
  onChange,
}: {
  methods: Methods;
  isDisabled: boolean;
  onChange(methods: Methods): void;
}) {
  const catalog = useQuery('offer.catalog', {}).data ?? [];
  const chosen = (id: RecommenderEntry['id']) => methods.find(method => method.id === id);
  const set = (id: RecommenderEntry['id'], options: Record<string, unknown> | null) =>
    onChange(
      catalog.flatMap(entry => {
        if (entry.id === id) return options === null ? [] : [{ id, options }];
        return chosen(entry.id) ?? [];
      }),
    );
  return (
    <section aria-labelledby="methods-title" className="methodChoices">
      <h3 id="methods-title">Methods to compare</h3>
      {catalog.map(entry => {
        const own = chosen(entry.id);
        return (
          <div key={entry.id} className="methodChoice">
            <FormControlLabel
              label={entry.title}
              control={
                <Checkbox
                  checked={own !== undefined}
                  disabled={isDisabled}
                  slotProps={{ input: { 'aria-describedby': `method-${entry.id}-help` } }}
                  onChange={event => set(entry.id, event.target.checked ? {} : null)}
                />
              }
            />
            <p className="optionHelp" id={`method-${entry.id}-help`}>
              {entry.help}
            </p>
            {own && Object.keys(entry.options).length > 0 && (
              <details>
                <summary>
                  Settings<span className="visually-hidden"> of {entry.title}</span>
                  {isChanged(entry, own.options) && <span className="muted"> · changed</span>}
                </summary>
                <OptionForm
                  idPrefix={`method-${entry.id}`}
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
function isChanged({ options }: RecommenderEntry, values: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(options).some(
    name => Object.hasOwn(values, name) && JSON.stringify(values[name]) !== JSON.stringify(options[name].default),
  );
}
