import type { Purpose } from '#shared/scoring/choices';
import type { Column } from '../../table/Column.ts';
import { aliasOf } from '../../import/dictionary/conceptOf.ts';

/** What a bank learns about a customer only when the outcome is there, under whatever header it comes. Plain data. */
interface Afterwards {
  /** What it is, in words that follow the column's name: "the length of the call". */
  readonly words: string;
  /** Why it cannot be known before. */
  readonly why: string;
  /** Headers, in lower case, letters and digits only. */
  readonly aliases: readonly string[];
  /** Where a header means this only for one question, or only beside other columns. */
  readonly purposes?: readonly Purpose[];
  readonly beside?: readonly string[];
  /** It is the day on which the outcome came. */
  readonly isOutcomeDay?: boolean;
}

const AFTERWARDS: readonly Afterwards[] = [
  {
    words: 'the length of the call',
    why: 'how long a call lasted is known only when it has ended, and with it the answer',
    aliases: ['duration', 'callduration', 'lastcallduration', 'contactduration', 'calllength', 'callseconds', 'talktime'],
    purposes: ['response', 'other'],
    beside: ['campaign', 'pdays', 'poutcome', 'previous', 'contact', 'dayofweek', 'lastcontactdate', 'calldate'],
  },
  {
    words: 'the day of leaving',
    why: 'it has a value only for customers who left',
    aliases: [
      'exitdate', 'dateofexit', 'churndate', 'attritiondate', 'closingdate', 'closeddate', 'closedate', 'closuredate',
      'dateclosed', 'accountclosed', 'accountclosedate', 'accountclosingdate', 'accountclosuredate', 'terminationdate',
      'cancellationdate', 'canceldate', 'enddate', 'lefton', 'leavingdate',
    ],
    isOutcomeDay: true,
  },
  {
    words: 'the reason for leaving',
    why: 'only customers who left are asked',
    aliases: [
      'churnreason', 'churncategory', 'exitreason', 'closurereason', 'closingreason', 'cancelreason', 'cancellationreason',
      'attritionreason', 'reasonforleaving', 'reasonforclosure', 'exitinterview', 'competitor', 'newprovider',
    ],
  },
  {
    words: 'a score or a state that was made from the outcome',
    why: 'it was made when the outcome was known, or by a model that had learned from it',
    aliases: ['churnscore', 'churnprobability', 'churnvalue', 'churnlabel', 'customerstatus', 'attritionscore', 'accountstatus'],
    purposes: ['churn'],
  },
  {
    words: 'an offer made to keep the customer',
    why: 'it follows on the customer wishing to leave',
    aliases: ['retentionoffer', 'retentioncall', 'winback', 'winbackoffer', 'saveoffer', 'savedesk'],
  },
  {
    words: 'the day of default',
    why: 'it has a value only for loans that were not repaid',
    aliases: ['defaultdate', 'dateofdefault', 'chargeoffdate', 'chargedoffdate', 'writeoffdate', 'npldate', 'nplsince'],
    isOutcomeDay: true,
  },
  {
    words: 'what was recovered or written off',
    why: 'it follows on the default',
    aliases: [
      'recoveries', 'recovery', 'recoveredamount', 'recoveryamount', 'collectionrecoveryfee', 'collectionfee',
      'collectionfees', 'collectionstatus', 'collectioncosts', 'chargeoffamount', 'chargedoffamount', 'writeoffamount',
      'writtenoffamount', 'lossamount', 'lossgivendefault', 'lgd', 'exposureatdefault', 'legalaction', 'repossessed',
    ],
  },
  {
    words: 'what was paid over the life of the loan',
    why: 'it grows until the loan is repaid or given up',
    aliases: [
      'totalpymnt', 'totalpymntinv', 'totalpayment', 'totalpaid', 'totalrecprncp', 'totalrecint', 'totalreclatefee', 'outprncp',
      'outprncpinv', 'outstandingprincipal', 'lastpymntamnt', 'lastpymntd', 'lastpaymentdate', 'lastpaymentamount',
      'nextpymntd', 'nextpaymentdate', 'lastcreditpulld', 'lastficorangehigh', 'lastficorangelow', 'pymntplan',
    ],
    purposes: ['default', 'other'],
    beside: ['loanamnt', 'fundedamnt', 'intrate', 'installment', 'issued', 'loanstatus', 'loanamount', 'principal', 'term', 'grade', 'subgrade'],
  },
  {
    words: 'a hardship plan or a settlement',
    why: 'it is agreed when the customer can no longer pay',
    aliases: [
      'hardshipflag', 'hardshiptype', 'hardshipreason', 'hardshipstatus', 'hardshipamount', 'hardshipstartdate',
      'hardshipenddate', 'hardshiploanstatus', 'hardshipdpd', 'debtsettlementflag', 'debtsettlementflagdate', 'settlementstatus',
      'settlementdate', 'settlementamount', 'settlementpercentage', 'settlementterm',
    ],
  },
]; // prettier-ignore

export interface KnownAfterwards {
  readonly words: string;
  readonly why: string;
  readonly isOutcomeDay: boolean;
}

/** Target names shorter than this are in too many words. */
const SHORTEST_NAME = 4;
const MADE_FROM = /score|prob|pred|reason|date|amount|flag|label|value|status|category|segment|risk|classifier/;

/**
 * Whether a column is known only after the outcome, by its name, by what the question is and by the columns beside it. A name that holds the target's
 * ("Churn Reason" for Churn) is one too.
 */
export function knownAfterwards(
  { name, header }: Pick<Column, 'name' | 'header'>,
  { target, purpose, beside }: { target: string; purpose: Purpose; beside: ReadonlySet<string> },
): KnownAfterwards | null {
  for (const alias of new Set([aliasOf(name), aliasOf(header ?? name)])) {
    const found = AFTERWARDS.find(
      ({ aliases, purposes, beside: needs }) =>
        aliases.includes(alias) &&
        (!purposes || purposes.includes(purpose)) &&
        (!needs || needs.some(other => beside.has(other))),
    );
    if (found) return { words: found.words, why: found.why, isOutcomeDay: found.isOutcomeDay === true };
    const own = aliasOf(target);
    if (own.length >= SHORTEST_NAME && alias !== own && alias.includes(own) && MADE_FROM.test(alias.replace(own, '')))
      return {
        words: `by its name made from ${target}`,
        why: 'such a column is filled in when the outcome is there',
        isOutcomeDay: false,
      };
  }
  return null;
}

/** Headers of a table as `knownAfterwards` looks for them. */
export function aliasesOf(columns: readonly Column[]): Set<string> {
  return new Set(columns.flatMap(({ name, header }) => [aliasOf(name), aliasOf(header ?? name)]));
}
