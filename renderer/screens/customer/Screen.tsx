import { useMemo } from 'react';
import type { CellValue } from '#shared/columns';
import { formatFixed } from '#shared/format';
import type { CustomerCard, FormField } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { useDraft } from '../../hooks/useDraft.ts';
import { useDebounced } from '../../hooks/useDebounced.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { AssignmentCard } from './AssignmentCard.tsx';
import { CustomerForm } from './CustomerForm.tsx';
import { CustomerValues } from './CustomerValues.tsx';
import { EventScore } from './EventScore.tsx';
import { OffersToCustomer } from './OffersToCustomer.tsx';
import { Lookup } from './Lookup.tsx';
import { PlaceFile } from './PlaceFile.tsx';
import { SetByHand } from './SetByHand.tsx';
import './customer.css';

type Values = Readonly<Record<string, CellValue>>;
const ANSWER_AFTER_MS = 150;

export function Screen() {
  const asked = useAsked();
  const form = useQuery('segment.form', {});
  const card = useQuery('segment.customer', asked);
  const customer = asked && card.data && !card.isPrevious ? card.data : undefined;
  return (
    <ScreenLayout headline={customer ? headline(customer) : 'Which segment is this customer in, and why?'}>
      <Lookup
        current={customer?.customer ?? null}
        onAsk={id => goTo(`/customer?id=${encodeURIComponent(id)}`)}
        onClear={() => goTo('/customer')}
      />
      {card.error && <Failure error={card.error} />}
      <PlaceFile />
      <Answered query={form} what="Preparing the form">
        {fields => (
          <WhatIf
            key={asked ? JSON.stringify(asked) + String(customer?.row) : 'typical'}
            fields={fields}
            customer={customer}
          />
        )}
      </Answered>
    </ScreenLayout>
  );
}

function headline({ id, customer, assignment, byHand }: CustomerCard): string {
  const risk =
    assignment.tier === 'None'
      ? 'no risk tier'
      : `${assignment.tier} risk, score ${formatFixed(assignment.score, 1)} of 100`;
  return `Customer ${id ?? `in ${customer}`} is in “${assignment.segmentName}”: ${risk}${byHand ? '; set by hand' : ''}.`;
}

/** The customer in the address: by identifier, or by row when a list of customers led here. */
function useAsked() {
  const id = useRouteParameter('id');
  const row = useRouteParameter('row');
  return useMemo(
    () => (id !== null ? { id } : row !== null && /^\d{1,9}$/.test(row) ? { row: Number(row) } : null),
    [id, row],
  );
}

function WhatIf({ fields, customer }: { fields: readonly FormField[]; customer: CustomerCard | undefined }) {
  const start = useMemo(() => startValues(fields, customer), [fields, customer]);
  const [values, setValues] = useDraft<Values>(start);
  const settled = useDebounced(values, ANSWER_AFTER_MS);
  const answer = useQuery('segment.assign', { values: settled });
  const first = useQuery('segment.assign', { values: start });
  const result = useQuery('segment.result', {});
  const isChanged = fields.some(field => values[field.name] !== start[field.name]);
  return (
    <div className="whatIf">
      <section className="panel" aria-labelledby="form-title">
        <CustomerForm
          fields={fields}
          values={values}
          start={start}
          startWords={customer ? `customer ${customer.customer}` : 'typical values'}
          onChange={(name, value) => setValues({ ...values, [name]: value })}
          onReset={isChanged ? () => setValues(start) : null}
        />
      </section>
      <div className="stack">
        {customer && <EventScore row={customer.row} />}
        {customer && <OffersToCustomer row={customer.row} />}
        {customer && <SetByHand card={customer} />}
        <section className="panel" aria-labelledby="answer-title" aria-live="polite">
          <h2 id="answer-title">{answerTitle(isChanged, customer)}</h2>
          <Answered query={answer} what="Asking the model">
            {assignment => (
              <AssignmentCard
                assignment={assignment}
                before={isChanged ? (customer?.assignment ?? first.data) : undefined}
                segments={result.data?.segments ?? []}
              />
            )}
          </Answered>
        </section>
        {customer && <CustomerValues card={customer} />}
      </div>
    </div>
  );
}

function answerTitle(isChanged: boolean, customer: CustomerCard | undefined): string {
  if (isChanged) return 'With the values changed';
  if (!customer) return 'With typical values';
  return customer.byHand ? 'As recorded, without what was set by hand' : 'As recorded';
}

function startValues(fields: readonly FormField[], customer: CustomerCard | undefined): Values {
  const own = new Map(customer?.values.map(({ column, value }) => [column, value]));
  return Object.fromEntries(
    fields.map(field => [field.name, customer ? (own.get(field.name) ?? null) : field.typical]),
  );
}
