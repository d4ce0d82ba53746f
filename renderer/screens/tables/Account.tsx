import type { ReactNode } from 'react';
import { formatCount } from '#shared/format';

export interface AccountLine {
  readonly sign: '' | '+' | '−' | '=' | '→';
  readonly text: string;
  readonly count: number;
  /** A way to see the rows behind the number. */
  readonly action?: ReactNode;
}

/** An account that adds up, line by line. */
export function Account({ label, lines }: { label: string; lines: readonly AccountLine[] }) {
  // An empty column would take its share of the width, and numbers of tables above one another would not stand in line.
  const hasActions = lines.some(({ action }) => Boolean(action));
  return (
    <table className="table account" aria-label={label}>
      <tbody>
        {lines.map(({ sign, text, count, action }) => (
          <tr key={text}>
            <td aria-hidden="true">{sign}</td>
            {sign === '=' || sign === '→' || sign === '' ? <th scope="row">{text}</th> : <td>{text}</td>}
            <td className="number">{sign === '=' ? <strong>{formatCount(count)}</strong> : formatCount(count)}</td>
            {hasActions && <td className="accountAction">{action}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
