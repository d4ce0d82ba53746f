import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine } from '../support/engineClient.ts';

type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

describe('what is done about scores, in a project', () => {
  let engine: TestEngine;
  const call: TestEngine['client']['call'] = (method, input) => engine.client.call(method, input);

  beforeAll(async () => {
    engine = await startTestEngine(2);
    const path = join(engine.folder, 'churn.csv');
    writeFileSync(path, churnCsv(200));
    await call('dataset.open', { file: engine.register(path, 'churn.csv') });
  }, 60_000);

  it('waits for scores', async () => {
    await expect(call('decide.contact', {})).rejects.toMatchObject({ code: 'scores.none' });
    await expect(call('decide.credit', {})).rejects.toMatchObject({ code: 'scores.none' });
    const signed = call('model.signOff', { status: 'validated', by: 'V', words: 'w' });
    await expect(signed).rejects.toMatchObject({ code: 'model.nothing' });
    await call('score.run', { scoring: { models: [{ id: 'logisticRegression', options: {} }] } });
  });

  it('follows the money of the threshold until somebody says otherwise, and is undone', async () => {
    const { setup, list } = await call('decide.contact', {});
    expect(list).not.toBeNull();
    expect(setup.choices).toMatchObject({ value: { amount: 200 }, cost: 10, mostContacts: null });
    expect(setup.valueColumns).toContain('Balance');
    const fewer = await call('decide.setContact', { contact: { ...setup.choices, mostContacts: 7 } });
    expect(fewer.n).toBe(7);
    const page = await call('decide.contacts', { offset: 5, limit: 50 });
    expect([page.total, page.rows.length]).toEqual([7, 2]);
    expect(page.rows[0].reasons.length).toBeGreaterThan(0);
    expect((await call('project.state', {})).scores).toBe('ready');
    await call('project.undo', {});
    expect((await call('decide.contact', {})).list).toEqual(list);
    // A value from a column that is protected by then: said, with the choices still there to change.
    const value = { column: 'Age', share: 1 };
    const refused = call('decide.setContact', { contact: { ...setup.choices, value } });
    await expect(refused).rejects.toMatchObject({ code: 'decide.protected' });
  });

  it('keeps what a person decides about a customer’s credit', async () => {
    const { rows } = await call('decide.creditRows', { offset: 0, limit: 1, decision: null });
    const [first] = rows;
    const override = { decision: 'approve' as const, line: 500, reason: 'Guaranteed', by: 'R. Officer' };
    const decided = await call('decide.override', { row: first.row, override });
    expect(decided).toMatchObject({ decision: 'approve', line: 500, byRule: first.decision });
    expect((await call('decide.credit', {})).decided!.nOverrides).toBe(1);
    const back = await call('decide.override', { row: first.row, override: null });
    expect(back).toEqual(first);
    await expect(call('decide.creditOf', { row: 5_000 })).rejects.toMatchObject({ code: 'data.unknownCustomer' });
  });

  it.each(['xlsx', 'csv'] as const)('is saved as %s', async format => {
    const contacts = await call('decide.saveContacts', { format });
    const credit = await call('decide.saveCredit', { format });
    expect([contacts.name, credit.name]).toEqual([`churn contact list.${format}`, `churn credit decisions.${format}`]);
    expect(Math.min(contacts.sizeBytes, credit.sizeBytes)).toBeGreaterThan(1_000);
  });

  it('has a record whose sign-off is of one result only', async () => {
    await call('model.setRecord', { record: { owner: 'Retail risk', materiality: 'high', use: 'Retention calls' } });
    const signed = await call('model.signOff', { status: 'validated', by: 'V. Alidator', words: 'Figures repeated' });
    expect(signed).toMatchObject({ status: 'validated', standing: { by: 'V. Alidator' } });
    const { card } = await call('model.save', { owner: null });
    expect(card).toMatchObject({ owner: 'Retail risk', materiality: 'high', status: 'validated' });
    await call('score.run', { scoring: { models: [{ id: 'gaussianNaiveBayes', options: {} }] } });
    expect(await call('model.record', {})).toMatchObject({
      status: 'draft',
      standing: null,
      record: { owner: 'Retail risk' },
    });
  });
});
