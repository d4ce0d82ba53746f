import { stat } from 'node:fs/promises';
import type { Handlers } from '#shared/contract/contract';
import type { scoreContract, ScoringSetup } from '#shared/contract/score';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import type { ClassifierId, Scoring } from '#shared/scoring/choices';
import { errorSentence } from '#shared/text/errorSentences';
import { CLASSIFIERS } from '../../algorithms/registry.ts';
import type { Run } from '../../jobs/Run.ts';
import { answer } from '../../scoring/answer.ts';
import { partialDependence } from '../../scoring/explain/partialDependence.ts';
import { moneyCurveOf } from '../../scoring/evaluateModel.ts';
import { explainScores } from '../../scoring/explainScores.ts';
import { featureSummary, takeFeatures } from '../../scoring/features.ts';
import { modelDetail } from '../../scoring/modelDetail.ts';
import { planScoring } from '../../scoring/prepareScoring.ts';
import { segmentScores } from '../../scoring/segmentScores.ts';
import { possibleTargets } from '../../scoring/target.ts';
import { isoDate } from '../../table/cellValue.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { exposureColumn } from '../../segments/tiers/exposure.ts';
import { rankedCustomers, scoredCustomer, whatIf } from '../customerScores.ts';
import { explicitRecipe } from '../explicitRecipe.ts';
import { saveScored } from '../saveScored.ts';
import { customerScoring, requireModel, scoredBook } from '../scoredBook.ts';
import type { Session } from '../Session.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function scoreHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof scoreContract> {
  const { session } = parts;
  return {
    ...setUpHandlers(session),
    ...runHandlers(session),
    ...modelHandlers(session),
    ...customerHandlers(session),
    ...fileHandlers(parts),
  };
}

function fileHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'score.save': async ({ format }, context) => {
      const { path, name } = await saveScored(session, format, workDirectory, session.run(context));
      return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
    },
  } satisfies Partial<Handlers>;
}

function setUpHandlers(session: Session) {
  return {
    'score.catalog': async () =>
      CLASSIFIERS.map(({ id, title, help, options, sources }) => ({ id, title, help, options, sources: [...sources] })),
    'score.setup': async ({ scoring }, context) => {
      session.requireSource();
      return setUp(session, { ...session.recipe.scoring, ...scoring }, session.run(context));
    },
  } satisfies Partial<Handlers>;
}

/** What scoring would do; a target that cannot be one is said and not thrown, because another may be chosen on the same screen. */
async function setUp(session: Session, scoring: Scoring, run: Run): Promise<ScoringSetup> {
  const imported = await session.imported(run);
  const { table, roles } = imported;
  const named = (wanted: (i: number) => boolean) => table.columns.flatMap(({ name }, i) => (wanted(i) ? [name] : []));
  const base = {
    targets: possibleTargets(imported),
    groupColumns: named(i => roles[i] === 'identifier' || table.columns[i].kind === 'category'),
    dateColumns: named(i => table.columns[i].kind === 'date'),
    lastDay: Number.isFinite(imported.referenceDay) ? isoDate(imported.referenceDay).slice(0, 10) : null,
  };
  try {
    const { target, leaks, plan, leftOut } = await planScoring(imported, scoring, run);
    const { y: _y, notes: _notes, otherTargets: _others, observed: _observed, ...summary } = target;
    const features = plan.features.map(featureSummary);
    return { ...base, target: summary, problem: null, leaks: [...leaks], features, leftOut: [...leftOut] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...base, target: null, problem: errorSentence(error), leaks: [], features: [], leftOut: [] };
  }
}

function runHandlers(session: Session) {
  const changed = (
    label: string,
    change: (scoring: Scoring) => Scoring,
    context?: Parameters<Session['run']>[0],
    adjustment?: string,
  ) =>
    session.exclusive(async () => {
      session.scores.requireShown();
      await session.change(label, { ...session.recipe, scoring: change(session.recipe.scoring) }, context, adjustment);
      return session.scores.requireShown().scored.result;
    });
  return {
    'score.run': ({ scoring }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        const recipe = explicitRecipe({ ...session.recipe, scoring: { ...session.recipe.scoring, ...scoring } });
        const isSame = JSON.stringify(recipe.scoring) === JSON.stringify(session.recipe.scoring);
        if (!isSame) await session.change('Scoring', recipe, context);
        return (await session.score(context)).scored.result;
      }),
    'score.result': async () => {
      const { shown } = session.scores;
      return shown && { result: shown.scored.result, isFresh: session.scores.stateFor(session.recipe) === 'ready' };
    },
    'score.choose': ({ id }, context) =>
      changed(
        id === null ? 'Score by the recommended model' : `Score by ${titleOf(id)}`,
        s => ({ ...s, chosen: id }),
        context,
      ),
    'score.setThreshold': ({ threshold, adjustment }, context) =>
      changed('Threshold and money', scoring => ({ ...scoring, threshold }), context, adjustment),
    'score.setCreditLine': ({ creditLine }) => changed('Credit line rule', scoring => ({ ...scoring, creditLine })),
  } satisfies Partial<Handlers>;
}

function titleOf(id: ClassifierId): string {
  return CLASSIFIERS.find(classifier => classifier.id === id)!.title;
}

function modelHandlers(session: Session) {
  const asked = async (id: ClassifierId, run: Run) => {
    const shown = session.scores.requireShown();
    const scorers = await session.scores.scorersOf(shown.recipe, shown.imported, run);
    return { shown, x: takeFeatures(shown.scored.plan, shown.imported.table), scorers: requireModel(scorers, id) };
  };
  return {
    'score.money': async ({ id, threshold }) => {
      const { scored } = session.scores.requireShown();
      return moneyCurveOf(scored, requireModel(scored.models, id), threshold, session.run());
    },
    'score.model': async ({ id }, context) => {
      const { scorers } = await asked(id, session.run(context));
      return modelDetail(scorers.all.model);
    },
    'score.explain': async ({ id }, context) => {
      const run = session.run(context);
      const { shown, x, scorers } = await asked(id, run);
      if (shown.scored.result.chosen === id) return shown.scored.result.explanation;
      return explainScores({ base: shown.scored, imported: shown.imported, x }, scorers, run);
    },
    'score.dependence': async ({ id, feature }, context) => {
      const run = session.run(context);
      const { shown, x, scorers } = await asked(id, run);
      const { features } = shown.scored.plan;
      const place = features.findIndex(({ name }) => name === feature);
      if (place < 0)
        throw new AppError('data.unknownColumn', {
          column: feature,
          columns: listSome(
            features.map(f => f.name),
            12,
          ),
        });
      const score = (given: FeatureTable, own: Run) => answer(scorers.all, given, own);
      return partialDependence({ score, x, planned: features[place], feature: place }, run);
    },
  } satisfies Partial<Handlers>;
}

function customerHandlers(session: Session) {
  return {
    'score.customers': async ({ offset, limit, band, segment, onlyAbove }, context) => {
      const run = session.run(context);
      const scoring = await customerScoring(session, run);
      const { segmented } = scoring.results;
      const position = segmented?.segmentation.segments.findIndex(({ id }) => id === segment) ?? -1;
      const among = segment === null || !segmented ? null : (row: number) => segmented.labels[row] === position;
      const key = JSON.stringify([band, segment, onlyAbove, segmented?.segmentation.sizes]);
      const rows = scoredBook(scoring.shown).ranked.rows({ band, onlyAbove, among }, key);
      const page = rows.subarray(offset, offset + limit);
      return { rows: await rankedCustomers(scoring, page, run), total: rows.length, of: scoring.x.nRows };
    },
    'score.customer': async ({ row }, context) => {
      const run = session.run(context);
      const scoring = await customerScoring(session, run);
      return scoredCustomer(scoring, scoredBook(scoring.shown).ranked, row, run);
    },
    'score.whatIf': async ({ row, values }, context) => {
      const run = session.run(context);
      return whatIf(await customerScoring(session, run), row, values, run);
    },
    'score.segments': async () => {
      const shown = session.scores.shown;
      const { segmented } = shown ? session.resultsOf(shown.imported) : { segmented: null };
      if (!shown || !segmented) return null;
      const exposure = exposureColumn(shown.imported.table);
      return segmentScores(shown.scored, {
        labels: segmented.labels,
        segments: segmented.segmentation.segments,
        exposure: exposure && { column: exposure.name, values: exposure.values },
      });
    },
  } satisfies Partial<Handlers>;
}
