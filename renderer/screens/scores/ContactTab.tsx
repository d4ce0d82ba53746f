import { formatCount, formatPercent } from '#shared/format';
import type { ContactSetup } from '#shared/contract/decide';
import type { ContactChoices, ContactList } from '#shared/decisions/contact';
import type { ScoringResult } from '#shared/scoring/result';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { KeyFigures } from '../../components/KeyFigures.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useHeld } from '../../hooks/useHeld.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { legible } from '../../text/sentences.ts';
import { contactFigures } from './contactFigures.ts';
import { ContactForm } from './ContactForm.tsx';
import { ContactTable } from './ContactTable.tsx';
import './money.css';

/** Whom to contact under a budget, what that is expected to bring, and whether the list beats chance. */
export function ContactTab(_props: { result: ScoringResult }) {
  const answer = useQuery('decide.contact', {});
  return (
    <Answered query={answer} what="Choosing whom to contact">
      {({ setup, list, problem }) => (
        <Contacts setup={setup} list={list} problem={problem} isAsking={answer.isWorking} />
      )}
    </Answered>
  );
}

interface ContactsProps {
  readonly setup: ContactSetup;
  readonly list: ContactList | null;
  readonly problem: string | null;
  /** What stands there is of before a change; its answer is on its way. */
  readonly isAsking: boolean;
}

function Contacts({ setup, list, problem, isAsking }: ContactsProps) {
  const change = useAction('decide.setContact');
  const isReady = useProject()?.scores === 'ready';
  const [choices, hold] = useHeld(setup.choices, change.isWorking || isAsking);
  const set = (part: Partial<ContactChoices>) => {
    const contact = { ...choices, ...part };
    hold(contact);
    void change.run({ contact });
  };
  return (
    <>
      {list && <p className="answer">{legible(list.sentence)}</p>}
      {problem && (
        <p role="alert" className="setUpProblem">
          {problem}
        </p>
      )}
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <div className="moneyGrid">
        <div className="stack">
          {list && (
            <>
              <KeyFigures figures={contactFigures(list)} />
              <ActionTable list={list} />
              <p className="muted">{list.rule}</p>
              <ContactTable key={JSON.stringify(list.choices)} n={list.n} />
            </>
          )}
        </div>
        <ContactForm setup={setup} choices={choices} isDisabled={!isReady} onChange={set} />
      </div>
    </>
  );
}

function ActionTable({ list }: { list: ContactList }) {
  if (list.actions.length < 2) return null;
  return (
    <table className="table" aria-label="What is done about whom">
      <thead>
        <tr>
          <th scope="col">Segment</th>
          <th scope="col">Action</th>
          <th scope="col" className="number">
            Customers
          </th>
          <th scope="col" className="number">
            Cost of one
          </th>
          <th scope="col" className="number">
            Works with
          </th>
        </tr>
      </thead>
      <tbody>
        {list.actions.map(({ segment, title, n, cost, success }) => (
          <tr key={`${segment} ${title}`}>
            <th scope="row">{segment ?? 'In no segment'}</th>
            <td>{title}</td>
            <td className="number">{formatCount(n)}</td>
            <td className="number">{formatCount(cost)}</td>
            <td className="number">
              {success.low === success.high
                ? formatPercent(success.low, 0)
                : `${formatPercent(success.low, 0)} to ${formatPercent(success.high, 0)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
