import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { formatCount, formatPart } from '#shared/format';
import type { ColumnDetail } from '#shared/profile';
import { TableScroll } from '../../components/TableScroll.tsx';
import { KIND_TEXT, ROLE_TEXT } from '../../text/sentences.ts';
import { ColumnDepth } from './ColumnDepth.tsx';
import { Spark } from './Spark.tsx';

const PAGE = 40;
type Key = 'file' | 'name' | 'missing' | 'distinct' | 'outliers';
const KEYS: readonly { key: Key; title: string; isNumber: boolean }[] = [
  { key: 'name', title: 'Column', isNumber: false },
  { key: 'missing', title: 'Missing', isNumber: true },
  { key: 'distinct', title: 'Distinct', isNumber: true },
  { key: 'outliers', title: 'Outliers', isNumber: true },
];

/** All columns with a small picture each; one of them is opened in depth beside. */
export function ColumnList({ columns, nRows }: { columns: readonly ColumnDetail[]; nRows: number }) {
  const [sort, setSort] = useState<{ key: Key; isDescending: boolean }>({ key: 'file', isDescending: false });
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = sorted(columns, sort).filter(column => column.name.toLowerCase().includes(text.toLowerCase()));
  const opened = columns.find(({ name }) => name === chosen) ?? found.find(hasPicture) ?? found[0] ?? columns[0];
  return (
    <section aria-labelledby="profile-columns-title" className="stack">
      <div className="row">
        <h2 id="profile-columns-title" className="grow">
          Columns
        </h2>
        <TextField
          value={text}
          placeholder="Find a column"
          onChange={event => setText(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': 'Find a column in the profile' } }}
        />
      </div>
      <div className="profileColumns">
        <TableScroll label="Columns in the profile" className="profileTableBox">
          <table className="table">
            <ColumnHead sort={sort} onSort={key => setSort(nextSort(sort, key))} />
            <tbody>
              {found.slice(0, limit).map(column => (
                <ColumnRow
                  key={column.name}
                  column={column}
                  nRows={nRows}
                  isOpen={column === opened}
                  onOpen={() => setChosen(column.name)}
                />
              ))}
            </tbody>
          </table>
          {found.length > limit && (
            <button type="button" className="linkButton" onClick={() => setLimit(limit + PAGE)}>
              Show more of {formatCount(found.length)} columns
            </button>
          )}
        </TableScroll>
        {opened && <ColumnDepth key={opened.name} column={opened} nRows={nRows} />}
      </div>
    </section>
  );
}

function ColumnHead({ sort, onSort }: { sort: { key: Key; isDescending: boolean }; onSort(key: Key): void }) {
  const order = (key: Key) => (sort.key === key ? (sort.isDescending ? 'descending' : 'ascending') : 'none');
  const arrow = { ascending: ' ↑', descending: ' ↓', none: '' };
  const head = ({ key, title, isNumber }: (typeof KEYS)[number]) => (
    <th key={key} scope="col" className={isNumber ? 'number' : undefined} aria-sort={order(key)}>
      <button type="button" className="sortButton" onClick={() => onSort(key)}>
        {title}
        {arrow[order(key)]}
      </button>
    </th>
  );
  return (
    <thead>
      <tr>
        {head(KEYS[0])}
        <th scope="col">Kind</th>
        <th scope="col">Distribution</th>
        {KEYS.slice(1).map(head)}
      </tr>
    </thead>
  );
}

function ColumnRow(props: { column: ColumnDetail; nRows: number; isOpen: boolean; onOpen(): void }) {
  const { column, nRows, isOpen, onOpen } = props;
  const outliers = outliersOf(column);
  return (
    <tr className={isOpen ? 'isOpen' : undefined} onClick={onOpen}>
      <th scope="row">
        <button type="button" className="columnButton" aria-pressed={isOpen} onClick={onOpen}>
          {column.name}
        </button>
        <div className="muted small">{ROLE_TEXT[column.role].title}</div>
      </th>
      <td>{KIND_TEXT[column.kind]}</td>
      <td>
        <Spark column={column} />
      </td>
      <td className="number">{column.missing === 0 ? '0' : formatPart(column.missing, nRows)}</td>
      <td className="number">{formatCount(column.distinct)}</td>
      <td className="number">{outliers === null ? '–' : formatCount(outliers)}</td>
    </tr>
  );
}

/** Names of customers and empty columns are not what a person wants to see first. */
function hasPicture({ role, distinct }: ColumnDetail): boolean {
  return role !== 'identifier' && distinct > 1;
}

/** Values beyond the 1.5 IQR fences; null for what is no number, or one of two values, of which the rarer is no outlier. */
function outliersOf({ number, kind, distinct }: ColumnDetail): number | null {
  return number && kind === 'number' && distinct > 2 ? number.nBelow + number.nAbove : null;
}

function sorted(columns: readonly ColumnDetail[], { key, isDescending }: { key: Key; isDescending: boolean }) {
  if (key === 'file') return [...columns];
  const sign = isDescending ? -1 : 1;
  if (key === 'name') return [...columns].sort((a, b) => sign * a.name.localeCompare(b.name));
  const value = (column: ColumnDetail) => (key === 'outliers' ? (outliersOf(column) ?? -1) : column[key]);
  return [...columns].sort((a, b) => sign * (value(a) - value(b)));
}

/** Numbers start with the largest; the third click brings back the order of the file. */
function nextSort(sort: { key: Key; isDescending: boolean }, key: Key): { key: Key; isDescending: boolean } {
  const startsDescending = key !== 'name';
  if (sort.key !== key) return { key, isDescending: startsDescending };
  return sort.isDescending === startsDescending
    ? { key, isDescending: !startsDescending }
    : { key: 'file', isDescending: false };
}
