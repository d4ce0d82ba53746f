import type { Call, Reply } from './Call.ts';
import type { ModelShelf } from './ModelShelf.ts';
import type { BodyReader } from './readBody.ts';
import { Refusal, refuse } from './Refusal.ts';
import type { ServedModel } from './ServedModel.ts';
import type { Slices } from './Slices.ts';
import type { Json } from './StrictJson.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Answered without the token: says nothing but whether the service is there. */
  readonly isOpen: boolean;
  /** Not counted against the rate: programs that watch the service ask at fixed times. */
  readonly isWatching: boolean;
  answer(call: Call): Reply | Promise<Reply>;
}

/** What addresses are answered with that ask a model. */
export interface AskingParts {
  readonly shelf: ModelShelf;
  readonly bodies: BodyReader;
  readonly slices: Slices;
  /** @throws Refusal where nothing is answered at the moment */
  requireReady(): void;
}

/** An address that needs the token. */
export function closed(method: Route['method'], answer: Route['answer']): Route {
  return { method, isOpen: false, isWatching: false, answer };
}

/** Whether nobody waits for the answer any more. */
export function isGone({ request, response }: Call): boolean {
  return response.destroyed || request.socket.destroyed;
}

/** @throws Refusal `model.unknown`, `model.which` */
export function modelOf(call: Call, shelf: ModelShelf, wanted: string | null): ServedModel {
  const model = shelf.find(wanted);
  call.model = model.identity.sha256;
  return model;
}

export function reference({ name, version }: ServedModel) {
  return { name, version };
}

/** Answers a list of customers in its order, in slices; what is wrong with one of them is its own answer. */
export async function answerList(
  call: Call,
  model: ServedModel,
  customers: readonly Json[],
  slices: Slices,
  answer: (customer: Json) => Promise<object>,
): Promise<Reply> {
  const results: string[] = [];
  let refused = 0;
  for (const customer of customers) {
    if (isGone(call)) throw refuse('request.cut');
    try {
      results.push(JSON.stringify(await answer(customer)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused++;
      results.push(JSON.stringify({ error: { code: error.code, message: error.message } }));
    }
    await slices.breathe();
  }
  call.rows = results.length;
  const counts = `"customers":${results.length},"refused":${refused}`;
  const body = `{"model":${JSON.stringify(reference(model))},${counts},"results":[${results.join(',')}]}`;
  return { status: 200, type: 'application/json', body };
}
