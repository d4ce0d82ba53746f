/** Pieces of JSON Schema that the OpenAPI document is put together from. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const number: Schema = { type: 'number' };
export const share: Schema = { type: 'number', minimum: 0, maximum: 1 };
export const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const object = (properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
export const json = (schema: Schema): Schema => ({ 'application/json': { schema } });

const refused: Schema = { default: { $ref: '#/components/responses/Error' } };

export function operation(operationId: string, summary: string, answered: Schema): Schema {
  return { operationId, summary, responses: { 200: { description: summary, content: json(answered) }, ...refused } };
}

/** An operation that answers text. */
export function textOperation(operationId: string, summary: string): Schema {
  const responses = { 200: { description: 'Text', content: { 'text/plain': { schema: text } } }, ...refused };
  return { operationId, summary, responses };
}

/** One form of a body for each model that may be asked. */
export function requestBody(forms: readonly Schema[]): Schema {
  return { requestBody: { required: true, content: json(forms.length === 1 ? forms[0] : { anyOf: forms }) } };
}

/** What is answered about one customer and about a batch, of which some may be refused. @param properties of one answer beside the model's name */
export function answersOf(properties: Readonly<Record<string, Schema>>): {
  readonly answer: Schema;
  readonly batch: Schema;
} {
  const results = listOf({ anyOf: [object(properties), reference('Error')] });
  return {
    answer: object({ model: reference('ModelReference'), ...properties }),
    batch: object({
      model: reference('ModelReference'),
      customers: { type: 'integer' },
      refused: { type: 'integer', description: 'Customers with an error in place of an answer.' },
      results: { ...results, description: 'In the order of the customers.' },
    }),
  };
}
