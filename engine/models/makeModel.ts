import type { ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import type { Segmentation } from '#shared/results';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Run } from '../jobs/Run.ts';
import { columnsOfRules } from '../recommend/OffersPart.ts';
import { shareOfEvents } from '../scoring/bandSummaries.ts';
import { tellerOf } from '../scoring/explainScores.ts';
import { takeFeatures } from '../scoring/features.ts';
import { rankCutsFor } from '../segments/tiers/driverReader.ts';
import { cutsOfSorted } from '../segments/tiers/rankCuts.ts';
import { profileTable } from '../segments/views/profileTable.ts';
import { isInPercent, type Table } from '../table/Column.ts';
import { askModel } from './askModel.ts';
import { checkCustomers } from './checkCustomers.ts';
import type { CustomerValues } from './LoadedModel.ts';
import { modelCard } from './modelCard.ts';
import {
  MODEL_VERSION,
  type EventPart,
  type ModelColumn,
  type ModelDocument,
  type SegmentsPart,
} from './ModelDocument.ts';
import { columnsLookedAt, fieldsOf, modelInputs } from './modelInputs.ts';
import type { ModelNaming, ModelSource } from './ModelSource.ts';
import { askOffers, offerQuestions } from './offers/askOffers.ts';
import { keptOffers } from './offers/keptOffers.ts';
import { plainLine } from './plainLine.ts';
import { referenceWithoutCustomers } from './referenceWithoutCustomers.ts';
import { cleaningWithoutCustomers, columnsBehind, recipeWithoutCustomers } from './withoutCustomers.ts';

/**
 * Everything a model file holds, from a finished run. Names, identifiers, and what was decided about single customers are left out; prepared values of
 * some stay where a method or the filling of gaps places customers by others, and the card says so.
 * @throws AppError `model.nothing` where there are neither segments nor scores; Cancelled
 */
export async function makeModel(source: ModelSource, naming: ModelNaming, run: Run): Promise<ModelDocument> {
  const { imported, recipe, data } = source;
  if (!source.segments && !source.scores) throw new AppError('model.nothing', {});
  const { cleaning, table, roles } = imported;
  const name = plainLine(naming.name) || 'model';
  const owner = naming.owner && plainLine(naming.owner);
  const segments = segmentsOf(source);
  const events = eventsOf(source);
  const columns = columnsOf(table, roles);
  const inputs = modelInputs(imported, segments, events);
  const reference = referenceWithoutCustomers(source.reference, { columns, inputs, events });
  const offers = keptOffers(source);
  const ruled = new Set(offers && columnsOfRules(offers));
  // The outcome too, so that those of later files are read as these were.
  const targets = events.map(({ target }) => target.name);
  const lookedAt = new Set([...columnsLookedAt(segments, events), ...targets, ...ruled]);
  const kept = cleaning ? columnsBehind(lookedAt, cleaning.fitted) : lookedAt;
  const document: ModelDocument = {
    kind: 'tessera.model',
    version: MODEL_VERSION,
    appVersion: naming.appVersion,
    savedAt: naming.savedAt,
    name,
    data: { ...data, customers: table.nRows },
    recipe: recipeWithoutCustomers(recipe, kept, identifiersOf(imported)),
    ...(recipe.reading.decimalMark !== null && { markShown: imported.marks.shown }),
    referenceDay: Number.isNaN(imported.referenceDay) ? null : imported.referenceDay,
    columns,
    cleaning: cleaning
      ? {
          fitted: cleaningWithoutCustomers(cleaning.fitted, kept),
          before: columnsOf(cleaning.before, cleaning.rolesBefore),
        }
      : null,
    inputs,
    segments,
    events,
    reference,
    ...(offers && { offers: { made: offers, fields: fieldsOf(imported, ruled), checks: [] } }),
    card: modelCard({ ...source, reference }, { ...naming, name, owner }),
    checks: [],
  };
  const customers = checkCustomers(document.inputs);
  const checked = { ...document, checks: await askModel(document, customers, run) };
  return checked.offers ? withOfferChecks(checked, customers, run) : checked;
}

async function withOfferChecks(document: ModelDocument, customers: readonly CustomerValues[], run: Run) {
  const offers = document.offers!;
  const asked = offerQuestions(customers, offers.made.products.length);
  return { ...document, offers: { ...offers, checks: await askOffers(document, asked, run) } };
}

function identifiersOf({ table, roles }: ModelSource['imported']): Set<string> {
  return new Set(table.columns.filter((_column, i) => roles[i] === 'identifier').map(({ name }) => name));
}

function columnsOf({ columns }: Table, roles: readonly ColumnRole[]): ModelColumn[] {
  return columns.map((column, i) => {
    const { name, header = null, kind } = column;
    return { name, header, kind, role: roles[i], ...(isInPercent(column) && { isPercent: true }) };
  });
}

function segmentsOf({ segments, imported }: ModelSource): SegmentsPart | null {
  if (!segments) return null;
  const { prepared, segmented, classifier } = segments;
  const { model, position, centroids, fitted, steps = [], farFrom, segmentation, ranks } = segmented;
  return {
    pipeline: prepared.pipeline,
    features: prepared.features,
    model,
    position,
    centroids,
    foundCentroids: fitted?.centroids ?? null,
    steps,
    classifier,
    farFrom,
    ranks: rankCutsFor(imported.table, segmentation.tierRule.drivers, ranks),
    segmentation: aboutNobody(segmentation),
    profile: profileTable({ imported, segmented }),
  };
}

/** Without the rows of typical customers. */
function aboutNobody(segmentation: Segmentation): Segmentation {
  return { ...segmentation, segments: segmentation.segments.map(segment => ({ ...segment, typicalRows: [] })) };
}

function eventsOf({ scores, imported, recipe }: ModelSource): EventPart[] {
  if (!scores) return [];
  const { scored, scorer } = scores;
  const { plan, target, result, models, chosen } = scored;
  const { title, options } = models[chosen];
  const { sorted, least } = tellerOf(scored, imported, takeFeatures(plan, imported.table));
  const income = imported.table.columns.find(
    column => column.kind === 'number' && columnConcept(column)?.id === 'annualIncome',
  );
  const hasLine = target.purpose === 'default' && income !== undefined;
  return [
    {
      title,
      options,
      target,
      plan,
      scorer,
      threshold: result.at.threshold,
      thresholdRule: result.threshold,
      share: shareOfEvents(target),
      reasons: { cuts: sorted.map(values => values && cutsOfSorted(values)), least },
      creditLine: hasLine ? { income: income.name, shares: recipe.scoring.creditLine } : null,
      evaluation: result.models[chosen].evaluation,
    },
  ];
}
