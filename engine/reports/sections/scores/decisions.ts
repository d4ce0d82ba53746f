import type { ContactList } from '#shared/decisions/contact';
import type { CreditDecisions } from '#shared/decisions/credit';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import type { Block, DataTable, Section } from '../../document.ts';
import { asMoney, asShare, intervalText } from '../../scores/measureWords.ts';
import { cutText, type ReportContext } from '../ReportContext.ts';
import { left, right } from './ScoreContext.ts';

/** What people chose to do about the scores: whom to contact, whom to give credit; nothing where they chose nothing. */
export function decisionsSection({ input }: ReportContext): Section | null {
  const { contact, credit, problems = [] } = input.scoring ?? {};
  const [first] = [contact?.sentence, credit?.sentence, ...problems].filter(text => text !== undefined);
  if (first === undefined) return null;
  const blocks: Block[] = [
    ...(contact ? contactBlocks(contact) : []),
    ...(credit ? creditBlocks(credit) : []),
    ...(problems.length > 0 ? [{ kind: 'notes' as const, items: problems.map(text => cutText(text, 500)) }] : []),
  ];
  const headline = first.split(/(?<=\.) /)[0];
  return { id: 'decisions', title: 'What is done about the scores', headline: cutText(headline, 300), blocks };
}

function contactBlocks(contact: ContactList): Block[] {
  const { nCandidates, nHadIt, nWithoutValue } = contact;
  const unknown = nWithoutValue > 0 ? ` For ${formatThings(nWithoutValue, 'customer')} the value is not known.` : '';
  const account = `Could be contacted: ${formatThings(nCandidates, 'customer')}; ${formatCount(nHadIt)} had the event already.${unknown}`;
  return [
    { kind: 'heading', text: 'Whom to contact' },
    { kind: 'paragraph', text: cutText(contact.sentence, 900) },
    { kind: 'paragraph', text: cutText(`${contact.rule} ${account}`, 900) },
    { kind: 'table', table: actionTable(contact) },
    ...(contact.tested ? [{ kind: 'table' as const, table: testedTable(contact.tested) }] : []),
    {
      kind: 'paragraph',
      text: 'Cost, success and value are assumptions to be replaced by the bank’s own figures. What a contact brings was reckoned from outcomes that happened without it; only a trial with customers left alone by chance would measure it.',
    },
  ];
}

function actionTable({ actions, n }: ContactList): DataTable {
  const percent = (share: number) => formatPercent(share, 0);
  return {
    id: 'contact-actions',
    title: 'The list by what is done',
    n: `n = ${formatThings(n, 'customer')} on the list`,
    columns: [left('Segment', 2), left('Action', 2), right('Customers'), right('Cost of one'), right('Works with')],
    rows: actions.map(({ segment, title, n: own, cost, success }) => [
      cutText(segment ?? 'In no segment', 80),
      cutText(title, 80),
      formatCount(own),
      asMoney(cost),
      success.low === success.high ? percent(success.low) : `${percent(success.low)} to ${percent(success.high)}`,
    ]),
  };
}

function testedTable(tested: NonNullable<ContactList['tested']>): DataTable {
  const rows = [
    ['A contact of the list', tested.perContact],
    ['A contact chosen by chance', tested.byChance],
    ['The difference', tested.difference],
  ] as const;
  return {
    id: 'contact-tested',
    title: 'Money for each contact, tried on customers with a known outcome by models that had not seen them',
    n: `n = ${formatThings(tested.n, 'customer')}`,
    columns: [left('', 2), right('Brought'), right('95 % interval'), right('n')],
    rows: rows.map(([what, measure]) => [
      what,
      asMoney(measure.value),
      intervalText(measure, asMoney),
      formatCount(measure.n),
    ]),
  };
}

const WORDS = { approve: 'Approve', refer: 'Refer to a person', decline: 'Decline' } as const;

function creditBlocks(credit: CreditDecisions): Block[] {
  const { policy, overridesNotFound } = credit;
  const absent =
    overridesNotFound.length > 0
      ? ` Decided by hand and not in this file: ${formatThings(overridesNotFound.length, 'customer')}.`
      : '';
  return [
    { kind: 'heading', text: 'Credit by score and rules' },
    { kind: 'paragraph', text: cutText(credit.sentence, 900) },
    { kind: 'paragraph', text: cutText(credit.rule + absent, 900) },
    { kind: 'table', table: decisionTable(credit) },
    ...(credit.rules.length > 0 ? [{ kind: 'table' as const, table: ruleTable(credit) }] : []),
    ...(policy.overrides.length > 0 ? [{ kind: 'table' as const, table: overrideTable(credit) }] : []),
  ];
}

function decisionTable({ decisions, income }: CreditDecisions): DataTable {
  return {
    id: 'credit-decisions',
    title: `Decisions${income === null ? '' : `; lines are shares of ${cutText(income, 80)}`}`,
    n: `n = ${formatThings(
      decisions.reduce((sum, { n }) => sum + n, 0),
      'customer',
    )}`,
    columns: [
      left('Decision', 2),
      right('Customers'),
      right('Share'),
      right('Mean probability'),
      right('Had the event'),
      right('95 % interval'),
      right('n'),
      right('Sum of lines'),
    ],
    rows: decisions.map(({ decision, n, share, meanScore, rate, lines }) => [
      WORDS[decision],
      formatCount(n),
      formatPercent(share),
      n === 0 ? '–' : formatPercent(meanScore),
      rate ? formatPercent(rate.value) : '–',
      rate ? intervalText(rate, asShare) : '–',
      formatCount(rate?.n ?? 0),
      lines === null ? '–' : asMoney(lines),
    ]),
  };
}

function ruleTable({ rules, decisions }: CreditDecisions): DataTable {
  return {
    id: 'credit-rules',
    title: 'Rules of the policy',
    n: `n = ${formatThings(
      decisions.reduce((sum, { n }) => sum + n, 0),
      'customer',
    )}`,
    columns: [left('Rule', 3), left('Leads to'), right('Holds for'), right('By it alone')],
    rows: rules.map(({ words, leadsTo, n, alone }) => [
      cutText(words, 200),
      WORDS[leadsTo],
      formatCount(n),
      formatCount(alone),
    ]),
  };
}

const MOST_OVERRIDES = 100;

function overrideTable({ policy: { overrides } }: CreditDecisions): DataTable {
  const shown = overrides.slice(0, MOST_OVERRIDES);
  return {
    id: 'credit-by-hand',
    title: `Decided by hand${overrides.length > MOST_OVERRIDES ? `, the first ${MOST_OVERRIDES}` : ''}`,
    n: `n = ${formatThings(overrides.length, 'customer')}`,
    columns: [left('Customer'), left('Decision'), right('Line'), left('Reason', 3), left('By')],
    rows: shown.map(({ customer, decision, line, reason, by }) => [
      cutText(customer, 60),
      WORDS[decision],
      line === null ? '–' : asMoney(line),
      cutText(reason, 300),
      cutText(by, 80),
    ]),
  };
}
