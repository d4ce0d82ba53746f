import './choice.css';

export interface ChoiceItem {
  readonly value: string;
  readonly label: string;
  readonly isDisabled?: boolean;
}

/** A choice of one; the system's own list, so that keyboard, zoom and screen readers work as they do everywhere. */
export function Choice(props: {
  id?: string;
  label?: string;
  value: string;
  choices: readonly ChoiceItem[];
  isDisabled?: boolean;
  isPlain?: boolean;
  onChange(value: string): void;
}) {
  return (
    <select
      id={props.id}
      aria-label={props.label}
      className={`choice ${props.isPlain ? 'isPlain' : ''}`}
      value={props.value}
      disabled={props.isDisabled}
      onChange={event => props.onChange(event.target.value)}
    >
      {props.choices.map(choice => (
        <option key={choice.value} value={choice.value} disabled={choice.isDisabled}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
