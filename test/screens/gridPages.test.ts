import { expect, it } from 'vitest';
import type { Page } from '#shared/contract/dataset';
import { GridPages } from '../../renderer/components/grid/GridPages.ts';

const columns = ['age'];
const page: Page = { columns: [], rows: [], rowIds: [], sourceRows: [], edits: [], total: 3, of: 9 } as unknown as Page;

it('counts belong to the question that is asked now, and not to the one before', async () => {
  const answers: ((answer: Page) => void)[] = [];
  const pages = new GridPages(() => new Promise<Page>(resolve => answers.push(resolve)));
  pages.ask({ filters: [], sort: null, columns });
  expect(pages.summary().isCounted).toBe(false);
  answers[0](page);
  await Promise.resolve();
  await Promise.resolve();
  expect(pages.summary()).toMatchObject({ total: 3, of: 9, isCounted: true });

  pages.ask({ filters: [{ op: 'rows', rows: [1] } as never], sort: null, columns });
  expect(pages.summary().isCounted).toBe(false);
  answers[1]({ ...page, total: 1 });
  await Promise.resolve();
  await Promise.resolve();
  expect(pages.summary()).toMatchObject({ total: 1, isCounted: true });
});
