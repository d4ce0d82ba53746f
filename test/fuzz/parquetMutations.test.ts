import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stream } from '#engine/random';
import { openDatabase } from '#engine/store/database';
import { bundleForNode } from '../process/support/bundleForNode.ts';
import { FileOpener, type Outcome } from './FileOpener.ts';

const VARIANTS = 100;
/** What describes the file lies at its end, where a changed byte does most. */
const FOOTER_BYTES = 600;
const LIMITS = { timeMs: 30_000, memoryBytes: 1.5 * 2 ** 30 };

const folder = mkdtempSync(join(tmpdir(), 'tessera-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let program = '';
let bytes: Buffer;
beforeAll(async () => {
  program = await bundleForNode(fileURLToPath(new URL('./openFiles.ts', import.meta.url)), folder);
  const path = join(folder, 'made.parquet');
  const limits = { allowedDirectories: [folder], memoryLimitMb: 512, threads: 1, tempDirectory: null };
  const database = await openDatabase(limits);
  const rows = `SELECT i AS id, 'x' || (i % 50) AS city, i / 7 AS amount, DATE '2024-01-01' + (i % 300)::INTEGER AS day FROM range(3000) t(i)`;
  await database.run(`COPY (${rows}) TO '${path}' (FORMAT parquet)`);
  database.close();
  bytes = readFileSync(path);
});

function mutated(variant: number): Buffer {
  const random = stream(2026, 'parquet', variant);
  const changed = Buffer.from(bytes);
  const from = variant % 2 === 0 ? Math.max(4, bytes.length - FOOTER_BYTES) : 4;
  for (let n = 1 + random.below(6); n > 0; n--)
    changed[from + random.below(bytes.length - from - 4)] = random.below(256);
  return variant % 10 === 9 ? changed.subarray(0, random.below(bytes.length)) : changed;
}

test(
  'a Parquet file with changed bytes is read or refused, in a process with limits',
  { timeout: 300_000 },
  async () => {
    const opener = new FileOpener(program, LIMITS);
    const found: Outcome[] = [];
    for (let variant = 0; variant < VARIANTS; variant++) {
      const path = join(folder, `changed${variant}.parquet`);
      writeFileSync(path, mutated(variant));
      found.push(await opener.open({ path, name: 'changed.parquet' }));
    }
    opener.close();
    const bad = found.flatMap((outcome, variant) =>
      outcome.is === 'read' || outcome.is === 'refused' ? [] : [{ variant, outcome }],
    );
    expect(bad).toEqual([]);
    expect(found.filter(({ is }) => is === 'refused').length).toBeGreaterThan(VARIANTS / 10);
  },
);
