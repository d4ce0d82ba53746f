import { useCallback, useEffect, useRef, useState } from 'react';
import Button from '@mui/material/Button';
import type { ScoredCustomer, WhatIf } from '#shared/contract/score';
import { formatPercent } from '#shared/format';
import type { CustomerExplanation } from '#shared/scoring/explanation';
import type { ScoringResult } from '#shared/scoring/result';
import { Chart } from '../../charts/Chart.tsx';
import { Answered } from '../../components/Answered.tsx';
import { BandMark } from '../../components/BandMark.tsx';
import { TierMark } from '../../components/TierMark.tsx';
import { useDebounced } from '../../hooks/useDebounced.ts';
import { useProject } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { CustomerForm } from '../customer/CustomerForm.tsx';
import '../customer/customer.css';
import { CreditLine } from './CreditLine.tsx';
import { ScoreReasons } from './ScoreReasons.tsx';
import { onScale, SCALE_WORDS, waterfallFigure, waterfallTable } from './waterfall.ts';
import { changedValues, fieldsOf, startOf } from './whatIfValues.ts';

const ANSWER_AFTER_MS = 200;
const ROW_PX = 30;

interface Props {
  readonly row: number;
  readonly result: ScoringResult;
  onClose(): void;
}

/** One customer's score in depth, and what would change it. */
export function CustomerScore({ row, result, onClose }: Props) {
  const customer = useQuery('score.customer', { row });
  const box = useRef<HTMLElement>(null);
  const isHere = customer.data !== undefined;
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [isHere]);
  return (
    <section
      ref={box}
      className="stack"
      aria-label="One customer"
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <Answered query={customer} what="Explaining the score">
        {data => <Opened customer={data} result={result} onClose={onClose} />}
      </Answered>
    </section>
  );
}

/** Values that are tried out on a customer, and the model's answer to them once they stand still. */
function useWhatIf({ row, inputs }: ScoredCustomer) {
  const [start] = useState(() => startOf(inputs));
  const [values, setValues] = useState(start);
  const settled = changedValues(start, useDebounced(values, ANSWER_AFTER_MS));
  const isChanged = Object.keys(changedValues(start, values)).length > 0;
  const isAsked = isChanged && Object.keys(settled).length > 0;
  const answer = useQuery('score.whatIf', isAsked ? { row, values: settled } : null);
  return { start, values, setValues, isChanged, answer, after: isChanged ? answer.data : undefined };
}

function Opened({ customer, result, onClose }: { customer: ScoredCustomer } & Omit<Props, 'row'>) {
  const whatIf = useWhatIf(customer);
  const { start, values, setValues, isChanged } = whatIf;
  return (
    <div className="stack">
      <Head customer={customer} eventWords={result.target.eventWords} onClose={onClose} />
      <div className="customerScore">
        <div className="stack">
          <div aria-live="polite" className="whatIfLive">
            {isChanged && (
              <Answered query={whatIf.answer} what="Asking the model">
                {answer => <Change whatIf={answer} />}
              </Answered>
            )}
          </div>
          <Explained customer={customer} after={whatIf.after} />
          {result.target.purpose === 'default' && <CreditLine customer={customer} />}
        </div>
        <section className="panel" aria-labelledby="form-title">
          <CustomerForm
            fields={fieldsOf(customer.inputs)}
            values={values}
            start={start}
            startWords={`customer ${customer.customer}`}
            onChange={(name, value) => setValues({ ...values, [name]: value })}
            onReset={isChanged ? () => setValues(start) : null}
          />
        </section>
      </div>
    </div>
  );
}

/** Why the score is what it is: as recorded, or with the values changed. */
function Explained({ customer, after }: { customer: ScoredCustomer; after: WhatIf | undefined }) {
  const explanation = after?.explanation ?? customer.explanation;
  return (
    <>
      <Waterfall
        explanation={explanation}
        probability={after?.after ?? customer.score}
        isChanged={after !== undefined}
      />
      <section className="panel stack" aria-label="Reasons">
        <h2>{after ? 'Why, with the values changed' : 'Why'}</h2>
        <ScoreReasons explanation={explanation} />
      </section>
    </>
  );
}

function Head({ customer, eventWords, onClose }: { customer: ScoredCustomer; eventWords: string; onClose(): void }) {
  const hasSegments = useProject()?.segments !== 'none';
  const { outcome } = customer;
  return (
    <div className="panel stack">
      <div className="row">
        <h2 className="grow">Customer {customer.customer}</h2>
        {hasSegments && <Button onClick={() => goTo(`/customer?row=${customer.row}`)}>Open in Customer</Button>}
        <Button onClick={onClose}>Close</Button>
      </div>
      <div className="scoreHead">
        <span className="scoreValue" data-testid="customer-score">
          {formatPercent(customer.score)}
        </span>
        <BandMark band={customer.band} />
        <span>
          Probability that {eventWords}, higher than that of {formatPercent(customer.rank)} of the customers
        </span>
        {customer.segment && <span>{customer.segment}</span>}
        {customer.tier && (
          <span>
            <TierMark tier={customer.tier} /> risk
          </span>
        )}
      </div>
      <p className="muted">
        {customer.scoredBy}{' '}
        {outcome === null
          ? 'The outcome is not known.'
          : outcome === 1
            ? 'The event happened.'
            : 'The event did not happen.'}
      </p>
    </div>
  );
}

function Change({ whatIf }: { whatIf: WhatIf }) {
  const { before, after, bandBefore, bandAfter } = whatIf;
  return (
    <p className="changeLine" data-testid="what-if">
      With the values changed the score goes from {formatPercent(before)} to <strong>{formatPercent(after)}</strong>;
      band{' '}
      {bandBefore === bandAfter ? (
        <>
          stays <BandMark band={bandAfter} />
        </>
      ) : (
        <>
          goes from <BandMark band={bandBefore} /> to <BandMark band={bandAfter} />
        </>
      )}
      .
    </p>
  );
}

interface WaterfallProps {
  readonly explanation: CustomerExplanation;
  readonly probability: number;
  readonly isChanged: boolean;
}

function Waterfall({ explanation, probability, isChanged }: WaterfallProps) {
  const draw = useCallback((tokens: Tokens) => waterfallFigure(explanation, tokens), [explanation]);
  const { scale, baseline, score, contributions } = explanation;
  const when = isChanged ? 'with the values changed' : 'as recorded';
  return (
    <Chart
      title={`What leads from the average to ${formatPercent(probability)}, ${when}`}
      detail={`What each value adds to the answer of the model or takes from it, in ${SCALE_WORDS[scale]}: from ${onScale(baseline, scale)} to ${onScale(score, scale)}`}
      fileName="contributions of one customer"
      height={92 + ROW_PX * Math.min(contributions.length, 11)}
      table={waterfallTable(explanation)}
      draw={draw}
    />
  );
}
