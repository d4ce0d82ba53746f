import { formatCompact, formatCount, formatPercent } from '#shared/format';
import { RFM_LEFT_OUT, RFM_RULE, RFM_SCORE_RULE, type RfmAccount } from '#shared/rfm';
import { outcomeWords, referenceWords } from '#shared/rfmWords';
import { TableScroll } from '../../components/TableScroll.tsx';
import { Account, type AccountLine } from './Account.tsx';
import { LeftOutButton } from './LeftOutButton.tsx';
import { LEFT_OUT_WORDS } from './leftOutWords.ts';

/** What RFM made of a list of transactions: the account, the named segments and the rule behind them. */
export function RfmAccountView({ account, table }: { account: RfmAccount; table: string | null }) {
  return (
    <div className="dataColumns rfmAccount">
      <section className="panel" aria-label="Account of the transactions">
        <h3>Transactions</h3>
        <Account label="Account of the transactions" lines={lines(account, table)} />
        <p className="muted">
          {account.firstDay} to {account.lastDay}; recency is measured at {account.referenceDay},{' '}
          {referenceWords(account)}.{outcomeWords(account)}
        </p>
      </section>
      <section className="panel" aria-label="Named segments">
        <h3>Named segments</h3>
        <SegmentBars account={account} />
      </section>
      <section className="panel rfmRulePanel" aria-label="The rule of the segments">
        <h3>The rule</h3>
        <RuleTable />
        <p className="muted">{RFM_SCORE_RULE}</p>
      </section>
    </div>
  );
}

function lines(account: RfmAccount, table: string | null): AccountLine[] {
  const anyLeftOut = RFM_LEFT_OUT.filter(reason => account.leftOut[reason] > 0);
  return [
    { sign: '', text: 'Rows of the list', count: account.rows },
    ...anyLeftOut.map((reason, i) => ({
      sign: '−' as const,
      text: LEFT_OUT_WORDS[reason],
      count: account.leftOut[reason],
      action: i === 0 && table !== null && <LeftOutButton of={{ table, list: 'rfm' }} what="transactions left out" />,
    })),
    ...(account.netted > 0
      ? [{ sign: '−' as const, text: 'returns, taken off the amount only', count: account.netted }]
      : []),
    { sign: '=', text: 'Rows that count as purchases', count: account.used },
    { sign: '→', text: `Customers, one row per ${account.options.customer}`, count: account.customers },
    ...(account.customersWithoutPurchase > 0
      ? [
          {
            sign: '' as const,
            text: 'Customers without a purchase that counts',
            count: account.customersWithoutPurchase,
          },
        ]
      : []),
  ];
}

function SegmentBars({ account }: { account: RfmAccount }) {
  const most = Math.max(1, ...account.segments.map(({ customers }) => customers));
  return (
    <table className="table rfmSegments">
      <thead>
        <tr>
          <th scope="col">Segment</th>
          <th scope="col">
            <span className="visually-hidden">Bar</span>
          </th>
          <th scope="col" className="number">
            Customers
          </th>
          <th scope="col" className="number">
            Share
          </th>
          <th scope="col" className="number">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {account.segments.map(({ segment, customers, monetary }) => (
          <tr key={segment}>
            <th scope="row">{segment}</th>
            <td className="rfmBarCell">
              {customers > 0 && <div className="rfmBar" style={{ width: `${(customers / most) * 100}%` }} />}
            </td>
            <td className="number">{formatCount(customers)}</td>
            <td className="number">{formatPercent(customers / account.customers)}</td>
            <td className="number">{formatCompact(monetary)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RuleTable() {
  return (
    <TableScroll label="Names by recency and FM score">
      <table className="table rfmRule">
        <thead>
          <tr>
            <th scope="col">Recency \ FM</th>
            {[1, 2, 3, 4, 5].map(score => (
              <th key={score} scope="col">
                {score}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[5, 4, 3, 2, 1].map(score => (
            <tr key={score}>
              <th scope="row">{score}</th>
              {RFM_RULE[score - 1].map((segment, i) => (
                <td key={i}>{segment}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
