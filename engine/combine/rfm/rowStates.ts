import { RFM_LEFT_OUT, type RfmLeftOut, type RfmOptions } from '#shared/rfm';
import type { Transactions } from './readTransactions.ts';

export const USED = 0;
export const NETTED = 1;
/** States from here on are the reasons of `RFM_LEFT_OUT`, in their order. */
const FIRST_REASON = 2;

export function reasonOf(state: number): RfmLeftOut | null {
  return RFM_LEFT_OUT[state - FIRST_REASON] ?? null;
}
export function stateOf(reason: RfmLeftOut): number {
  return FIRST_REASON + RFM_LEFT_OUT.indexOf(reason);
}

/** Whether customer, date and amount of the row are known. */
export function isDated(state: number): boolean {
  return state < FIRST_REASON || state > stateOf('unreadableAmount');
}

/** [n]: what becomes of every row, decided by the first reason that applies. */
export function rowStates(
  { n, customers, days, amounts, isReturn, isZero, repeatOf }: Transactions,
  { returns, zeroPrices }: RfmOptions,
): Uint8Array {
  const missingCustomer = stateOf('missingCustomer');
  const unreadableDate = stateOf('unreadableDate');
  const unreadableAmount = stateOf('unreadableAmount');
  const zero = stateOf('zeroPrice');
  const repeated = stateOf('repeated');
  const ofReturn = { exclude: stateOf('return'), net: NETTED, keep: USED }[returns];
  const areZerosOut = zeroPrices === 'exclude';
  const states = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    let state = USED;
    if (customers[row] < 0) state = missingCustomer;
    else if (Number.isNaN(days[row])) state = unreadableDate;
    else if (Number.isNaN(amounts[row])) state = unreadableAmount;
    else if (isReturn[row] === 1 && ofReturn !== USED) state = ofReturn;
    else if (areZerosOut && isZero[row] === 1) state = zero;
    states[row] = state <= NETTED && repeatOf !== null && repeatOf[row] >= 0 ? repeated : state;
  }
  return states;
}
