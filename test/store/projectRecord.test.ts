import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendAudit, type AuditEntry } from '#engine/store/audit';
import type { ProjectContents } from '#engine/store/projectContents';
import { saveProject } from '#engine/store/projectFile';
import { readProjectRecord } from '#engine/store/projectRecord';
import { someProject } from '../support/someProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const folder = temporaryFolder();

type Period = ProjectContents['periods'][number];

function somePeriod(change: Partial<Period>): Period {
  return {
    label: 'June',
    day: null,
    file: { name: 'june.csv', sha256: 'c'.repeat(64) },
    n: 10,
    nBefore: 10,
    columns: [],
    scores: [],
    segments: null,
    light: 'green',
    headline: 'June: green',
    findings: [],
    rule: [],
    ...change,
  };
}

test('what was watched is the last period of its own customers, and when that one was, whatever came after', async () => {
  const path = join(folder, 'watched.tessera');
  const model = { name: 'other', sha256: 'd'.repeat(64) };
  const said = (audit: readonly AuditEntry[], month: string, action: string) =>
    appendAudit(audit, { at: `2025-${month}-01T09:00:00Z`, action });
  const own = said([], '06', 'Watched June (june.csv): green');
  const audit = said(own, '07', 'Watched June (2) (june.csv) against the model other: red');
  const periods = [somePeriod({}), somePeriod({ label: 'June (2)', light: 'red', model })];
  await saveProject(path, someProject({ periods, audit }));
  expect((await readProjectRecord(path)).watched).toEqual({
    label: 'June',
    light: 'green',
    at: '2025-06-01T09:00:00Z',
  });
});
