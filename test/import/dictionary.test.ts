import { describe, expect, test } from 'vitest';
import { aliasOf, conceptOf, CONCEPTS } from '#engine/import/dictionary/conceptOf';

describe('the dictionary', () => {
  test('every alias is written as it is compared, and belongs to one concept', () => {
    const aliases = CONCEPTS.flatMap(concept => concept.aliases);
    expect(aliases.filter(alias => aliasOf(alias) !== alias)).toEqual([]);
    expect(aliases.filter((alias, i) => aliases.indexOf(alias) !== i)).toEqual([]);
    expect(new Set(CONCEPTS.map(concept => concept.id)).size).toBe(CONCEPTS.length);
  });

  test.each([
    ['CustomerID', 'customerId'],
    ['CUST_ID', 'customerId'],
    ['client_id', 'customerId'],
    ['Kundennr', 'customerId'],
    ['Geburtsdatum', 'birthDate'],
    ['Segment name', 'segmentId'],
    ['Occupation', 'occupation'],
    ['Source of Income', 'occupation'],
    ['DateofBirth', 'birthDate'],
    ['DateofBirth (2)', 'birthDate'],
    ['isPep', 'isPep'],
    ['Is PEP', 'isPep'],
    ['HighIncomeHW', 'highIncomeHW'],
    ['High Net Worth House-wife', 'highIncomeHW'],
    ['ExpVolume', 'expVolume'],
    ['Expected Transaction Volume', 'expVolume'],
    ['AccountType', 'accountType'],
    ['Subscribed Account Type', 'accountType'],
    ['SubscribedChannels', 'channels'],
    ['ActualVolume', 'actualVolume'],
    ['AvgBalance', 'avgBalance'],
    ['NumAlerts', 'numAlerts'],
    ['NonFacetoFaceUsage', 'nonFaceToFace'],
    ['fundRemitUsage', 'fundRemit'],
    ['onlineFTusage', 'onlineFt'],
    ['CashUsage', 'cashUsage'],
    ['CTRMatch', 'ctrMatch'],
    ['PreviouslyReported', 'previouslyReported'],
    ['PrevAssessmentID', 'prevAssessmentId'],
    ['Annual Income (k$)', 'annualIncome'],
    ['TransactionAmount (INR)', null],
    ['Genre', 'gender'],
    ['PAY_0', 'repaymentStatus'],
    ['PAY_AMT1', 'paidAmount'],
    ['Days Past Due', 'daysPastDue'],
    ['acc_now_delinq', 'accountsInArrears'],
    ['delinq_2yrs', 'delinquencies'],
    ['Avg_Utilization_Ratio', 'utilisation'],
    ['default payment next month', 'defaulted'],
    ['y', 'responded'],
    ['default', null],
    ['__proto__', null],
    ['constructor', null],
    ['', null],
    ['x'.repeat(10_000), null],
  ])('%s', (header, id) => expect(conceptOf(header)?.id ?? null).toBe(id));
});
