import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { AuditTrail, type AuditedCall } from '#engine/service/AuditTrail';
import { temporaryFolder } from '../support/temporaryFolder.ts';

vi.mock('node:fs/promises', async original => {
  const files = await original<typeof import('node:fs/promises')>();
  return { ...files, rename: vi.fn(files.rename) };
});

const folder = temporaryFolder();
const call = (status: number, ms = 1): AuditedCall => ({
  time: '2026-11-26T12:00:00.000Z',
  route: '/v1/score',
  model: null,
  rows: 0,
  inputSha256: null,
  status,
  ms,
});
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>);

it('keeps what was answered while it is broken, counts what was refused, and writes both when it can', async () => {
  const path = join(folder, 'broken', 'calls.jsonl');
  writeFileSync(dirname(path), 'a file where the folder should be');
  const audit = new AuditTrail(path);
  audit.add(call(200));
  await audit.flush();
  expect(audit.isBroken).toBe(true);
  for (let i = 0; i < 20_000; i++) audit.add(call(503));
  audit.add(call(200));
  rmSync(dirname(path));
  await audit.flush();
  expect(audit.isBroken).toBe(false);
  expect(linesOf(path)).toMatchObject([{ status: 200 }, { status: 200 }, { counted: { 503: 20_000 } }]);
});

it('begins anew on a line of its own after a part of one was written', async () => {
  const path = join(folder, 'part', 'calls.jsonl');
  mkdirSync(path, { recursive: true });
  const audit = new AuditTrail(path);
  audit.add(call(200));
  await audit.flush();
  expect(audit.isBroken).toBe(true);
  rmSync(path, { recursive: true });
  writeFileSync(path, '{"time":');
  await audit.flush();
  expect(readFileSync(path, 'utf8')).toBe(`{"time":\n${JSON.stringify(call(200))}\n`);
});

it('goes on in the same file when it cannot be put aside, and tries again later', async () => {
  const path = join(folder, 'full', 'calls.jsonl');
  const audit = new AuditTrail(path, 100);
  vi.mocked(rename).mockRejectedValueOnce(Object.assign(new Error('in use'), { code: 'EBUSY' }));
  for (let i = 0; i < 4; i++) {
    audit.add(call(200, i));
    await audit.flush();
    expect(audit.isBroken).toBe(false);
  }
  const files = readdirSync(dirname(path));
  const all = files.flatMap(file => linesOf(join(dirname(path), file)).map(({ ms }) => ms));
  expect(files.length).toBeGreaterThan(1);
  expect(all.toSorted()).toEqual([0, 1, 2, 3]);
});
