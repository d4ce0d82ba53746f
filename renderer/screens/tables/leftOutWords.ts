import type { RfmLeftOut } from '#shared/rfm';

/** Why transactions were left out, as lines of an account. */
export const LEFT_OUT_WORDS: Readonly<Record<RfmLeftOut, string>> = {
  missingCustomer: 'without a customer',
  unreadableDate: 'without a readable date',
  unreadableAmount: 'without a readable amount',
  afterReference: 'after the reference day',
  beforeWindow: 'before the observation window',
  return: 'returns and cancellations',
  zeroPrice: 'worth nothing',
  repeated: 'equal to an earlier row',
};
