import { CONFIDENCES } from '#shared/explanation';
import { TIERS } from '#shared/results';
import { BANDS } from '#shared/scoring/bands';
import { APP_VERSION } from '../version.ts';
import { WARNING_CODES } from './CustomerFields.ts';
import { customerSchema } from './customerSchema.ts';
import { MOST_BODY_BYTES, MOST_CUSTOMERS, MOST_OFFER_BYTES, MOST_ONE_BYTES } from './limits.ts';
import { modelNames } from './modelNames.ts';
import { offerPaths, offerSchemas } from './offerPaths.ts';
import { ERROR_CODES } from './Refusal.ts';
import {
  answersOf,
  json,
  listOf,
  number,
  object,
  operation,
  orNull,
  reference,
  requestBody,
  sha256,
  share,
  text,
  textOperation,
  type Schema,
} from './schemaParts.ts';
import type { ServedModel } from './ServedModel.ts';
import { anyCustomer, valueSchemas } from './valueSchemas.ts';

const modelReference = object({ name: text, version: text });
const segment = object({
  id: { type: 'integer' },
  name: text,
  probability: share,
  confidence: { enum: CONFIDENCES },
  margin: orNull(number),
  unlikeAnySeen: { type: 'boolean' },
});
const event = object({
  target: text,
  eventWords: text,
  purpose: text,
  probability: { ...share, description: 'Calibrated as the model was when it was saved.' },
  band: { enum: BANDS },
  threshold: { ...number, description: 'Probability from which a customer is taken for an event.' },
  isEvent: { type: 'boolean', description: 'The decision: whether the probability is at or above the threshold.' },
  points: orNull({ ...number, description: 'Of a scorecard.' }),
  reasons: {
    ...listOf(text),
    description: 'What raises the score most, the strongest first, in words; empty where none were asked for.',
  },
  creditLine: orNull(number),
});
const warning = object({
  code: { enum: WARNING_CODES },
  field: text,
  message: text,
});
const answerProperties = {
  segment: orNull(reference('Segment')),
  tier: orNull({ enum: TIERS }),
  riskScore: orNull({ type: 'number', minimum: 0, maximum: 100 }),
  events: listOf(reference('Event')),
  warnings: listOf(reference('Warning')),
};
const error = object({ error: object({ code: { type: 'string', enum: ERROR_CODES }, message: text }) });
const modelSummary = object({
  name: text,
  version: text,
  sha256,
  savedAt: text,
  appVersion: text,
  signedBy: orNull(text),
  status: text,
  owner: orNull(text),
  purpose: text,
  segments: listOf(object({ id: { type: 'integer' }, name: text })),
  events: listOf(object({ target: text, event: text, threshold: number })),
  offers: orNull(object({ method: text, products: { type: 'integer' }, most: { type: 'integer' } })),
  fields: listOf(object({ name: text, kind: text })),
});

/** The OpenAPI 3.1 document of a service with these models: their fields, with the ranges and levels that they have seen. */
export function openApiOf(models: readonly ServedModel[], url: string): Schema {
  const customers = models.map(model => [`Customer_${model.version}`, customerSchema(model)] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tessera scoring service',
      version: APP_VERSION,
      description: `Segment, tier, event scores and offers of single customers and of batches. On the loopback address only. A batch has ${MOST_BODY_BYTES} bytes and ${MOST_CUSTOMERS} customers at most, a request about one customer ${MOST_ONE_BYTES} bytes, one about the offers to one ${MOST_OFFER_BYTES}.`,
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths: paths(models),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: { Error: { description: 'What is wrong, in a sentence.', content: json(reference('Error')) } },
      schemas: {
        ...Object.fromEntries(customers),
        ...offerSchemas(models),
        ...valueSchemas(),
        Segment: segment,
        Event: event,
        Warning: warning,
        Error: error,
        ModelReference: modelReference,
        Model: modelSummary,
      },
    },
  };
}

function paths(models: readonly ServedModel[]): Schema {
  const { answer, batch } = answersOf(answerProperties);
  const reloaded = object({ models: listOf(object({ name: text, version: text, changed: { type: 'boolean' } })) });
  const status = (word: string) => object({ status: { const: word } });
  return {
    '/v1/score': {
      post: {
        ...operation('scoreCustomer', 'One customer', answer),
        ...requestOf(models, 'customer', customer => customer),
      },
    },
    '/v1/score/batch': {
      post: {
        ...operation(
          'scoreCustomers',
          'A list of customers, answered in its order; what is wrong with one is said in its place',
          batch,
        ),
        ...requestOf(models, 'customers', () => ({
          type: 'array',
          minItems: 1,
          maxItems: MOST_CUSTOMERS,
          items: anyCustomer(),
        })),
      },
    },
    ...offerPaths(models),
    '/v1/models': {
      get: operation('listModels', 'The models that answer', object({ models: listOf(reference('Model')) })),
    },
    '/v1/models/reload': {
      post: operation('reloadModels', 'Reads model files again that were replaced', reloaded),
    },
    '/openapi.json': { get: operation('describe', 'This document', { type: 'object' }) },
    '/healthz': { get: { ...operation('isAlive', 'Whether the service is there', status('alive')), security: [] } },
    '/readyz': { get: { ...operation('isReady', 'Whether the service answers', status('ready')), security: [] } },
    '/metrics': { get: textOperation('metrics', 'Figures for Prometheus') },
  };
}

/** One form of the body for each model; with several, the model is named. */
function requestOf(models: readonly ServedModel[], key: string, shape: (customer: Schema) => Schema): Schema {
  const forms = models.map(model => {
    const named = modelNames(models, model);
    return object(
      {
        [key]: shape(reference(`Customer_${model.version}`)),
        model: named.schema,
        reasons: {
          type: 'boolean',
          default: false,
          description: 'Whether reasons are found; they take longer than all the rest.',
        },
      },
      named.isRequired ? [key, 'model'] : [key],
    );
  });
  return requestBody(forms);
}
