import { jsonReply, type Call, type Reply } from './Call.ts';
import { MOST_BODY_BYTES, MOST_ONE_BYTES } from './limits.ts';
import type { ModelShelf } from './ModelShelf.ts';
import { openApiOf } from './openApi.ts';
import { BodyReader } from './readBody.ts';
import { Refusal, refuse } from './Refusal.ts';
import { readMany, readOne } from './scoreRequest.ts';
import type { ServedModel } from './ServedModel.ts';
import type { ServiceMetrics } from './ServiceMetrics.ts';
import { Slices } from './Slices.ts';
import type { Json } from './StrictJson.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Answered without the token: says nothing but whether the service is there. */
  readonly isOpen: boolean;
  /** Not counted against the rate: programs that watch the service ask at fixed times. */
  readonly isWatching: boolean;
  answer(call: Call): Reply | Promise<Reply>;
}
export interface RouteParts {
  readonly shelf: ModelShelf;
  readonly metrics: ServiceMetrics;
  readonly authority: string;
  /** Why the service is not ready; null when it is. */
  notReady(): Refusal | null;
}

/** Everything the service answers, by address. */
export function serviceRoutes({ shelf, metrics, authority, notReady }: RouteParts): Map<string, Route> {
  const bodies = new BodyReader();
  const slices = new Slices();
  const begun = performance.now();
  const watching = { isOpen: true, isWatching: true, method: 'GET' } as const;
  const requireReady = () => {
    const refusal = notReady();
    if (refusal) throw refusal;
  };
  return new Map<string, Route>([
    ['/healthz', { ...watching, answer: () => jsonReply({ status: 'alive' }) }],
    [
      '/readyz',
      {
        ...watching,
        answer: () => {
          requireReady();
          return jsonReply({ status: 'ready' });
        },
      },
    ],
    [
      '/metrics',
      {
        ...watching,
        isOpen: false,
        answer: () => ({
          status: 200,
          type: 'text/plain; version=0.0.4',
          body: metrics.text(shelf.models, (performance.now() - begun) / 1000),
        }),
      },
    ],
    ['/openapi.json', closed('GET', () => jsonReply(openApiOf(shelf.models, `http://${authority}`)))],
    ['/v1/models', closed('GET', () => jsonReply({ models: shelf.models.map(modelSummary) }))],
    ['/v1/models/reload', closed('POST', () => reload(shelf))],
    [
      '/v1/score',
      closed('POST', async call => {
        requireReady();
        const { text, sha256 } = await bodies.read(call, MOST_ONE_BYTES);
        call.inputSha256 = sha256;
        const asked = readOne(text);
        const model = modelOf(call, shelf, asked.model);
        const answer = await model.answer(asked.customer, asked.reasons);
        call.rows = 1;
        return jsonReply({ model: reference(model), ...answer });
      }),
    ],
    [
      '/v1/score/batch',
      closed('POST', async call => {
        requireReady();
        const { text, sha256 } = await bodies.read(call, MOST_BODY_BYTES);
        call.inputSha256 = sha256;
        return slices.inTurn(() => scoreMany(call, text, shelf, slices));
      }),
    ],
  ]);
}

function closed(method: Route['method'], answer: Route['answer']): Route {
  return { method, isOpen: false, isWatching: false, answer };
}

async function scoreMany(call: Call, text: string, shelf: ModelShelf, slices: Slices): Promise<Reply> {
  if (isGone(call)) throw refuse('request.cut');
  const asked = await readMany(text, slices);
  const model = modelOf(call, shelf, asked.model);
  const results: string[] = [];
  let refused = 0;
  for (const customer of asked.customers) {
    if (isGone(call)) throw refuse('request.cut');
    const answer = await answerRow(model, customer, asked.reasons);
    if ('error' in answer) refused++;
    results.push(JSON.stringify(answer));
    await slices.breathe();
  }
  call.rows = results.length;
  const counts = `"customers":${results.length},"refused":${refused}`;
  const body = `{"model":${JSON.stringify(reference(model))},${counts},"results":[${results.join(',')}]}`;
  return { status: 200, type: 'application/json', body };
}

function isGone({ request, response }: Call): boolean {
  return response.destroyed || request.socket.destroyed;
}

/** What is wrong with one customer is its own answer. */
async function answerRow(model: ServedModel, customer: Json, reasons: boolean) {
  try {
    return await model.answer(customer, reasons);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

async function reload(shelf: ModelShelf): Promise<Reply> {
  const models = await shelf.reload();
  const refused = models.find(model => model.refused !== null);
  if (refused) throw refuse('model.refused', refused.refused!);
  return jsonReply({ models: models.map(({ name, version, changed }) => ({ name, version, changed })) });
}

function modelOf(call: Call, shelf: ModelShelf, wanted: string | null): ServedModel {
  const model = shelf.find(wanted);
  call.model = model.identity.sha256;
  return model;
}

function reference({ name, version }: ServedModel) {
  return { name, version };
}

function modelSummary({ name, version, identity, document }: ServedModel) {
  const { sha256, savedAt, appVersion, signature } = identity;
  const { card, segments, events, inputs } = document;
  return {
    name,
    version,
    sha256,
    savedAt,
    appVersion,
    signedBy: signature?.fingerprint ?? null,
    status: card.status,
    owner: card.owner,
    purpose: card.purpose,
    segments: segments?.segmentation.segments.map(({ id, name: called }) => ({ id, name: called })) ?? [],
    events: events.map(({ target, threshold }) => ({ target: target.name, event: target.eventWords, threshold })),
    fields: inputs.map(({ name: called, kind }) => ({ name: called, kind })),
  };
}
