import type { Purpose } from '#shared/scoring/choices';
import { outcomeKey, type Outcomes } from './outcomes.ts';

/** What people call the event, and what they call its absence, in lower case. */
const EVENT_WORDS = new Set(
  'yes,y,true,t,1,bad,default,defaulted,in default,charged off,charge off,charge-off,chargedoff,late,delinquent,npl,non-performing,write-off,written off,churn,churned,exited,left,lost,gone,attrited,attrited customer,inactive,closed,cancelled,canceled,terminated,fraud,fraudulent,responded,response,subscribed,accepted,converted,purchased,bought,positive,success,event'.split(
    ',',
  ),
);
const OTHER_WORDS = new Set(
  'no,n,false,f,0,good,paid,fully paid,repaid,current,performing,not default,no default,non-default,stayed,retained,existing,existing customer,active,loyal,open,kept,no churn,not churned,genuine,legitimate,not fraud,non-fraud,no response,not responded,not subscribed,rejected,declined,refused,negative,failure,non-event'.split(
    ',',
  ),
);

/**
 * Which of two outcomes is the event: by what it is called; of two numbers the higher, as in 0 and 1 or in 1 (good) and 2 (bad); else the rarer,
 * which is the one people ask about.
 * @param used the two codes
 */
export function recognisedEvent(
  used: readonly number[],
  { texts, counts }: Pick<Outcomes, 'texts' | 'counts'>,
  isNumber: boolean,
): number {
  const [a, b] = used;
  const keys = used.map(code => outcomeKey(texts[code]));
  if (isNumber) return Number(texts[a]) > Number(texts[b]) ? a : b;
  const called = keys.map(key => Number(EVENT_WORDS.has(key)) - Number(OTHER_WORDS.has(key)));
  if (called[0] !== called[1]) return called[0] > called[1] ? a : b;
  if (counts[a] !== counts[b]) return counts[a] < counts[b] ? a : b;
  return texts[a] > texts[b] ? a : b;
}

const BY_CONCEPT: Readonly<Record<string, Purpose>> = { churned: 'churn', defaulted: 'default', responded: 'response' };
const BY_WORD: readonly (readonly [RegExp, Purpose])[] = [
  [/churn|attrit|exit|leav|left|retain/, 'churn'],
  [/default|delinq|charge.?d?.?off|written.?off|write.?off|non.?performing|npl|^bad$|loan.?status/, 'default'],
  [/respon|subscri|convert|accept|purchas|bought|campaign/, 'response'],
];

/** What the question is, by what the target means, by its name, or by what its event is called. */
export function purposeOf(concept: string | null, name: string, event: string): Purpose {
  if (concept !== null && Object.hasOwn(BY_CONCEPT, concept)) return BY_CONCEPT[concept];
  for (const text of [name.toLowerCase(), outcomeKey(event)])
    for (const [words, purpose] of BY_WORD) if (words.test(text)) return purpose;
  return 'other';
}
