/**
 * Warnings are data: a result carries them beside the number they qualify, and the report prints them.
 * The sentences are in `shared/text/noteSentences.ts`.
 */
export interface NoteArgs {
  'kmeans.notConverged': { nClusters: number; maxIter: number };
  'mixture.notConverged': { nClusters: number; maxIter: number };
  'miniBatchKMeans.approximate': { seen: number; of: number; excessPercent: number };
  'bisectingKMeans.notConverged': { splits: number; maxIter: number };
  'ward.microClusters': { n: number; of: number };
  'kPrototypes.notConverged': { nClusters: number; maxIter: number };
  'kMedoids.notConverged': { nClusters: number; maxIter: number };
  'kMedoids.sampled': { samples: number; n: number; of: number; seed: number };
  'hdbscan.sampled': { n: number; of: number; seed: number };
  'logistic.notConverged': { maxIter: number };
  'scorecard.noFeature': { minIv: number; maxIv: number };
  'metric.sampled': { metric: string; n: number; of: number; seed: number };
  'metric.undefined': { metric: string; reason: string };
  'impute.sampledDonors': { column: string; donors: number; of: number };
  'impute.tooManyGaps': { column: string; missing: number; of: number };
  'impute.notSettled': { rounds: number };
  'impute.allMissing': { column: string };
  'column.constant': { column: string };
  'column.allMissing': { column: string };
  'column.tooManyLevels': { column: string; levels: number };
  'column.identifierLike': { column: string; distinct: number; of: number };
  'column.notNumeric': { column: string; kind: string };
  'oneHot.levelsGrouped': { column: string; levels: number; kept: number };
  'bins.byChance': { columns: string; n: number; event: string };
  'bins.suspicious': { column: string; target: string; information: number };
  'polynomial.tooLarge': { column: string };
  'ratios.noValue': { column: string };
  'scale.noQuartileRange': { column: string };
  'dates.noReference': { column: string };
  'scoring.oneAgainstRest': { column: string; event: string; others: string };
  'scoring.spellingsJoined': { column: string; spellings: string };
  'scoring.targetGaps': { column: string; n: number; of: number };
  'scoring.stillOpen': { n: number; months: number; until: string };
  'scoring.eventBefore': { n: number; observed: string };
  'scoring.eventUndated': { n: number; column: string };
  'scoring.notObserved': { n: number; observed: string };
  'scoring.fewEvents': { column: string; event: string; n: number };
  'offers.sampledPeers': { n: number; of: number; seed: number };
  'offers.methodLeftOut': { method: string; most: number; got: number };
  'offers.unknownKeys': { rows: number; customers: number; examples: string };
  'offers.rareProducts': { products: number; rows: number; most: number };
  'offers.sameProducts': { pairs: number; first: string; second: string };
  'offers.noneBeatsPopularity': { methods: number };
  'edits.notApplied': { n: number; of: number };
  'feedback.learned': { n: number; filled: number; changed: number; column: string; words: string };
  'formula.divisionByZero': { formula: string; column: string; rows: number; firstRow: number };
  'formula.unknownText': { formula: string; column: string; text: string; similar: string | null };
  'formula.noAnswer': { formula: string; part: string; rows: number; firstRow: number };
  'clean.unfit': { column: string; kind: string; n: number; of: number; examples: string };
  'clean.mostlyOneValue': { column: string; value: string; n: number };
  'clean.decimalOpen': { column: string; n: number; example: string; value: number; other: number };
  'clean.blocksCapped': { blocks: number; rows: number; window: number };
  'file.mostlyGaps': { column: string; n: number; of: number; percentBefore: number | null };
  'file.newLevels': { column: string; levels: number; n: number; of: number; examples: string };
  'file.lacksColumns': { name: string; n: number; columns: string };
  'file.moreColumns': { name: string; n: number; columns: string };
  'rows.equalKept': { rows: number };
  'rows.severalPerCustomer': { column: string; rows: number; customers: number };
  'segments.fewCustomers': { n: number };
  'segments.weakStructure': { silhouette: number; reason?: string };
  'segments.small': { segment: string; n: number };
  'segments.editNotMade': { nth: number; of: number; problem: string };
  'segments.madeOnOthers': { names: number; edits: number; before: string; now: string };
  'overrides.notFound': { n: number; of: number };
  'overrides.shared': { n: number; rows: number };
  'overrides.noGroup': { n: number };
  'overrides.noTiers': { n: number };
  'tiers.driverMissing': { driver: string; n: number; of: number };
  'tiers.noDrivers': Record<string, never>;
  'folds.fewer': {
    asked: number;
    used: number;
    of: 'customer' | 'group';
    which: 'with the event' | 'without the event';
  };
  'folds.leftOut': { n: number; of: number; lacking: 'known outcome' | 'date' };
  'folds.notRepeated': { asked: number };
  'text.glyphsReplaced': { count: number };
  'text.truncated': { count: number; limit: number };
  'read.otherFormat': { name: string; claimed: string; actual: string };
  'read.unpacked': { name: string; bytes: number };
  'read.truncatedFile': { name: string };
  'read.unreadableCharacters': { n: number; encoding: string };
  'read.otherTables': { range: string; n: number; others: string };
  'read.outsideRange': { range: string; cells: number };
  'read.dateOrderOpen': { column: string; n: number; order: string };
  'read.dateOrderMixed': { column: string; order: string; n: number; against: number; rows: string };
  'read.decimalOpen': { column: string; n: number; example: string; value: number };
  'read.lateChange': { column: string; kind: string; before: number; n: number; rows: string; readAs: string };
  'read.unreadValues': { column: string; kind: string; n: number; rows: string };
  'read.decimalComma': { column: string; n: number };
  'read.codesAsNumbers': { column: string; n: number; example: string; value: number };
  'read.mixedCurrencies': { column: string; parts: string };
  'read.mixedPercent': { column: string; percent: number; plain: number };
  'read.formulasWithoutValue': { n: number };
  'read.errorValues': { n: number };
}
export type NoteCode = keyof NoteArgs;
export type Note = { [C in NoteCode]: { code: C; args: NoteArgs[C] } }[NoteCode];

export function note<C extends NoteCode>(code: C, args: NoteArgs[C]): Note {
  return { code, args } as Note;
}
