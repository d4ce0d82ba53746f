import { describe, expect, it } from 'vitest';
import { AppError, type ErrorArgs, type ErrorCode } from '#shared/errors';
import { note, type NoteArgs, type NoteCode } from '#shared/notes';
import { errorSentence, errorSentences } from '#shared/text/errorSentences';
import { noteSentence, noteSentences } from '#shared/text/noteSentences';

/** One example of every error and note. Numbers are below 1,000 so that they stand in the sentence as they are. */
const ERRORS: { [C in ErrorCode]: ErrorArgs[C] } = {
  'file.missing': { name: 'book.xlsx' },
  'file.folder': { name: 'book' },
  'file.empty': { name: 'book.csv' },
  'file.unreadable': { name: 'book.csv', reason: 'permission was denied' },
  'file.damaged': { name: 'list.json', reason: 'it ends early' },
  'file.noTable': { name: 'page.html' },
  'file.changed': { name: 'book.csv' },
  'file.unknownFormat': { name: 'book.doc', expected: '.xlsx and .csv files' },
  'file.wrongFormat': { name: 'book.xlsx', claimed: 'a workbook', actual: 'a picture' },
  'file.encrypted': { name: 'book.xlsx' },
  'file.tooLarge': { name: 'book.csv', limitBytes: 500 },
  'file.encoding': { name: 'book.csv', reason: 'byte 17 is not valid UTF-8' },
  'file.locked': { name: 'book.xlsx' },
  'file.notWritable': { name: 'out.pdf', reason: 'the folder is read-only' },
  'file.diskFull': { name: 'out.pdf' },
  'file.unknownToken': {},
  'xlsx.damaged': { name: 'book.xlsx', part: 'sheet1.xml', reason: 'it ends early' },
  'xlsx.limit': { name: 'book.xlsx', what: 'the unpacked size', allowed: '4 GB', got: '9 GB' },
  'xlsx.noSheet': { name: 'book.xlsx', sheet: 'June', sheets: 'May and July' },
  'csv.unreadable': { name: 'book.csv', reason: 'line 5 has an open quote' },
  'sheet.empty': { name: 'book.xlsx', sheet: 'June' },
  'sheet.noRows': { name: 'book.xlsx', sheet: 'June', headerRow: 7 },
  'sheet.headerRow': { name: 'book.xlsx', headerRow: 90, rows: 50 },
  'edit.wrongKind': { column: 'Balance', allowed: 'a number such as 1234.5', got: 'abc' },
  'edit.notEditable': { column: 'Risk tier' },
  'edit.tooMany': { limit: 900, got: 901 },
  'reading.range': { name: 'a.xlsx', range: 'H1:K9', used: 'A1:C5' },
  'reading.headerOutside': { name: 'a.xlsx', headerRow: 1, range: 'A3:C5' },
  'data.tooFewRows': { need: 4, got: 3, what: 'a segmentation' },
  'data.tooFewDistinct': { need: 5, got: 2 },
  'segments.noneFound': { minSize: 5, nCustomers: 200 },
  'segments.tooManyFound': { found: 31, most: 20, minSize: 5 },
  'data.noFeatures': { name: 'book.xlsx' },
  'monitor.fewCustomers': { name: 'june.csv', need: 30, got: 1 },
  'monitor.missingColumns': { name: 'june.csv', columns: 'Income and Age', n: 2, found: 'Id and Salary' },
  'data.unknownColumn': { column: 'Incme', columns: 'Income and Age' },
  'data.unknownCustomer': { id: 'C-17' },
  'data.allIdentical': { features: 'Income and Age' },
  'mixture.tooFewRows': { columns: 85, need: 430, got: 400 },
  'mixture.tooLarge': { nClusters: 40, columns: 857 },
  'mixture.collapsed': { nClusters: 5 },
  'rfm.noColumn': { what: 'a date', name: 'book.csv' },
  'rfm.noRows': { name: 'book.csv', reasons: '12 without a customer' },
  'tables.missing': { name: 'kyc.csv', folder: 'data' },
  'tables.changed': { name: 'kyc.csv', expected: 'abc', got: 'def' },
  'join.duplicateKeys': { name: 'kyc.csv', column: 'CustomerID', key: 'C-17', rows: 3, keys: 9 },
  'join.noMatch': {
    name: 'kyc.csv',
    column: 'CustomerID',
    tableColumn: 'Client',
    example: 'C-17',
    tableExample: 'Ada',
  },
  'folds.oneClass': { n: 30, which: 'without the event' },
  'folds.tooFewEvents': { n: 1, which: 'with the event' },
  'folds.tooFewGroups': { column: 'Household', groups: 3, folds: 5 },
  'folds.classInOneGroup': { column: 'Household', which: 'with the event' },
  'folds.oneDate': { column: 'Opened', date: '2024-12-31' },
  'folds.oneClassInPeriod': { column: 'Opened', date: '2024-12-31', period: 'before', which: 'with the event' },
  'option.invalid': { option: 'nClusters', allowed: 'a whole number from 2 to 10', got: '11' },
  'recipe.invalid': { where: 'segmenting.nClusters', reason: 'too big' },
  'prepare.missingColumn': { step: 'Ratios', column: 'Debt', columns: 'Income and Age' },
  'prepare.wrongColumn': { step: 'Bins', column: 'City', kind: 'category', need: 'numbers' },
  'prepare.needsTarget': { step: 'Bins', targets: 'Exited and Defaulted' },
  'prepare.wrongTarget': { step: 'Bins', column: 'Outcome', reason: 'it has 5 levels, and two are needed' },
  'prepare.tooManyFeatures': { step: 'Products', features: 820, allowed: 200, columns: 40 },
  'scoring.noTarget': { columns: 'Exited and Response' },
  'scoring.targetRole': { column: 'Gender', role: 'protected' },
  'scoring.targetKind': { column: 'joined', kind: 'date' },
  'scoring.targetEmpty': { column: 'Exited' },
  'scoring.oneOutcome': { column: 'Exited', value: 'No', n: 12 },
  'scoring.manyOutcomes': { column: 'status', n: 3, values: '"Current" and "Late"' },
  'scoring.tooManyOutcomes': { column: 'balance', values: '"0" and "1.5"' },
  'scoring.noEvent': { column: 'Exited', event: 'perhaps', values: '"Yes" and "No"' },
  'scoring.fewOutcomes': { column: 'Exited', what: 'Exited is Yes', got: 2, need: 3 },
  'clean.missingColumn': { step: '2, Formula', column: 'Incme', columns: 'Income and Age', similar: 'Income' },
  'clean.wrongKind': { step: '2, Outliers', column: 'City', kind: 'category', needed: 'numbers' },
  'formula.invalid': {
    step: '2, Formula column',
    formula: '[Incme] / 2',
    position: 1,
    expected: 'the name of a column or function',
    found: '"Incme"',
    similar: 'Income',
  },
  'clean.nothingLeft': { step: '2, Rules', rows: 812 },
  'segments.unknown': { segment: '9', most: 4 },
  'segments.mergeAll': {},
  'segments.mergeOne': {},
  'segments.splitTooFew': { segment: 'Savers', parts: 3, distinct: 2 },
  'segments.tooMany': { most: 20, got: 22 },
  'scores.none': {},
  'segments.stale': {},
  'segments.editNotMade': { nth: 2 },
  'segments.tooManyEdits': { limit: 50 },
  'overrides.noTiers': {},
  'overrides.tooMany': { limit: 500 },
  'tiers.unmatched': { name: 'june.tessera' },
  'tiers.noEarlier': {},
  'project.none': {},
  'project.notSegmented': {},
  'project.notPlaced': {},
  'project.nothingToUndo': { direction: 'redo' },
  'project.damaged': { name: 'june.tessera', reason: 'a table is missing' },
  'project.newer': { name: 'june.tessera', version: 9, supported: 1 },
  'project.locked': { name: 'june.tessera', pid: 512 },
  'project.mismatch': { name: 'june.tessera', expected: 'abc', got: 'def' },
  'engine.crashed': { file: 'book.xlsx', reason: 'it used more than 4 GB' },
  'engine.notReady': {},
  'message.invalid': { method: 'segment.run', reason: 'nClusters: too big' },
  'report.format': { format: 'docx', allowed: 'html, pdf, xlsx and csv' },
};
const NOTES: { [C in NoteCode]: NoteArgs[C] } = {
  'kmeans.notConverged': { nClusters: 5, maxIter: 300 },
  'mixture.notConverged': { nClusters: 5, maxIter: 100 },
  'miniBatchKMeans.approximate': { seen: 400, of: 900, excessPercent: 2 },
  'bisectingKMeans.notConverged': { splits: 2, maxIter: 300 },
  'ward.microClusters': { n: 500, of: 900 },
  'kPrototypes.notConverged': { nClusters: 4, maxIter: 100 },
  'kMedoids.notConverged': { nClusters: 4, maxIter: 100 },
  'kMedoids.sampled': { samples: 5, n: 700, of: 900, seed: 42 },
  'hdbscan.sampled': { n: 700, of: 900, seed: 42 },
  'logistic.notConverged': { maxIter: 200 },
  'scorecard.noFeature': { minIv: 0.02, maxIv: 10 },
  'metric.sampled': { metric: 'silhouette', n: 500, of: 900, seed: 42 },
  'metric.undefined': { metric: 'silhouette', reason: 'there is one segment' },
  'impute.sampledDonors': { column: 'Income', donors: 200, of: 700 },
  'impute.notSettled': { rounds: 10 },
  'impute.allMissing': { column: 'Income' },
  'impute.tooManyGaps': { column: 'Industry', missing: 80, of: 100 },
  'scoring.oneAgainstRest': { column: 'status', event: 'Late', others: 'Current and Paid' },
  'scoring.spellingsJoined': { column: 'Exited', spellings: '"Yes" and "yes "' },
  'scoring.targetGaps': { column: 'Exited', n: 12, of: 812 },
  'scoring.fewEvents': { column: 'Exited', event: 'Yes', n: 4 },
  'edits.notApplied': { n: 1, of: 3 },
  'formula.divisionByZero': { formula: '[Income] / [Limit]', column: 'Limit', rows: 12, firstRow: 17 },
  'formula.noAnswer': { formula: 'sqrt([Income])', part: 'sqrt([Income])', rows: 12, firstRow: 17 },
  'clean.unfit': { column: 'Income', kind: 'a number', n: 12, of: 99, examples: '"n/k"' },
  'clean.blocksCapped': { blocks: 2, rows: 812, window: 10 },
  'column.constant': { column: 'Income' },
  'column.allMissing': { column: 'Income' },
  'column.tooManyLevels': { column: 'City', levels: 812 },
  'column.identifierLike': { column: 'Account', distinct: 99, of: 100 },
  'column.notNumeric': { column: 'City', kind: 'text' },
  'oneHot.levelsGrouped': { column: 'City', levels: 81, kept: 49 },
  'bins.suspicious': { column: 'Closed', target: 'Exited', information: 0.75 },
  'polynomial.tooLarge': { column: 'Income³' },
  'ratios.noValue': { column: 'Debt / Income' },
  'scale.noQuartileRange': { column: 'Alerts' },
  'dates.noReference': { column: 'DateofBirth' },
  'rows.equalKept': { rows: 6 },
  'rows.severalPerCustomer': { column: 'CustomerID', rows: 900, customers: 400 },
  'segments.fewCustomers': { n: 22 },
  'segments.weakStructure': { silhouette: 0.125 },
  'segments.small': { segment: 'High income', n: 7 },
  'tiers.driverMissing': { driver: 'Alerts', n: 12, of: 100 },
  'segments.editNotMade': { nth: 1, of: 2, problem: 'There is no segment 7.' },
  'segments.madeOnOthers': { names: 2, edits: 1, before: '60 and 40', now: '70 and 30' },
  'overrides.notFound': { n: 2, of: 5 },
  'overrides.shared': { n: 1, rows: 3 },
  'overrides.noGroup': { n: 2 },
  'overrides.noTiers': { n: 4 },
  'tiers.noDrivers': {},
  'folds.fewer': { asked: 5, used: 3, of: 'group', which: 'with the event' },
  'folds.leftOut': { n: 12, of: 400, lacking: 'known outcome' },
  'folds.notRepeated': { asked: 5 },
  'text.glyphsReplaced': { count: 3 },
  'text.truncated': { count: 3, limit: 100 },
  'read.otherFormat': { name: 'list.xls', claimed: 'an Excel workbook (.xls)', actual: 'a web page (HTML)' },
  'read.unpacked': { name: 'list.csv.gz', bytes: 500 },
  'read.truncatedFile': { name: 'book.csv' },
  'read.unreadableCharacters': { n: 2, encoding: 'windows-1252' },
  'read.otherTables': { range: 'A5:C9', n: 1, others: 'A1:B3' },
  'read.outsideRange': { range: 'B2:D5', cells: 16 },
  'read.dateOrderOpen': { column: 'Opened', n: 12, order: 'day first' },
  'read.dateOrderMixed': {
    column: 'Opened',
    order: 'day first',
    n: 12,
    against: 2,
    rows: 'first in rows 4 and 9',
  },
  'read.decimalOpen': { column: 'Rate', n: 12, example: '1.234', value: 1.234 },
  'read.lateChange': {
    column: 'Volume',
    kind: 'numbers',
    before: 400,
    n: 7,
    rows: 'first in rows 100,002 and 100,005',
    readAs: 'category',
  },
  'read.unreadValues': { column: 'Volume', kind: 'numbers', n: 2, rows: 'first in rows 4 and 9' },
  'read.decimalComma': { column: 'Income', n: 31 },
  'read.formulasWithoutValue': { n: 5 },
  'read.errorValues': { n: 5 },
};

function check(code: string, args: Readonly<Record<string, unknown>>, text: string): void {
  expect(text, code).toMatch(/^[A-Z0-9a-z].*[.]$/s);
  expect(text, code).not.toMatch(/!|\bplease\b|undefined|NaN|\[object/i);
  for (const [name, value] of Object.entries(args)) {
    const spoken = name === 'what' ? String(value).toLowerCase() : String(value);
    expect(name === 'what' ? text.toLowerCase() : text, `${code} names ${name}`).toContain(spoken);
  }
}

describe('every error has a sentence', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])('%s', code => {
    check(code, ERRORS[code], errorSentence(new AppError(code, ERRORS[code])));
  });
  it('and no sentence is left over', () =>
    expect(Object.keys(errorSentences).sort()).toEqual(Object.keys(ERRORS).sort()));
});

describe('every note has a sentence', () => {
  it.each(Object.keys(NOTES) as NoteCode[])('%s', code => {
    check(code, NOTES[code], noteSentence(note(code, NOTES[code])));
  });
  it('and no sentence is left over', () =>
    expect(Object.keys(noteSentences).sort()).toEqual(Object.keys(NOTES).sort()));
});

it('counts get thousands separators and the singular its form', () => {
  const rows = errorSentence(new AppError('data.tooFewRows', { need: 12_000, got: 1, what: 'a forest' }));
  expect(rows).toBe('A forest needs at least 12,000 customers; the data has 1. Open a file with more customers.');
  const one = errorSentence(new AppError('data.tooFewDistinct', { need: 2, got: 1 }));
  expect(one).toContain('only 1 customer differs');
});
