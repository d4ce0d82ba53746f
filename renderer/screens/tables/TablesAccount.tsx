import Button from '@mui/material/Button';
import { formatCount, formatThings, joinWords, listSome } from '#shared/format';
import type { ImportReport } from '#shared/results';
import {
  JOIN_KEY_RULE,
  REPEATED_KEYS,
  type CombineAccount,
  type CombineReport,
  type JoinAccount,
} from '#shared/tables';
import { Account, type AccountLine } from './Account.tsx';
import { LeftOutButton } from './LeftOutButton.tsx';
import { StyleWords } from './TableReading.tsx';
import { RfmAccountView } from './RfmAccountView.tsx';
import { togetherWords } from './togetherWords.ts';

const MOST_NAMED = 12;

/** Every table of the project with its account, in the order in which they were put together. */
export function TablesAccount({
  report,
  combine,
  onRemove,
}: {
  report: ImportReport;
  combine: CombineReport;
  onRemove: (table: string) => void;
}) {
  return (
    <div className="stack">
      {combine.tables.map((table, i) => (
        <section key={table.id} className="panel stack" aria-label={table.name}>
          <div className="row rfmHead">
            <h2>{table.name}</h2>
            <span className="muted">
              {formatThings(table.columns, 'column')}, {table.format}, <code>{table.sha256.slice(0, 12)}</code>
            </span>
            {i > 0 && (
              <Button onClick={() => onRemove(table.id)} aria-label={`Remove ${table.name}`}>
                Remove
              </Button>
            )}
          </div>
          <Account
            label={`Rows of ${table.name}`}
            lines={[
              { sign: '', text: 'Rows read below the header', count: table.read },
              { sign: '−', text: 'empty', count: table.empty },
              {
                sign: '−',
                text: 'rejected',
                count: table.rejected,
                action: table.rejected > 0 && (
                  <LeftOutButton of={{ table: table.id, list: 'rejected' }} what={`rejected rows of ${table.name}`} />
                ),
              },
              { sign: '=', text: 'Rows of data', count: table.data },
            ]}
          />
          <StyleWords styles={table.styles} />
          {table.rfm && <RfmAccountView account={table.rfm} table={table.id} />}
          {i > 0 && <Step account={combine.steps[i - 1]} />}
        </section>
      ))}
      <p>{togetherWords(combine.rows, report)}</p>
    </div>
  );
}

/** How a table was put together with those before it. */
export function Step({ account }: { account: CombineAccount }) {
  if (account.how === 'append')
    return (
      <div className="stack">
        <h3>{account.rowsDropped ? 'Put in the place of the rows before' : 'Appended below'}</h3>
        <Account
          label={`Rows after appending ${account.name}`}
          lines={[
            { sign: '', text: 'Rows before', count: account.rowsBefore },
            ...(account.rowsDropped ? [{ sign: '−', text: 'left out', count: account.rowsDropped } as const] : []),
            { sign: '+', text: 'appended', count: account.rowsAdded },
            { sign: '=', text: 'Rows after', count: account.rowsAfter },
          ]}
        />
        <p className="muted">
          {formatThings(account.shared.length, 'column')} in both
          {account.onlyBefore.length > 0 && `; only before: ${listSome(account.onlyBefore, MOST_NAMED)}`}
          {account.onlyTable.length > 0 && `; only in ${account.name}: ${listSome(account.onlyTable, MOST_NAMED)}`}.
          What is missing in one is empty there.
        </p>
      </div>
    );
  return <JoinStepView account={account} />;
}

function JoinStepView({ account }: { account: JoinAccount }) {
  const isTried = account.table === 'tried';
  const list = (which: 'unmatched' | 'tableUnmatched', what: string) =>
    !isTried && <LeftOutButton of={{ table: account.table, list: which }} what={what} />;
  return (
    <div className="stack">
      <h3>
        Joined: {account.key} with {account.tableKey}
      </h3>
      <div className="dataColumns">
        <Account
          label="Rows that were joined"
          lines={leftLines(account, list('unmatched', 'rows without a partner'))}
        />
        <Account
          label={`Rows of ${account.name}`}
          lines={rightLines(account, list('tableUnmatched', 'rows not joined'))}
        />
      </div>
      <Keys title="Keys of the rows without a partner" keys={account.unmatchedKeys} of={account.unmatched} />
      <Keys title={`Keys only in ${account.name}`} keys={account.tableUnmatchedKeys} of={account.tableUnmatched} />
      {account.renamed.length > 0 && (
        <p className="muted">
          Renamed, because the name was taken: {joinWords(account.renamed.map(({ from, to }) => `${from} → ${to}`))}.
        </p>
      )}
      <p className="muted">{JOIN_KEY_RULE}</p>
    </div>
  );
}

function leftLines(account: JoinAccount, action: AccountLine['action']): AccountLine[] {
  return [
    { sign: '', text: 'Rows so far', count: account.rowsBefore },
    { sign: '', text: 'of them matched', count: account.matched },
    { sign: '', text: 'without a partner', count: account.unmatched, action: account.unmatched > 0 && action },
    { sign: '', text: 'without a key', count: account.missingKey },
    { sign: '−', text: 'dropped', count: account.dropped },
    { sign: '=', text: 'Rows after', count: account.rowsAfter },
  ];
}

function rightLines(account: JoinAccount, action: AccountLine['action']): AccountLine[] {
  return [
    { sign: '', text: 'Rows of the table', count: account.tableRows },
    { sign: '', text: 'keys that met a row', count: account.tableMatched },
    {
      sign: '',
      text: 'keys that met none',
      count: account.tableUnmatched,
      action: account.tableUnmatched > 0 && action,
    },
    { sign: '', text: 'without a key', count: account.tableMissingKey },
    {
      sign: '',
      text: `repeats of ${formatThings(account.repeatedKeys, 'key')}${account.repeated > 0 ? REPEATED_KEYS[account.duplicates] : ''}`,
      count: account.repeated,
    },
  ];
}

function Keys({ title, keys, of }: { title: string; keys: readonly string[]; of: number }) {
  if (keys.length === 0) return null;
  return (
    <p>
      <span className="muted">{title}:</span> {keys.join(', ')}
      {of > keys.length && ` and ${formatCount(of - keys.length)} more`}
    </p>
  );
}
