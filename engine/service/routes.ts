import { offerRoutes } from './offerRoutes.ts';
import { jsonReply, type Call, type Reply } from './Call.ts';
import { MOST_BODY_BYTES, MOST_ONE_BYTES } from './limits.ts';
import type { ModelShelf } from './ModelShelf.ts';
import { openApiOf } from './openApi.ts';
import { BodyReader } from './readBody.ts';
import { refuse, type Refusal } from './Refusal.ts';
import { answerList, closed, isGone, modelOf, reference, type AskingParts, type Route } from './routeParts.ts';
import { readMany, readOne } from './scoreRequest.ts';
import type { ServedModel } from './ServedModel.ts';
import type { ServiceMetrics } from './ServiceMetrics.ts';
import { Slices } from './Slices.ts';

export interface RouteParts {
  readonly shelf: ModelShelf;
  readonly metrics: ServiceMetrics;
  readonly authority: string;
  /** Why the service is not ready; null when it is. */
  notReady(): Refusal | null;
}

/** Everything the service answers, by address. */
export function serviceRoutes({ shelf, metrics, authority, notReady }: RouteParts): Map<string, Route> {
  const begun = performance.now();
  const watching = { isOpen: true, isWatching: true, method: 'GET' } as const;
  const requireReady = () => {
    const refusal = notReady();
    if (refusal) throw refusal;
  };
  const asking = { shelf, bodies: new BodyReader(), slices: new Slices(), requireReady };
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
    ...scoreRoutes(asking),
    ...offerRoutes(asking),
  ]);
}

/** Scores of one customer and of a list of them. */
function scoreRoutes({ shelf, bodies, slices, requireReady }: AskingParts): [string, Route][] {
  return [
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
  ];
}

async function scoreMany(call: Call, text: string, shelf: ModelShelf, slices: Slices): Promise<Reply> {
  if (isGone(call)) throw refuse('request.cut');
  const asked = await readMany(text, slices);
  const model = modelOf(call, shelf, asked.model);
  return answerList(call, model, asked.customers, slices, customer => model.answer(customer, asked.reasons));
}

async function reload(shelf: ModelShelf): Promise<Reply> {
  const models = await shelf.reload();
  const refused = models.find(model => model.refused !== null);
  if (refused) throw refuse('model.refused', refused.refused!);
  return jsonReply({ models: models.map(({ name, version, changed }) => ({ name, version, changed })) });
}

function modelSummary({ name, version, identity, document }: ServedModel) {
  const { sha256, savedAt, appVersion, signature } = identity;
  const { card, segments, events, inputs, offers } = document;
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
    offers: offers
      ? { method: offers.made.title, products: offers.made.products.length, most: offers.made.perCustomer }
      : null,
    fields: inputs.map(({ name: called, kind }) => ({ name: called, kind })),
  };
}
