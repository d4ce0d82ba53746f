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

/** Answers may differ by this where another machine takes logarithms otherwise in the last digit; on the same machine they are the same. */
const SAME_WITHIN = 1e-9;

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
  const { segments, events, columns } = document;
  requireThat(new Set(columns.map(({ name }) => name)).size === columns.length, 'the list of columns');
  requireThat(segments !== null || events.length > 0, 'the model');
  if (segments) checkSegments(segments, document);
  for (const event of events) checkEvent(event);
  if (document.reference) checkReference(document.reference, document);
  await checkAnswers(document, run);
  return document;
}

/** Whatever goes wrong when a made-up customer is asked about was wrong in the file. */
async function checkAnswers(document: ModelDocument, run: Run): Promise<void> {
  let answers: ModelCheck[];
  try {
    answers = await askModel(
      document,
      document.checks.map(({ values }) => values),
      run,
    );
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    throw new DamagedModel('damaged', 'it cannot be asked', { cause: error });
  }
  requireThat(
    answers.every((answer, i) => isSame(answer, document.checks[i])),
    'what it answers',
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

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_WITHIN * Math.max(1, Math.abs(a), Math.abs(b));
}
