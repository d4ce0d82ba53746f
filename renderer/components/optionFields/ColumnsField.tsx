import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ColumnsOption } from '#shared/option';

/** Columns ticked one by one; columns chosen before that are no longer there stay in sight until they are unticked. */
export function ColumnsField(props: {
  id: string;
  option: ColumnsOption;
  columns: readonly string[];
  value: readonly string[];
  isDisabled: boolean;
  onChange(value: string[]): void;
}) {
  const { id, option, columns, value, isDisabled, onChange } = props;
  const names = [...columns, ...value.filter(name => !columns.includes(name))];
  const none = option.emptyMeans === 'all' ? 'None ticked: every column that fits.' : 'None ticked: no column.';
  return (
    <div id={id} role="group" aria-label={option.title} className="columnsField">
      {names.map(name => (
        <FormControlLabel
          key={name}
          label={columns.includes(name) ? name : `${name} (not in this table)`}
          control={
            <Checkbox
              size="small"
              checked={value.includes(name)}
              disabled={isDisabled || (!value.includes(name) && value.length >= option.maxItems)}
              onChange={event => onChange(event.target.checked ? [...value, name] : value.filter(own => own !== name))}
            />
          }
        />
      ))}
      {names.length === 0 && <p className="muted">No column of this table fits.</p>}
      {value.length === 0 && names.length > 0 && <p className="optionHelp">{none}</p>}
    </div>
  );
}
