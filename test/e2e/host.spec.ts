import { expect, test } from './support.ts';

/** The sample has about 5,000. */
const CUSTOMERS = /\b[45],\d{3} customers/;

test.use({ hostOptions: { file: 'assets/samples/RiskSummary.xlsx' } });

test.describe('the browser host', () => {
  test('begins with the file it was started with', async ({ app }) => {
    await expect(app.getByText(CUSTOMERS).first()).toBeVisible();
    await expect(app).toHaveTitle(/RiskSummary\.xlsx/);
  });

  test('asks before a page with unsaved changes is left', async ({ app }) => {
    await expect(app.getByText(CUSTOMERS).first()).toBeVisible();
    await app.locator('body').click({ position: { x: 700, y: 5 } });
    const asked = app.waitForEvent('dialog');
    const leaving = app.reload();
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await leaving;
    await expect(app.getByText(CUSTOMERS).first()).toBeVisible();
  });

  test('brings the project back when the engine is killed, without a word of alarm in the page', async ({
    app,
    host,
  }) => {
    await expect(app.getByText(CUSTOMERS).first()).toBeVisible();
    const before = host.supervisor.pid!;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => host.supervisor.phase === 'ready' && host.supervisor.pid !== before).toBe(true);
    await expect(app.getByText(CUSTOMERS).first()).toBeVisible();
    await app
      .getByRole('link', { name: /Prepare/ })
      .or(app.getByRole('button', { name: /Prepare/ }))
      .first()
      .click();
    await expect(app).toHaveURL(/#\/prepare/);
  });
});
