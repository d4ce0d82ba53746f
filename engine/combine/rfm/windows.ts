import { AppError } from '#shared/errors';
import type { RfmOptions } from '#shared/rfm';
import { addMonths } from '../../table/addMonths.ts';
import { dayNumber, isoDate } from '../../table/cellValue.ts';
import type { Transactions } from './readTransactions.ts';
import { isDated, stateOf, USED } from './rowStates.ts';

/** Which days are looked at, and which tell the outcome. */
export interface Windows {
  /** Day at which recency is measured and the observation ends. */
  readonly referenceDay: number;
  /** First day that is looked at; -Infinity looks at all. */
  readonly from: number;
  /** Last day that is looked at: the reference day where one is chosen or an outcome is asked for. */
  readonly to: number;
  /** Last day of the outcome window; null without one. */
  readonly outcomeEnd: number | null;
}

/**
 * The days of observation and outcome.
 * @param states what becomes of every row before the windows are laid over them
 * @throws AppError `rfm.windowOpen` where the transactions end before the outcome window does
 */
export function windowsOf(
  t: Transactions,
  states: Uint8Array,
  { referenceDay: given, observationMonths, outcomeMonths }: RfmOptions,
): Windows {
  const lastDay = t.days.reduce((last, day, row) => (states[row] === USED && day > last ? day : last), -Infinity);
  const proposed = outcomeMonths === 0 || lastDay === -Infinity ? lastDay + 1 : addMonths(lastDay, -outcomeMonths);
  const referenceDay = given === '' ? proposed : dayNumber(given);
  const isBounded = observationMonths > 0 && Number.isFinite(referenceDay);
  const from = isBounded ? addMonths(referenceDay, -observationMonths) + 1 : -Infinity;
  if (outcomeMonths === 0 || lastDay === -Infinity)
    return { referenceDay, from, to: given === '' ? Infinity : referenceDay, outcomeEnd: null };
  const outcomeEnd = addMonths(referenceDay, outcomeMonths);
  if (outcomeEnd > lastDay && given !== '')
    throw new AppError('rfm.windowOpen', {
      until: isoDate(outcomeEnd),
      last: isoDate(lastDay),
      latest: isoDate(addMonths(lastDay, -outcomeMonths)),
    });
  return { referenceDay, from, to: referenceDay, outcomeEnd };
}

/**
 * Leaves out, in place, the rows that are not looked at, and says who bought in the outcome window.
 * @returns [customers]: 1 where a row that counts lies in the outcome window
 */
export function layWindows(t: Transactions, states: Uint8Array, { from, to, outcomeEnd }: Windows): Uint8Array {
  const bought = new Uint8Array(t.customerNames.length);
  const [after, before] = [stateOf('afterReference'), stateOf('beforeWindow')];
  for (let row = 0; row < t.n; row++) {
    const day = t.days[row];
    if ((day >= from && day <= to) || !isDated(states[row])) continue;
    const isOutcome = outcomeEnd !== null && day > to && day <= outcomeEnd;
    if (isOutcome && states[row] === USED) bought[t.customers[row]] = 1;
    states[row] = day < from ? before : after;
  }
  return bought;
}
