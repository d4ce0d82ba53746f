import { useProject } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';

/** What this customer is offered and why, where offers were made to the customers of this table. */
export function OffersToCustomer({ row }: { row: number }) {
  const isOffered = (useProject()?.offers ?? 'none') !== 'none';
  const offered = useQuery('offer.customer', isOffered ? { row } : null).data;
  if (!offered) return null;
  const { offers } = offered;
  return (
    <section className="panel stack" aria-labelledby="customer-offers-title">
      <h2 id="customer-offers-title">
        {offers.length === 0 ? 'Nothing is left to offer under the rules' : `Next best product: ${offers[0].product}`}
      </h2>
      {offers.length > 0 && (
        <ol aria-label="Offers">
          {offers.map(({ rank, product, reason }) => (
            <li key={rank}>
              <strong>{product}</strong> <span className="muted">{reason}</span>
            </li>
          ))}
        </ol>
      )}
      <div>
        <button type="button" className="linkButton" onClick={() => goTo('/offers?view=compare')}>
          See how offers are made in Offers
        </button>
      </div>
    </section>
  );
}
