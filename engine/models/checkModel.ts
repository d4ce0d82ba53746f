import { Cancelled } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import { askModel } from './askModel.ts';
import { checkEvent } from './check/checkClassifier.ts';
import { checkReference } from './check/checkReference.ts';
import { checkSegments } from './check/checkSegments.ts';
import { documentSchema } from './check/documentSchema.ts';
import { requireThat } from './check/requireThat.ts';
import { DamagedModel } from './DamagedModel.ts';
import type { ModelCheck, ModelDocument } from './ModelDocument.ts';
import { askOffers } from './offers/askOffers.ts';
import { checkOffers } from './offers/checkOffers.ts';

/** Answers may differ by this where another machine takes logarithms otherwise in the last digit; on the same machine they are the same. */
const SAME_WITHIN = 1e-9;
/** The same of offers, some of which are found step by step. */
const SAME_SCORES_WITHIN = 1e-6;

/**
 * Whether a document is a model that can answer: its shape, that every position and length fits, and that it says about made-up customers what it said when
 * it was saved.
 * @throws DamagedModel
 */
export async function checkModel(value: unknown, run: Run): Promise<ModelDocument> {
  const parsed = documentSchema.safeParse(value);
  if (!parsed.success) {
    const { path } = parsed.error.issues[0];
    throw new DamagedModel('damaged', `a part of it is not what Tessera writes (${path.join('.') || 'all of it'})`);
  }
  const document = parsed.data as unknown as ModelDocument;
  const { segments, events, columns, offers } = document;
  requireThat(new Set(columns.map(({ name }) => name)).size === columns.length, 'the list of columns');
  requireThat(segments !== null || events.length > 0, 'the model');
  if (segments) checkSegments(segments, document);
  for (const event of events) checkEvent(event);
  if (document.reference) checkReference(document.reference, document);
  if (offers) checkOffers(offers, document);
  await checkAnswers(document, run);
  return document;
}

/** Whatever goes wrong when a made-up customer is asked about was wrong in the file. */
async function checkAnswers(document: ModelDocument, run: Run): Promise<void> {
  let answers: ModelCheck[];
  let offered: readonly (readonly number[])[];
  const offerChecks = document.offers?.checks ?? [];
  try {
    answers = await askModel(
      document,
      document.checks.map(({ values }) => values),
      run,
    );
    offered = offerChecks.length === 0 ? [] : (await askOffers(document, offerChecks, run)).map(({ scores }) => scores);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    throw new DamagedModel('damaged', 'it cannot be asked', { cause: error });
  }
  requireThat(
    answers.every((answer, i) => isSame(answer, document.checks[i])),
    'what it answers',
  );
  requireThat(
    offerChecks.every(({ scores }, i) => areSameScores(offered[i], scores)),
    'what it offers',
  );
}

function isSame(found: ModelCheck, saved: ModelCheck): boolean {
  return (
    found.segment === saved.segment &&
    (found.riskScore === null) === (saved.riskScore === null) &&
    isNear(found.riskScore ?? 0, saved.riskScore ?? 0) &&
    found.probabilities.length === saved.probabilities.length &&
    found.probabilities.every((p, i) => isNear(p, saved.probabilities[i]))
  );
}

/** By rank: where another machine takes logarithms otherwise, products of nearly the same score may change places. */
function areSameScores(found: readonly number[], saved: readonly number[]): boolean {
  return (
    found.length === saved.length &&
    found.every((score, i) => Math.abs(score - saved[i]) <= SAME_SCORES_WITHIN * Math.max(1, Math.abs(score)))
  );
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_WITHIN * Math.max(1, Math.abs(a), Math.abs(b));
}
