import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { appendAudit, FIRST_PREVIOUS, verifyAudit, type AuditEntry } from '#engine/store/audit';

function someLog(): AuditEntry[] {
  let log: AuditEntry[] = [];
  log = appendAudit(log, { at: '2025-01-31T09:00:00Z', action: 'Opened the file', inputSha256: 'a'.repeat(64) });
  log = appendAudit(log, { at: '2025-01-31T09:01:00Z', action: 'Segmented', outputSha256: 'b'.repeat(64) });
  return appendAudit(log, { at: '2025-01-31T09:02:00Z', action: 'Saved' });
}

test('each entry holds the hash of the one before', () => {
  const log = someLog();
  expect(log.map(entry => entry.index)).toEqual([0, 1, 2]);
  expect(log[0].previous).toBe(FIRST_PREVIOUS);
  expect(log[1].previous).toBe(log[0].hash);
  expect(verifyAudit(log)).toBeNull();
  expect(verifyAudit([])).toBeNull();
});

test('the hash is SHA-256 over the canonical JSON of the entry without it', () => {
  const text =
    `tessera.audit.1\n{"action":"Opened the file","at":"2025-01-31T09:00:00Z","index":0,"inputSha256":"${'a'.repeat(64)}",` +
    `"outputSha256":null,"previous":"${FIRST_PREVIOUS}"}`;
  expect(someLog()[0].hash).toBe(createHash('sha256').update(text).digest('hex'));
});

test('a changed, moved, missing or added entry is found', () => {
  const log = someLog();
  expect(verifyAudit(log.map((entry, i) => (i === 1 ? { ...entry, action: 'Nothing' } : entry)))).toBe(1);
  expect(verifyAudit(log.map((entry, i) => (i === 0 ? { ...entry, at: '2024-01-31T09:00:00Z' } : entry)))).toBe(0);
  expect(verifyAudit([log[0], log[2]])).toBe(1);
  expect(verifyAudit([log[1], log[0], log[2]])).toBe(0);
  expect(verifyAudit(log.slice(1))).toBe(0);
  expect(verifyAudit([...log, { ...log[2], index: 3 }])).toBe(3);
});

test('the log that was there is not touched', () => {
  const log = Object.freeze(someLog()) as AuditEntry[];
  expect(appendAudit(log, { at: '2025-02-01T00:00:00Z', action: 'More' })).toHaveLength(4);
  expect(log).toHaveLength(3);
});
