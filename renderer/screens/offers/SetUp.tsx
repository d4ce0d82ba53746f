import { useState } from 'react';
import Button from '@mui/material/Button';
import { Cancelled } from '#shared/errors';
import type { OffersSetup } from '#shared/contract/offer';
import { formatCount } from '#shared/format';
import type { OfferSource } from '#shared/offers/choices';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { Working } from '../../components/Working.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import type { Query } from '../../hooks/useQuery.ts';
import { ProductColumns } from './ProductColumns.tsx';
import type { OffersDraft } from './useOffersDraft.ts';

interface SetUpProps {
  readonly draft: OffersDraft;
  readonly setup: Query<OffersSetup>;
  readonly isDisabled: boolean;
}
const OWNERSHIP = 'ownership';

/** What says who has which product; how methods are compared is chosen at the side. */
export function SetUp({ draft, setup, isDisabled }: SetUpProps) {
  const { data, error, isWorking } = setup;
  if (error && !(error instanceof Cancelled)) return <Failure error={error} onRetry={setup.askAgain} />;
  if (!data)
    return (
      <div className="state isPlain" data-state="working">
        <p className="muted">Looking for lists of products and columns that are products</p>
        <ProgressBar done={0} total={0} label="Looking at the tables" />
      </div>
    );
  const { source } = data;
  const change = (next: OfferSource) => draft.change({ source: next });
  return (
    <div className={`stack ${isWorking ? 'isPrevious' : ''}`} aria-busy={isWorking}>
      <section className="stack" aria-labelledby="offer-source-title">
        <h2 id="offer-source-title">Who has what</h2>
        <SourceChoice setup={data} isDisabled={isDisabled} onChange={change} />
        {source?.from === 'list' && (
          <ListColumns setup={data} source={source} isDisabled={isDisabled} onChange={change} />
        )}
        {data.problem && <p className="setUpProblem">{data.problem}</p>}
        {data.account && <Account setup={data} account={data.account} />}
        <AddList isDisabled={isDisabled} onAdded={draft.clear} />
      </section>
      {source?.from === 'ownership' && (
        <ProductColumns columns={data.ownership} source={source} isDisabled={isDisabled} onChange={change} />
      )}
    </div>
  );
}

interface SourceProps {
  readonly setup: OffersSetup;
  readonly isDisabled: boolean;
  onChange(source: OfferSource): void;
}

function SourceChoice({ setup, isDisabled, onChange }: SourceProps) {
  const { lists, ownership, source } = setup;
  const value = source === null ? '' : source.from === 'list' ? source.table : OWNERSHIP;
  const choices = [
    ...(source === null ? [{ value: '', label: 'Nothing recognised: choose' }] : []),
    ...lists.map(({ table, name }) => ({ value: table, label: `A list, one row per product: ${name}` })),
    { value: OWNERSHIP, label: 'Columns of the customer table, each a product', isDisabled: ownership.length === 0 },
  ];
  const choose = (next: string) => {
    const list = lists.find(({ table }) => table === next);
    if (next === OWNERSHIP)
      onChange({
        from: 'ownership',
        products: ownership.filter(({ isProposed }) => isProposed).map(({ column }) => column),
      });
    else if (list) onChange(list.source ?? emptyList(list));
  };
  const why = lists.find(({ table }) => table === value)?.why;
  return (
    <>
      <Choice
        label="What says who has which product"
        value={value}
        choices={choices}
        isDisabled={isDisabled}
        onChange={choose}
      />
      {why && <p className="muted">{why}</p>}
    </>
  );
}

function emptyList({ table, columns }: OffersSetup['lists'][number]): OfferSource {
  const [customer, product] = columns;
  return {
    from: 'list',
    table,
    customer: customer.name,
    product: (product ?? customer).name,
    weight: null,
    time: null,
  };
}

type ListSource = Extract<OfferSource, { from: 'list' }>;
const PARTS = [
  { part: 'customer', title: 'Customer', isNeeded: true },
  { part: 'product', title: 'Product', isNeeded: true },
  { part: 'weight', title: 'Weight', isNeeded: false },
  { part: 'time', title: 'Time', isNeeded: false },
] as const;

function ListColumns({ setup, source, isDisabled, onChange }: SourceProps & { source: ListSource }) {
  const columns = setup.lists.find(({ table }) => table === source.table)?.columns ?? [];
  return (
    <div className="offerFields">
      {PARTS.map(({ part, title, isNeeded }) => (
        <label key={part} className="offerField">
          <span>{title}</span>
          <Choice
            value={source[part] ?? ''}
            isDisabled={isDisabled}
            choices={[
              ...(isNeeded ? [] : [{ value: '', label: 'None' }]),
              ...columns.map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={value => onChange({ ...source, [part]: value === '' ? null : value })}
          />
        </label>
      ))}
    </div>
  );
}

function Account({ setup, account }: { setup: OffersSetup; account: NonNullable<OffersSetup['account']> }) {
  const { rows, used, repeated, unknownKey, unknownCustomers, missing, rareProduct, firstDay, lastDay } = account;
  const left = [
    [repeated, 'name a pair again'],
    [unknownKey, `are of ${formatCount(unknownCustomers)} customers who are not in the customer table`],
    [missing, 'lack a customer or a product, or weigh nothing'],
    [rareProduct, 'are of products that are too rare'],
  ] as const;
  const parts = left.filter(([n]) => n > 0).map(([n, what]) => `${formatCount(n)} ${what}`);
  const days = firstDay === null ? '' : ` From ${firstDay} to ${lastDay}.`;
  return (
    <p>
      {formatCount(rows)} rows = {formatCount(used)} pairs of customer and product
      {parts.map(part => ` + ${part}`)}.{days}{' '}
      {setup.keyColumn && `Customers are found in the customer table by ${setup.keyColumn}.`}
    </p>
  );
}

/** A file with purchases, beside the customers that are open. */
function AddList({ isDisabled, onAdded }: { isDisabled: boolean; onAdded: () => void }) {
  const host = useHost();
  const adding = useJob('offer.addTable');
  const [error, setError] = useState<Error | null>(null);
  const choose = async () => {
    try {
      const file = await host.openFile();
      if (file && (await adding.start({ file: file.token, sheet: null }))) onAdded();
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return (
    <>
      <div>
        <Button variant="outlined" disabled={isDisabled || adding.isWorking} onClick={() => void choose()}>
          Add a list of purchases
        </Button>
      </div>
      {adding.isWorking && <Working title="Reading the list" job={adding.job!} onCancel={adding.cancel} />}
      {adding.job?.error && <Failure error={adding.job.error} />}
      {error && <Failure error={error} onClose={() => setError(null)} />}
    </>
  );
}
