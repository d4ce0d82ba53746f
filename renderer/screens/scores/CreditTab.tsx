import { useState } from 'react';
import type { Out } from '#shared/contract/contract';
import type { CreditDecisions, CreditPolicy, Decision } from '#shared/decisions/credit';
import { formatCount, formatPercent } from '#shared/format';
import type { ScoringResult } from '#shared/scoring/result';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useHeld } from '../../hooks/useHeld.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { legible } from '../../text/sentences.ts';
import { CreditPolicyForm } from './CreditPolicyForm.tsx';
import { CreditTable } from './CreditTable.tsx';
import { DECISION_WORDS } from './creditWords.ts';
import './money.css';

/** Approved, referred or declined: what the score and visible rules say, and what people decide otherwise. */
export function CreditTab(_props: { result: ScoringResult }) {
  const answer = useQuery('decide.credit', {});
  return (
    <Answered query={answer} what="Deciding by score and rules">
      {data => <Credit {...data} isAsking={answer.isWorking} />}
    </Answered>
  );
}

/** @param isAsking what stands there is of before a change; its answer is on its way */
function Credit({ policy: given, decided, problem, isAsking }: Out<'decide.credit'> & { isAsking: boolean }) {
  const change = useAction('decide.setCredit');
  const isReady = useProject()?.scores === 'ready';
  const [policy, hold] = useHeld(given, change.isWorking || isAsking);
  const set = (part: Partial<CreditPolicy>) => {
    const credit = { ...policy, ...part };
    hold(credit);
    void change.run({ credit });
  };
  return (
    <>
      {decided && <p className="answer">{legible(decided.sentence)}</p>}
      {problem && (
        <p role="alert" className="setUpProblem">
          {problem}
        </p>
      )}
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <div className="moneyGrid">
        <div className="stack">{decided && <Decided decided={decided} />}</div>
        <CreditPolicyForm decided={decided} policy={policy} isDisabled={!isReady} onChange={set} />
      </div>
    </>
  );
}

function Decided({ decided }: { decided: CreditDecisions }) {
  const [wanted, setWanted] = useState<Decision | null>('refer');
  const of = decided.decisions.reduce(
    (sum, { decision, n }) => sum + (wanted === null || decision === wanted ? n : 0),
    0,
  );
  return (
    <>
      {decided.overridesNotFound.length > 0 && (
        <p className="muted">
          Decided by hand and not in this file: {decided.overridesNotFound.slice(0, 10).join(', ')}.
        </p>
      )}
      <DecisionTable decided={decided} />
      <p className="muted">
        {decided.rule}{' '}
        {decided.income === null
          ? 'No line is suggested, because no column is known to be the yearly income.'
          : `The line is a share of ${decided.income} by the band of the score.`}
      </p>
      <CreditTable wanted={wanted} of={of} onWant={setWanted} />
    </>
  );
}

function DecisionTable({ decided }: { decided: CreditDecisions }) {
  return (
    <TableScroll label="Decisions">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Decision</th>
            <th scope="col" className="number">
              Customers
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col" className="number" title="Mean probability of the event">
              Mean score
            </th>
            <th scope="col" className="number" title="Share with the event among those with a known outcome">
              Observed rate
            </th>
            <th scope="col" className="number" title="Wilson">
              95 % interval
            </th>
            <th scope="col" className="number">
              Sum of lines
            </th>
          </tr>
        </thead>
        <tbody>
          {decided.decisions.map(({ decision, n, share, meanScore, rate, lines }) => (
            <tr key={decision}>
              <th scope="row">{DECISION_WORDS[decision]}</th>
              <td className="number">{formatCount(n)}</td>
              <td className="number">{formatPercent(share)}</td>
              <td className="number">{n === 0 ? '–' : formatPercent(meanScore)}</td>
              <td className="number">{rate ? formatPercent(rate.value) : '–'}</td>
              <td className="number muted">
                {rate ? `${formatPercent(rate.low)} to ${formatPercent(rate.high)}` : '–'}
              </td>
              <td className="number">{lines === null ? '–' : formatCount(lines)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
