import { useProject } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';

/** A quiet word where a file looks like a list of transactions and is used as customers. */
export function TransactionsBanner() {
  const project = useProject();
  const isOnTables = useRouteParameter('tab') === 'tables';
  const isOffered = !isOnTables && project?.source && project.recipe.rfm === null && project.recipe.tables.length === 0;
  const proposal = useQuery('tables.proposeRfm', isOffered ? {} : null);
  if (!isOffered || !proposal.data?.looksLikeTransactions) return null;
  return (
    <p className="transactionsBanner" role="status">
      {proposal.data.sentence}{' '}
      <button type="button" className="linkButton" onClick={() => goTo('/data?tab=tables&wizard=rfm')}>
        Make one row per customer
      </button>
    </p>
  );
}
