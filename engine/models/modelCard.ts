import { formatCount, formatFixed, formatPercent, formatThings, joinWords } from '#shared/format';
import type { CardFigure, ModelCard } from '#shared/models/card';
import { learnedLists } from '#shared/feedback/choices';
import { emptyRecord, standingSignOff } from '#shared/models/record';
import { sourceColumns } from '#shared/results';
import type { Purpose } from '#shared/scoring/choices';
import type { Evaluation } from '#shared/scoring/evaluation';
import { clusteringOfModel } from '../algorithms/registry.ts';
import { donorRows } from '../prepare/fillNumbers.ts';
import type { Scored } from '../scoring/Scored.ts';
import { isoDate } from '../table/cellValue.ts';
import { offersCard } from './offers/offersCard.ts';
import type { ModelNaming, ModelSource } from './ModelSource.ts';
import { plainLine } from './plainLine.ts';
import { referenceWords } from './referenceWords.ts';

const QUESTIONS: Readonly<Record<Purpose, string>> = {
  churn: 'which customers are about to leave',
  default: 'which customers may not repay',
  response: 'which customers may answer an offer',
  other: 'for which customers an event is probable',
};

/** What a model is for, what it was made on, how good it is and where it must not be trusted. */
export function modelCard(source: ModelSource, { name, owner }: ModelNaming): ModelCard {
  const { imported, scores, data, reference } = source;
  const scored = scores?.scored ?? null;
  const n = imported.table.nRows;
  const offers = offersCard(source);
  return {
    name,
    purpose: purposeOf(source, offers.purpose),
    targets: scored ? [scored.target.eventWords] : [],
    population: populationOf(source),
    n,
    period: Number.isNaN(imported.referenceDay)
      ? `The customers as they stand in ${data.name}; the file has no dates.`
      : `The customers as they were on ${isoDate(imported.referenceDay)}, the day that ages and tenures are measured at.`,
    methods: [...methodsOf(source), ...offers.methods],
    features: [...new Set([...featuresOf(source), ...offers.features])],
    leftOut: scored ? [...scored.leftOut] : [],
    performance: scored ? figuresOf(scored.result.models[scored.chosen].evaluation) : [],
    limits: [...limitsOf(source), ...offers.limits],
    fairness: scored ? fairnessOf(scored) : [],
    reference: referenceWords(reference),
    ...saidOf(source, owner),
  };
}

/** What people say of it; a sign-off counts for the result that was signed. */
function saidOf({ recipe, data }: ModelSource, owner: string | null) {
  const record = recipe.modelRecord ?? emptyRecord();
  const { materiality, use } = record;
  const signOff = standingSignOff(record, data.resultSha256);
  return {
    owner: owner ?? (plainLine(record.owner) || null),
    ...(materiality ? { materiality } : {}),
    ...(use === '' ? {} : { use }),
    status: signOff?.status ?? ('draft' as const),
    ...(signOff ? { signedOff: { by: signOff.by, at: signOff.at, words: signOff.words } } : {}),
  };
}

function purposeOf({ segments, scores }: ModelSource, more: readonly string[]): string {
  const parts: string[] = [];
  if (segments) {
    const { nClusters, tierRule } = segments.segmented.segmentation;
    parts.push(`places customers in ${formatThings(nClusters, 'segment')}`);
    if (tierRule.drivers.length > 0) parts.push('gives each a risk tier');
  }
  if (scores) parts.push(`says ${QUESTIONS[scores.scored.target.purpose]}`);
  parts.push(...more);
  const text = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}` : parts[0];
  return `It ${text}. What it says is for people to decide by; it decides nothing by itself.`;
}

function populationOf({ imported, scores, data }: ModelSource): string {
  const all = `${formatThings(imported.table.nRows, 'customer')} of ${data.name}`;
  if (!scores) return `${all}.`;
  const { nEvents, nOthers, nUnknown, eventWords } = scores.scored.target;
  const unknown = nUnknown > 0 ? `; of ${formatCount(nUnknown)} the outcome is not known` : '';
  return `${all}, ${formatCount(nEvents)} (${formatPercent(nEvents / (nEvents + nOthers))}) of those with a known outcome with the event (${eventWords})${unknown}.`;
}

function methodsOf({ segments, scores }: ModelSource): string[] {
  const methods: string[] = [];
  if (segments) methods.push(`Segments: ${clusteringOfModel(segments.segmented.model).title}.`);
  if (!scores) return methods;
  const { models, chosen, result } = scores.scored;
  const { resampling, calibration, search } = result;
  const parts = [`Scores: ${models[chosen].title}.`, resampling.text, calibration.text, search];
  return [...methods, parts.filter(part => part !== '').join(' ')];
}

function featuresOf({ segments, scores }: ModelSource): string[] {
  const columns = segments ? sourceColumns(segments.prepared.features) : new Set<string>();
  for (const { column } of scores?.scored.plan.features ?? []) columns.add(column);
  return [...columns];
}

function figuresOf({ rocAuc, gini, ks, prAuc, logLoss, brier, calibration, at }: Evaluation): CardFigure[] {
  return [
    { title: 'ROC-AUC', ...rocAuc },
    { title: 'Gini', ...gini },
    { title: 'KS', ...ks },
    { title: 'PR-AUC', ...prAuc },
    { title: 'Log loss', ...logLoss },
    { title: 'Brier score', ...brier },
    { title: 'Calibration slope', ...calibration.slope },
    { title: 'Calibration intercept', ...calibration.intercept },
    { title: `Precision at ${formatFixed(at.threshold, 3)}`, ...at.precision },
    { title: `Recall at ${formatFixed(at.threshold, 3)}`, ...at.recall },
  ];
}

/** Methods that place others by the customers they were fitted on. */
const KEEPS_CUSTOMERS: ReadonlySet<string> = new Set(['hdbscan', 'kMedoids', 'ward']);

/** What of customers the file holds, where it does. */
function customersKept(segments: ModelSource['segments']): string[] {
  if (!segments) return [];
  const said: string[] = [];
  if (KEEPS_CUSTOMERS.has(segments.segmented.model.algorithm))
    said.push(
      'The method places customers by prepared values of some of those it was made on: the file holds these values, without names and identifiers.',
    );
  const nDonors = donorRows(segments.prepared.pipeline);
  if (nDonors > 0)
    said.push(
      `Gaps in numbers are filled from the most similar of ${formatThings(nDonors, 'customer')} that it was made on: the file holds their prepared values, without names and identifiers.`,
    );
  return said;
}

function limitsOf({ segments, scores, recipe }: ModelSource): string[] {
  const limits = [
    'It holds for customers like those it was made on; look at the monitor before it is used on others or later.',
  ];
  limits.push(...customersKept(segments));
  const days = new Set(learnedLists(recipe).map(({ at }) => at.slice(0, 10)));
  if (days.size > 0)
    limits.push(`Outcomes that came in by feedback on ${joinWords([...days])} are part of what it learned from.`);
  if (segments && segments.segmented.segmentation.structure !== 'clear')
    limits.push(segments.segmented.segmentation.structureReason);
  const byHand = recipe.overrides.length + recipe.edits.length;
  if (byHand > 0)
    limits.push(
      `${formatThings(byHand, 'decision')} about single customers, made by hand, ${byHand === 1 ? 'is' : 'are'} not part of it.`,
    );
  if (!scores) return limits;
  limits.push(
    'Figures are of customers that the models behind them had not seen; the file holds the model that learned from all of them.',
    'It finds what goes together in the data and not what causes what.',
  );
  const leaks = scores.scored.leaks.filter(({ action }) => action === 'leftOut').length;
  if (leaks > 0)
    limits.push(
      `${formatThings(leaks, 'column')} that may give the outcome away ${leaks === 1 ? 'was' : 'were'} left out.`,
    );
  return limits;
}

function fairnessOf({ result }: Scored): string[] {
  const { columns, preamble } = result.fairness;
  if (columns.length === 0) return ['No protected column was in the file, so that nothing can be said about groups.'];
  return [preamble, ...columns.flatMap(({ sentences }) => sentences)];
}
