import type { CellValue } from '#shared/columns';
import { AppError } from '#shared/errors';
import type { ModelIdentity } from '#shared/models/identity';
import { errorSentence } from '#shared/text/errorSentences';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import type { CustomerAnswer, LoadedModel } from '../models/LoadedModel.ts';
import type { ModelDocument } from '../models/ModelDocument.ts';
import type { ReadDocument } from '../models/readDocument.ts';
import { quickAnswers } from '../models/single/quickAnswers.ts';
import { CustomerFields, type Warning } from './CustomerFields.ts';
import { refuse } from './Refusal.ts';
import type { Json } from './StrictJson.ts';

const VERSION_DIGITS = 12;
/** So often the made-up customers of the file are asked about before others are. */
const WARMING_ROUNDS = 40;
const WITH_REASONS = 4;

export interface ServedAnswer extends CustomerAnswer {
  readonly warnings: readonly Warning[];
}

/** One version of a model while it answers. Immutable: a request holds on to the version it began with. */
export class ServedModel {
  readonly identity: ModelIdentity;
  readonly document: ModelDocument;
  /** The first digits of the file's hash. */
  readonly version: string;
  readonly #fields: CustomerFields;
  readonly #answer: LoadedModel['answer'];

  private constructor({ document, identity }: ReadDocument, answer: LoadedModel['answer']) {
    this.identity = identity;
    this.document = document;
    this.version = identity.sha256.slice(0, VERSION_DIGITS);
    this.#fields = new CustomerFields(document);
    this.#answer = answer;
  }

  /** Ready to answer the first customer as quickly as the thousandth. @throws Cancelled */
  static async of(read: ReadDocument, run: Run): Promise<ServedModel> {
    const answer = await quickAnswers(read.document, run);
    for (let round = 0; round < WARMING_ROUNDS; round++) {
      await pause(run);
      for (const { values } of read.document.checks) await answer(values, { reasons: round % WITH_REASONS === 0 });
    }
    return new ServedModel(read, answer);
  }

  get name(): string {
    return this.identity.name;
  }

  get address(): string {
    return `${this.name}@${this.version}`;
  }

  /** @throws Refusal `body.customer`, `field.type`, `customer.refused` */
  async answer(customer: Json, reasons: boolean): Promise<ServedAnswer> {
    const { values, warnings } = this.#fields.check(customer);
    return { ...(await this.#asked(values, reasons)), warnings };
  }

  async #asked(values: Readonly<Record<string, CellValue>>, reasons: boolean): Promise<CustomerAnswer> {
    try {
      return await this.#answer(values, { reasons });
    } catch (error) {
      if (error instanceof AppError) throw refuse('customer.refused', errorSentence(error));
      throw error;
    }
  }
}
