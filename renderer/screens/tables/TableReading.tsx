import type { Reading } from '#shared/reading';
import { styleWords, type TableStyles } from '#shared/tables';
import { Choice } from '../../components/Choice.tsx';
import { DATE_ORDERS } from '../../components/reading/dateOrders.ts';

/** How the numbers and dates of one of several tables were read; nothing where none needed a decision. */
export function StyleWords({ styles }: { styles: TableStyles | null | undefined }) {
  const words = styles ? styleWords(styles) : '';
  return words !== '' && <p className="muted">{words}</p>;
}

/** The order of day and month in a table that is to be added, where it has dates that need one. */
export function TableDates({
  reading,
  styles,
  onChange,
}: {
  reading: Reading;
  styles: TableStyles;
  onChange(dateOrder: Reading['dateOrder']): void;
}) {
  if (styles.dateOrderEvidence === '') return null;
  return (
    <div className="row">
      <label className="optionTitle" htmlFor="table-dates">
        Order of its dates
      </label>
      <Choice
        id="table-dates"
        value={reading.dateOrder ?? ''}
        choices={[{ value: '', label: 'As found' }, ...DATE_ORDERS]}
        onChange={order => onChange((order || null) as Reading['dateOrder'])}
      />
    </div>
  );
}
