import type { LogisticRegressionModel } from '../../algorithms/logisticRegression.ts';
import type { LinearDesign } from '../../algorithms/linear/LinearDesign.ts';
import { factorOf, type ScorecardModel } from '../../algorithms/scorecard.ts';
import type { EnsembleModel } from '../../algorithms/trees/EnsembleModel.ts';
import type { PlannedFeature } from '../../scoring/features.ts';
import type { EventPart, ModelDocument } from '../ModelDocument.ts';
import { exportInput } from './exportInput.ts';
import {
  ANSWER,
  type DerivedNumber,
  type ExportBody,
  type ExportInput,
  type ExportPlan,
  type Expression,
} from './ExportPlan.ts';
import { apply, field, ifMissing, logistic } from './expressions.ts';
import { FieldNames } from './FieldNames.ts';
import { correctedAnswer } from './correctedAnswer.ts';
import { pointFeatures } from './pointFeatures.ts';
import { refuse, refuseCleaning } from './refuse.ts';

const DAYS_PER_YEAR = 365.25;

/** Where a feature of the model stands among inputs and derived numbers. */
interface Placed {
  readonly names: readonly string[];
  readonly inputs: readonly ExportInput[];
  readonly derived: DerivedNumber[];
  readonly free: FieldNames;
}

/**
 * A scored event for another format: features, model, correction of the share of events, calibration.
 * @throws AppError `model.cannotExport` naming what the format cannot carry
 */
export function planEvent(document: ModelDocument, event: EventPart, format: string): ExportPlan {
  refuseCleaning(document, format);
  const placed = placeFeatures(document, event, format);
  const { body, answer } = bodyOf(event, placed, format);
  const { scorer, threshold } = event;
  return {
    title: `${event.title}: ${event.target.eventWords}`,
    appVersion: document.appVersion,
    inputs: placed.inputs,
    derived: placed.derived,
    body,
    outputs: correctedAnswer(scorer, answer, threshold),
  };
}

function placeFeatures(document: ModelDocument, { plan }: EventPart, format: string): Placed {
  const inputs = new Map<string, ExportInput>();
  const derived: DerivedNumber[] = [];
  if (plan.observed && plan.features.some(({ columnKind }) => columnKind === 'date'))
    refuse(format, 'dates that are measured from the day on which each customer is looked at');
  for (const { column, columnKind, member, levels, kind } of plan.features) {
    if (member !== null) refuse(format, `the column ${column}, whose cells hold several values`);
    inputs.set(column, exportInput(document, column, columnKind, kind === 'category' ? levels : null, format));
  }
  const free = new FieldNames([...inputs.keys(), ANSWER]);
  const names = plan.features.map(feature => placeFeature(feature, plan.referenceDay, derived, free));
  return { names, inputs: [...inputs.values()], derived, free };
}

/** Numbers and categories are taken as they are; yes or no and dates become numbers first. */
function placeFeature(
  { column, columnKind }: PlannedFeature,
  referenceDay: number,
  derived: DerivedNumber[],
  free: FieldNames,
): string {
  if (columnKind !== 'boolean' && columnKind !== 'date') return column;
  const name = free.free(columnKind === 'date' ? `${column}: years` : `${column}: yes`);
  const made: Expression =
    columnKind === 'date'
      ? apply('/', apply('-', referenceDay, { is: 'days', field: column }), DAYS_PER_YEAR)
      : { is: 'in', field: column, levels: ['true'], isNegated: false, missing: null };
  derived.push({ name, made });
  return name;
}

function bodyOf({ scorer, plan }: EventPart, placed: Placed, format: string): { body: ExportBody; answer: Expression } {
  const { model } = scorer;
  const raw = field(ANSWER);
  switch (model.algorithm) {
    case 'randomForest':
    case 'histGradientBoosting': {
      const { ensemble } = model as EnsembleModel;
      const fields = plan.features.map(({ kind, levels }, i) => ({
        name: placed.names[i],
        levels: kind === 'category' ? levels : null,
      }));
      const sum = ensemble.baseline === 0 ? raw : apply('+', raw, ensemble.baseline);
      const isForest = model.algorithm === 'randomForest';
      const answer = isForest ? apply('min', 1, apply('max', 0, sum)) : logistic(sum);
      const body: ExportBody =
        ensemble.nTrees > 0 ? { is: 'trees', ensemble, fields } : { is: 'linear', intercept: 0, terms: [] };
      return { body, answer };
    }
    case 'logisticRegression':
      return { body: linearBody(model as LogisticRegressionModel, placed), answer: logistic(raw) };
    case 'scorecard': {
      const card = model as ScorecardModel;
      const { factor, offset } = factorOf(card.scale);
      const body: ExportBody = {
        is: 'points',
        basePoints: card.basePoints,
        features: pointFeatures(card, placed.names),
      };
      return { body, answer: logistic(apply('/', apply('-', offset, raw), factor)) };
    }
    default:
      return refuse(format, 'naive Bayes over flags and z-scores');
  }
}

/** One derived number per column of the design. */
function linearBody({ design, intercept, coefficients }: LogisticRegressionModel, placed: Placed): ExportBody {
  const terms = design.columns.map((_column, c) => {
    const name = placed.free.free(`x${c + 1}`);
    placed.derived.push({ name, made: designColumn(design, c, placed.names) });
    return { field: name, weight: coefficients[c].estimate };
  });
  return { is: 'linear', intercept: intercept.estimate, terms };
}

function designColumn(design: LinearDesign, column: number, names: readonly string[]): Expression {
  if (column < design.numbers.length) {
    const { feature, fill, center, factor } = design.numbers[column];
    return apply('*', apply('-', ifMissing(names[feature], fill), center), factor);
  }
  const { feature, columnOf } = design.flags.find(flags => flags.columnOf.includes(column))!;
  const last = columnOf.length - 1;
  const missing = Number(columnOf[last] === column);
  const { kind, levels } = design.features[feature];
  if (kind === 'number')
    return {
      is: 'ifMissing',
      field: names[feature],
      yes: { is: 'number', value: 1 },
      no: { is: 'number', value: 0 },
    };
  const own = levels.filter((_level, code) => columnOf[code] === column);
  return { is: 'in', field: names[feature], levels: own, isNegated: false, missing };
}
