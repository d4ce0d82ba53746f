/**
 * Every failure a person can act on, by stable code, with the facts its sentence needs.
 * The sentences are in `shared/text/errorSentences.ts`; a code without one does not compile.
 */
export interface ErrorArgs {
  'file.missing': { name: string };
  'file.folder': { name: string };
  'file.empty': { name: string };
  'file.unreadable': { name: string; reason: string };
  'file.damaged': { name: string; reason: string };
  'file.noTable': { name: string };
  'file.changed': { name: string };
  'file.unknownFormat': { name: string; expected: string };
  'file.wrongFormat': { name: string; claimed: string; actual: string };
  'file.encrypted': { name: string };
  'file.encoding': { name: string; reason: string };
  'file.locked': { name: string };
  'file.notWritable': { name: string; reason: string };
  'file.diskFull': { name: string };
  'file.unknownToken': Record<string, never>;
  'file.tooLarge': { name: string; limitBytes: number };
  'xlsx.damaged': { name: string; part: string; reason: string };
  'xlsx.limit': { name: string; what: string; allowed: string; got: string };
  'xlsx.noSheet': { name: string; sheet: string; sheets: string };
  'csv.unreadable': { name: string; reason: string };
  'sheet.empty': { name: string; sheet: string };
  'sheet.noRows': { name: string; sheet: string; headerRow: number };
  'sheet.headerRow': { name: string; headerRow: number; rows: number };
  'edit.wrongKind': { column: string; allowed: string; got: string };
  'edit.notEditable': { column: string };
  'edit.tooMany': { limit: number; got: number };
  'reading.range': { name: string; range: string; used: string };
  'reading.headerOutside': { name: string; headerRow: number; range: string };
  'data.tooFewRows': { need: number; got: number; what: string };
  'data.tooFewDistinct': { need: number; got: number };
  'segments.noneFound': { minSize: number; nCustomers: number };
  'segments.tooManyFound': { found: number; most: number; minSize: number };
  'data.noFeatures': { name: string };
  'monitor.fewCustomers': { name: string; need: number; got: number };
  'feedback.noColumns': { name: string; needed: string; columns: string };
  'feedback.notADate': { name: string; column: string };
  'feedback.noKey': { name: string };
  'feedback.nothing': { name: string; n: number; reason: string };
  'feedback.tooMany': { limit: number };
  'feedback.missing': { name: string };
  'feedback.unknownList': { id: string };
  'feedback.noneKnown': Record<string, never>;
  'feedback.window': { months: number };
  'monitor.nothing': Record<string, never>;
  'monitor.noFile': Record<string, never>;
  'monitor.noChallenge': Record<string, never>;
  'monitor.fewOutcomes': { name: string; events: number; others: number; need: number };
  'monitor.tooManyPeriods': { limit: number };
  'monitor.unknownPeriod': { label: string; labels: string };
  'monitor.missingColumns': { name: string; columns: string; n: number; found: string };
  'data.unknownColumn': { column: string; columns: string; name?: string };
  'data.columnTwice': { column: string };
  'data.unknownCustomer': { id: string };
  'data.allIdentical': { features: string };
  'mixture.tooFewRows': { columns: number; need: number; got: number };
  'mixture.tooLarge': { nClusters: number; columns: number };
  'mixture.collapsed': { nClusters: number };
  'rfm.noColumn': { what: string; name: string };
  'rfm.windowOpen': { until: string; last: string; latest: string };
  'rfm.noRows': { name: string; reasons: string };
  'tables.missing': { name: string; folder: string };
  'tables.changed': { name: string; expected: string; got: string };
  'join.duplicateKeys': { name: string; column: string; key: string; rows: number; keys: number };
  'join.noMatch': { name: string; column: string; tableColumn: string; example: string; tableExample: string };
  'decide.protected': { column: string; role: string };
  'decide.ruleValue': { column: string; allowed: string; got: string };
  'scores.none': Record<string, never>;
  'offers.none': Record<string, never>;
  'offers.noSource': { name: string };
  'offers.empty': Record<string, never>;
  'offers.oneProduct': { product: string };
  'offers.oneCustomer': { products: number };
  'offers.allOwnAll': { customers: number; products: number };
  'offers.noRepeated': { customers: number };
  'offers.sameColumn': { column: string };
  'offers.notAProduct': { column: string };
  'offers.notATime': { column: string };
  'offers.noTimes': { split: string };
  'offers.nothingHeldBack': { split: string; rows: number };
  'offers.nobodyToCompare': { split: string };
  'offers.noKey': { name: string };
  'offers.noMatch': { name: string; column: string; key: string; example: string; keyExample: string };
  'offers.tooManyProducts': { method: string; most: number; got: number };
  'offers.ruleColumn': { column: string; why: string };
  'offers.ruleProduct': { product: string };
  'offers.ruleSegments': Record<string, never>;
  'segments.unknown': { segment: string; most: number };
  'segments.mergeAll': Record<string, never>;
  'segments.mergeOne': Record<string, never>;
  'segments.splitTooFew': { segment: string; parts: number; distinct: number };
  'segments.tooMany': { most: number; got: number };
  'segments.stale': Record<string, never>;
  'segments.editNotMade': { nth: number };
  'segments.tooManyEdits': { limit: number };
  'overrides.noTiers': Record<string, never>;
  'overrides.tooMany': { limit: number };
  'tiers.unmatched': { name: string };
  'tiers.noEarlier': Record<string, never>;
  'folds.oneClass': { n: number; which: 'with the event' | 'without the event' };
  'folds.tooFewEvents': { n: number; which: 'with the event' | 'without the event' };
  'folds.tooFewGroups': { column: string; groups: number; folds: number };
  'folds.classInOneGroup': { column: string; which: 'with the event' | 'without the event' };
  'folds.oneDate': { column: string; date: string | null };
  'folds.oneClassInPeriod': {
    column: string;
    date: string;
    period: 'before' | 'from';
    which: 'with the event' | 'without the event';
  };
  'option.invalid': { option: string; allowed: string; got: string };
  'recipe.invalid': { where: string; reason: string };
  'prepare.missingColumn': { step: string; column: string; columns: string; name?: string };
  'prepare.wrongColumn': { step: string; column: string; kind: string; need: string };
  'prepare.needsTarget': { step: string; targets: string };
  'prepare.wrongTarget': { step: string; column: string; reason: string };
  'prepare.tooManyFeatures': { step: string; features: number; allowed: number; columns: number };
  'scoring.noTarget': { columns: string };
  'scoring.targetRole': { column: string; role: string };
  'scoring.targetKind': { column: string; kind: string };
  'scoring.targetEmpty': { column: string };
  'scoring.oneOutcome': { column: string; value: string; n: number };
  'scoring.manyOutcomes': { column: string; n: number; values: string };
  'scoring.tooManyOutcomes': { column: string; values: string };
  'scoring.noEvent': { column: string; event: string; values: string };
  'scoring.dateNeedsWindow': { column: string };
  'scoring.windowColumn': { column: string; kind: string };
  'scoring.windowNoEnd': Record<string, never>;
  'scoring.windowOpen': { observed: string; months: number; until: string };
  'scoring.fewOutcomes': { column: string; what: string; got: number; need: number };
  'clean.missingColumn': { step: string; column: string; columns: string; similar: string | null; name?: string };
  'clean.wrongKind': { step: string; column: string; kind: string; needed: string };
  'formula.invalid': {
    step: string;
    formula: string;
    /** Character, from 1. */
    position: number;
    expected: string;
    found: string;
    similar: string | null;
  };
  'clean.nothingLeft': { step: string; rows: number };
  'project.none': Record<string, never>;
  'project.notSegmented': Record<string, never>;
  'project.notPlaced': Record<string, never>;
  'project.nothingToUndo': { direction: 'undo' | 'redo' };
  'project.damaged': { name: string; reason: string };
  'project.newer': { name: string; version: number; supported: number };
  'project.locked': { name: string; pid: number };
  'project.mismatch': { name: string; expected: string; got: string };
  'model.notAModel': { name: string };
  'model.damaged': { name: string; reason: string };
  'model.newer': { name: string; version: number; supported: number };
  'model.tooLarge': { name: string; limitBytes: number };
  'model.unsigned': { name: string };
  'model.otherKey': { name: string; fingerprint: string; wanted: string };
  'model.key': { name: string };
  'model.nothing': Record<string, never>;
  'model.noReference': { name: string };
  'model.missingColumns': { name: string; n: number; columns: string; found: string };
  'model.cannotExport': { format: string; what: string };
  'model.row': { row: number; reason: string };
  'serve.portTaken': { port: number };
  'serve.portDenied': { port: number };
  'serve.tokenFile': { name: string; reason: string };
  'serve.sameModel': { name: string };
  'engine.crashed': { file: string; reason: string };
  'engine.notReady': Record<string, never>;
  'message.invalid': { method: string; reason: string };
  'report.format': { format: string; allowed: string };
}

export type ErrorCode = keyof ErrorArgs;

/** A failure that the user can act on. Survives every boundary as its code and arguments. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly args: ErrorArgs[C];
  constructor(code: C, args: ErrorArgs[C], options?: ErrorOptions) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.args = args;
  }
}

/** The work was stopped because someone asked for it; never shown as a failure. */
export class Cancelled extends Error {
  constructor() {
    super('job.cancelled');
    this.name = 'Cancelled';
  }
}

/** What crosses a boundary when a call does not succeed. */
export type WireError =
  | { kind: 'app'; code: ErrorCode; args: ErrorArgs[ErrorCode] }
  | { kind: 'cancelled' }
  | { kind: 'bug'; where: string; stack: string };

export function toWireError(error: unknown, where: string): WireError {
  if (error instanceof AppError) return { kind: 'app', code: error.code, args: error.args };
  if (error instanceof Cancelled || (error instanceof Error && error.name === 'AbortError'))
    return { kind: 'cancelled' };
  return { kind: 'bug', where, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** A defect of ours, met on the far side of a boundary. */
export class RemoteBug extends Error {
  readonly where: string;
  constructor(where: string, stack: string) {
    super(`something went wrong in ${where}`);
    this.name = 'RemoteBug';
    this.where = where;
    this.stack = stack;
  }
}

export function fromWireError(wire: WireError): Error {
  if (wire.kind === 'app') return new AppError(wire.code, wire.args);
  if (wire.kind === 'cancelled') return new Cancelled();
  return new RemoteBug(wire.where, wire.stack);
}
