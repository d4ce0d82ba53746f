import { jsonReply, type Call, type Reply } from './Call.ts';
import { MOST_BODY_BYTES, MOST_OFFER_BYTES } from './limits.ts';
import type { ModelShelf } from './ModelShelf.ts';
import { readCustomerOffer, readManyOffers, readOneOffer } from './offersRequest.ts';
import { refuse } from './Refusal.ts';
import { answerList, closed, isGone, modelOf, reference, type AskingParts, type Route } from './routeParts.ts';
import type { ServedModel } from './ServedModel.ts';
import type { Slices } from './Slices.ts';

/** Offers for one customer and for a list of them. */
export function offerRoutes({ shelf, bodies, slices, requireReady }: AskingParts): [string, Route][] {
  return [
    [
      '/v1/offers',
      closed('POST', async call => {
        requireReady();
        const { text, sha256 } = await bodies.read(call, MOST_OFFER_BYTES);
        call.inputSha256 = sha256;
        const asked = readOneOffer(text);
        const model = offering(call, shelf, asked.model);
        const answer = await model.offer(asked);
        call.rows = 1;
        return jsonReply({ model: reference(model), ...answer });
      }),
    ],
    [
      '/v1/offers/batch',
      closed('POST', async call => {
        requireReady();
        const { text, sha256 } = await bodies.read(call, MOST_BODY_BYTES);
        call.inputSha256 = sha256;
        return slices.inTurn(() => offerMany(call, text, shelf, slices));
      }),
    ],
  ];
}

async function offerMany(call: Call, text: string, shelf: ModelShelf, slices: Slices): Promise<Reply> {
  if (isGone(call)) throw refuse('request.cut');
  const asked = await readManyOffers(text, slices);
  const model = offering(call, shelf, asked.model);
  return answerList(call, model, asked.customers, slices, async customer => model.offer(readCustomerOffer(customer)));
}

/** @throws Refusal `model.*`, `model.noOffers` */
function offering(call: Call, shelf: ModelShelf, wanted: string | null): ServedModel {
  const model = modelOf(call, shelf, wanted);
  if (!model.makesOffers) throw refuse('model.noOffers', model.address);
  return model;
}
