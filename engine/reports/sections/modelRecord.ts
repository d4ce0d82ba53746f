import { emptyRecord, isSaid, standingSignOff } from '#shared/models/record';
import type { Block, DataTable, Section } from '../document.ts';
import { cutText, type ReportContext } from './ReportContext.ts';

/** Whose the model is, how much hangs on it and who signed which result; nothing where nobody has said anything. */
export function modelRecordSection({ input }: ReportContext): Section | null {
  const record = input.recipe.modelRecord ?? emptyRecord();
  const { owner, materiality, use, signOffs } = record;
  if (!isSaid(record)) return null;
  const standing = standingSignOff(record, input.run.resultSha256);
  const headline = standing
    ? `This result is ${standing.status}: signed off by ${cutText(standing.by, 80)} on ${standing.at.slice(0, 10)}.`
    : 'This result is a draft: nobody has signed it.';
  const said: DataTable = {
    id: 'model-record',
    title: 'What the bank says of the model',
    n: 'said by people',
    columns: [
      { header: '', align: 'left' },
      { header: '', align: 'left', grow: 4 },
    ],
    rows: [
      ['Owner', owner === '' ? 'not named' : cutText(owner, 120)],
      ['Materiality', materiality ?? 'not said'],
      ['May be used for', use === '' ? 'not said' : cutText(use, 1_000)],
    ],
  };
  const blocks: Block[] = [{ kind: 'table', table: said }];
  if (signOffs.length > 0)
    blocks.push({
      kind: 'table',
      table: {
        id: 'model-sign-offs',
        title: 'Sign-offs, each of one result',
        n: `result of this report: ${input.run.resultSha256.slice(0, 12)}`,
        columns: [
          { header: 'Day', align: 'left' },
          { header: 'Status', align: 'left' },
          { header: 'By', align: 'left' },
          { header: 'Words', align: 'left', grow: 3 },
          { header: 'Result', align: 'left' },
        ],
        rows: signOffs.map(({ at, status, by, words, resultSha256 }) => [
          at.slice(0, 10),
          status,
          cutText(by, 80),
          cutText(words, 500),
          resultSha256.slice(0, 12),
        ]),
      },
    });
  return { id: 'modelRecord', title: 'Record of the model', headline, blocks };
}
