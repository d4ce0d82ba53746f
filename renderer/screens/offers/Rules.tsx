import Button from '@mui/material/Button';
import type { Offers } from '#shared/offers/choices';
import { formatCount } from '#shared/format';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { Working } from '../../components/Working.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { ViewProps } from './Findings.tsx';
import { NewRule } from './NewRule.tsx';

type Change = Partial<Pick<Offers, 'rules' | 'excludeProducts' | 'perCustomer'>>;

/** Who may be offered what, and what each rule did; a rule that is changed is laid over the offers at once. */
export function Rules({ result }: ViewProps) {
  const { rules, excludeProducts, perCustomer } = useProject()!.recipe.offers;
  const set = useJob('offer.setRules');
  const setup = useQuery('offer.setup', {}).data;
  const change = (offers: Change) => void set.start({ offers });
  const products = setup?.products ?? [];
  const nGeneral = result.rules.length - rules.length;
  return (
    <section className="stack" aria-labelledby="offer-rules">
      <h2 id="offer-rules">Suitability and exclusion rules</h2>
      {set.isWorking && <Working title="Laying the rules over the offers" job={set.job!} onCancel={set.cancel} />}
      {!set.isWorking && set.job?.error && <Failure error={set.job.error} />}
      <TableScroll label="Rules in force">
        <table className="table">
          <caption>Rules are part of the recipe, not of a model; undo takes a change back.</caption>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col" className="number">
                Customers it keeps something from
              </th>
              <th scope="col" className="number">
                Offers removed
              </th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {result.rules.map(({ text, customers, offersRemoved }, i) => (
              <tr key={text}>
                <th scope="row">{text}</th>
                <td className="number">{formatCount(customers)}</td>
                <td className="number">{formatCount(offersRemoved)}</td>
                <td>
                  {i >= nGeneral && (
                    <Button
                      disabled={set.isWorking}
                      onClick={() => change({ rules: rules.filter((_rule, at) => at !== i - nGeneral) })}
                    >
                      Take out<span className="visually-hidden">: {text}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {setup && (
        <NewRule setup={setup} isDisabled={set.isWorking} onAdd={rule => change({ rules: [...rules, rule] })} />
      )}
      <div className="offerFields">
        <label className="offerField">
          <span>Offers per customer</span>
          <NumberField
            value={perCustomer}
            min={1}
            max={20}
            isWhole
            isDisabled={set.isWorking}
            onChange={next => change({ perCustomer: next })}
          />
        </label>
        <label className="offerField">
          <span>Offer a product to nobody</span>
          <Choice
            value=""
            isDisabled={set.isWorking}
            choices={[
              { value: '', label: 'Choose a product' },
              ...products.filter(p => !excludeProducts.includes(p)).map(p => ({ value: p, label: p })),
            ]}
            onChange={product => product !== '' && change({ excludeProducts: [...excludeProducts, product] })}
          />
        </label>
        {excludeProducts.map(product => (
          <Button
            key={product}
            disabled={set.isWorking}
            onClick={() => change({ excludeProducts: excludeProducts.filter(other => other !== product) })}
          >
            Offer {product} again
          </Button>
        ))}
      </div>
    </section>
  );
}
