import type { CellValue } from '#shared/columns';
import { AppError } from '#shared/errors';
import type { ModelIdentity } from '#shared/models/identity';
import { errorSentence } from '#shared/text/errorSentences';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import type { CustomerAnswer, LoadedModel } from '../models/LoadedModel.ts';
import type { ModelDocument } from '../models/ModelDocument.ts';
import type { ReadDocument } from '../models/readDocument.ts';
import { inlineRun } from '../models/inlineRun.ts';
import { offerAnswers } from '../models/offers/offerAnswers.ts';
import { offerInputs } from '../models/offers/offerInputs.ts';
import type { AnswerOffers, OffersAnswer } from '../models/offers/OffersSection.ts';
import { readyModel } from '../models/ReadyModel.ts';
import { quickAnswers } from '../models/single/quickAnswers.ts';
import { CustomerFields, type Warning } from './CustomerFields.ts';
import type { AskedOffers } from './offersRequest.ts';
import { OwnedProducts } from './OwnedProducts.ts';
import { refuse } from './Refusal.ts';
import type { Json } from './StrictJson.ts';

const VERSION_DIGITS = 12;
/** So often the made-up customers of the file are asked about before others are. */
const WARMING_ROUNDS = 40;
const WITH_REASONS = 4;

export interface ServedAnswer extends CustomerAnswer {
  readonly warnings: readonly Warning[];
}
export interface ServedOffers extends OffersAnswer {
  /** Products of the customer that count, each once. */
  readonly owned: number;
  readonly warnings: readonly Warning[];
}
/** What offers are asked by; all of a model that makes some. */
interface Offering {
  readonly fields: CustomerFields;
  readonly products: OwnedProducts;
  readonly answer: AnswerOffers;
}

/** One version of a model while it answers. Immutable: a request holds on to the version it began with. */
export class ServedModel {
  readonly identity: ModelIdentity;
  readonly document: ModelDocument;
  /** The first digits of the file's hash. */
  readonly version: string;
  readonly #fields: CustomerFields;
  readonly #answer: LoadedModel['answer'];
  readonly #offering: Offering | null;

  private constructor({ document, identity }: ReadDocument, answer: LoadedModel['answer']) {
    this.identity = identity;
    this.document = document;
    this.version = identity.sha256.slice(0, VERSION_DIGITS);
    this.#fields = new CustomerFields(document);
    this.#answer = answer;
    this.#offering = offeringOf(document);
  }

  /** Ready to answer the first customer as quickly as the thousandth. @throws Cancelled */
  static async of(read: ReadDocument, run: Run): Promise<ServedModel> {
    const answer = await quickAnswers(read.document, run);
    for (let round = 0; round < WARMING_ROUNDS; round++) {
      await pause(run);
      for (const { values } of read.document.checks) await answer(values, { reasons: round % WITH_REASONS === 0 });
    }
    const model = new ServedModel(read, answer);
    await model.#warmOffers(run);
    return model;
  }

  async #warmOffers(run: Run): Promise<void> {
    if (!this.#offering) return;
    for (const { values, products } of this.document.offers!.checks) {
      await pause(run);
      await this.#offering.answer(values, { products, weights: products.map(() => 1) });
    }
  }

  get makesOffers(): boolean {
    return this.#offering !== null;
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

  /** @throws Refusal `model.noOffers`, `body.customer`, `body.products`, `field.type`, `product.weight`, `customer.refused` */
  async offer({ customer, products: given }: AskedOffers): Promise<ServedOffers> {
    if (!this.#offering) throw refuse('model.noOffers', this.address);
    const { fields, products, answer } = this.#offering;
    const owned = products.check(given);
    const { values, warnings } = fields.check(customer);
    const offered = await answer(values, owned).catch(refusal);
    return { ...offered, owned: new Set(owned.products).size, warnings: [...owned.warnings, ...warnings] };
  }

  async #asked(values: Readonly<Record<string, CellValue>>, reasons: boolean): Promise<CustomerAnswer> {
    return this.#answer(values, { reasons }).catch(refusal);
  }
}

function refusal(error: unknown): never {
  if (error instanceof AppError) throw refuse('customer.refused', errorSentence(error));
  throw error;
}

function offeringOf(document: ModelDocument): Offering | null {
  const answer = offerAnswers(readyModel(document), inlineRun());
  if (!answer) return null;
  const fields = new CustomerFields({ ...document, inputs: offerInputs(document) });
  return { fields, products: new OwnedProducts(document.offers!.made), answer };
}
