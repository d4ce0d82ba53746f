import { canonicalJson } from './canonicalJson.ts';
import { sha256Text } from './hashes.ts';

/** One thing that was done to the project. Holds no personal data: actions in words, files and results by their hash. */
export interface AuditEntry {
  /** From 0, without gaps. */
  readonly index: number;
  /** ISO 8601 in UTC, given by whoever records the entry. */
  readonly at: string;
  readonly action: string;
  readonly inputSha256: string | null;
  readonly outputSha256: string | null;
  /** `hash` of the entry before; of the first entry, 64 zeros. */
  readonly previous: string;
  /** SHA-256 over everything above. */
  readonly hash: string;
}
export type AuditFacts = Pick<AuditEntry, 'at' | 'action'> & Partial<Pick<AuditEntry, 'inputSha256' | 'outputSha256'>>;

export const FIRST_PREVIOUS = '0'.repeat(64);

/** The log with one more entry, chained to the last one; entries are never changed or taken away. */
export function appendAudit(log: readonly AuditEntry[], facts: AuditFacts): AuditEntry[] {
  const unsigned = {
    index: log.length,
    at: facts.at,
    action: facts.action,
    inputSha256: facts.inputSha256 ?? null,
    outputSha256: facts.outputSha256 ?? null,
    previous: log.at(-1)?.hash ?? FIRST_PREVIOUS,
  };
  return [...log, { ...unsigned, hash: entryHash(unsigned) }];
}

/** @returns the index of the first entry that was changed, moved, or whose predecessor is missing; null when the chain holds */
export function verifyAudit(log: readonly AuditEntry[]): number | null {
  let previous = FIRST_PREVIOUS;
  for (const [i, entry] of log.entries()) {
    if (entry.index !== i || entry.previous !== previous || entry.hash !== entryHash(entry)) return i;
    previous = entry.hash;
  }
  return null;
}

function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { index, at, action, inputSha256, outputSha256, previous } = entry;
  return sha256Text(`tessera.audit.1\n${canonicalJson({ index, at, action, inputSha256, outputSha256, previous })}`);
}
