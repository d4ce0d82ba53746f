import { CLASSIFIER_IDS, type ClassifierId } from '#shared/scoring/choices';
import type { ModelExplanation } from '#shared/scoring/explanation';
import { Answered } from '../../components/Answered.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { SaveModel } from '../../components/SaveModel.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { Dependence } from './Dependence.tsx';
import { Drivers } from './Drivers.tsx';
import type { ViewProps } from './Findings.tsx';
import { ModelTables } from './ModelTables.tsx';
import { StatementList } from './StatementList.tsx';

/** One model in depth: what drives it, how it answers along a feature, what it consists of; and what the data itself says. */
export function Model({ result }: ViewProps) {
  const id = useChosenModel(result);
  const isInUse = id === result.chosen;
  // One question after the other: each may have to fit the models again, and the second finds them at hand.
  const asked = useQuery('score.explain', isInUse ? null : { id });
  const explanation = isInUse ? result.explanation : asked.data;
  const isExplained = (explanation !== undefined || asked.error !== undefined) && !asked.isPrevious;
  const detail = useQuery('score.model', isExplained ? { id } : null);
  const isDetailed = isExplained && (detail.data !== undefined || detail.error !== undefined) && !detail.isPrevious;
  return (
    <>
      <div className="row">
        <FormChoice
          label="Model to look at"
          value={id}
          choices={result.models.map(model => ({
            value: model.id,
            label: model.id === result.chosen ? `${model.title}, in use` : model.title,
          }))}
          onChange={next => goTo(`/scores?view=model&model=${next}`)}
        />
        <SaveModel />
      </div>
      <Answered query={{ ...asked, data: explanation }} what="Explaining the model">
        {data => <Drivers explanation={data} />}
      </Answered>
      {isExplained && <Dependence key={id} id={id} features={featuresOf(result, explanation)} isAsked={isDetailed} />}
      {isExplained && (
        <Answered query={detail} what="Laying the model out">
          {data => <ModelTables detail={data} />}
        </Answered>
      )}
      <StatementList report={result.statements} />
    </>
  );
}

/** The model that the address names, or the one in use. */
function useChosenModel({ models, chosen }: ViewProps['result']): ClassifierId {
  const asked = useRouteParameter('model');
  const known = CLASSIFIER_IDS.find(id => id === asked && models.some(model => model.id === id));
  return known ?? chosen;
}

/** By importance where it is known. */
function featuresOf({ features }: ViewProps['result'], explanation: ModelExplanation | undefined): readonly string[] {
  return explanation?.importance.map(({ feature }) => feature) ?? features.map(({ name }) => name);
}
