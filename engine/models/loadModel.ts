import { AppError } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import type { ModelIdentity } from '#shared/models/identity';
import { pause } from '../jobs/pause.ts';
import type { KernelMemory } from '../kernels/KernelMemory.ts';
import { rowExplainer } from '../scoring/explain/RowExplainer.ts';
import { answerCustomer } from './answerCustomer.ts';
import { CustomerReader } from './CustomerReader.ts';
import { inlineRun } from './inlineRun.ts';
import type { CustomerAnswer, LoadedModel } from './LoadedModel.ts';
import type { ModelDocument } from './ModelDocument.ts';
import { offerAnswers } from './offers/offerAnswers.ts';
import { readyModel, type ReadyEvent } from './ReadyModel.ts';
import { scoreTable } from './scoreTable.ts';

/** Customers answered between two looks at what else there is to do. */
const BETWEEN_PAUSES = 16;

/** Makes a document that was checked ready to answer. @param kernels what trees are laid out for, which tell reasons */
export async function loadModel(
  document: ModelDocument,
  identity: ModelIdentity,
  kernels: KernelMemory,
): Promise<LoadedModel> {
  const own = inlineRun();
  const ready = readyModel(document);
  const events: ReadyEvent[] = [];
  for (const event of ready.events)
    events.push({ ...event, explainer: await rowExplainer(event.scorer.model, kernels, own) });
  const model = { ...ready, events };
  const reader = new CustomerReader(model);
  const answer: LoadedModel['answer'] = async (values, options) =>
    answerCustomer(model, await reader.read(values, own), options, own);
  return Object.freeze({
    identity,
    document,
    inputs: document.inputs,
    answer,
    answerOffers: offerAnswers(model, own),
    answerMany: async (customers, options, run) => {
      const answers: CustomerAnswer[] = [];
      for (const [i, values] of customers.entries()) {
        if (i % BETWEEN_PAUSES === 0) await pause(run);
        answers.push(await answer(values, options).catch((error: unknown) => Promise.reject(ofRow(error, i))));
      }
      return answers;
    },
    scoreTable: (table, mostReasons, run) => scoreTable(model, table, mostReasons, run),
  } satisfies LoadedModel);
}

function ofRow(error: unknown, i: number): unknown {
  if (!(error instanceof AppError)) return error;
  return new AppError('model.row', { row: i + 1, reason: errorSentence(error) }, { cause: error });
}
