import { formatThings, listSome } from '#shared/format';
import { note } from '#shared/notes';
import { int } from '#shared/option';
import type { SetColumn } from '../../table/Column.ts';
import { sharedUint8 } from '../../table/Matrix.ts';
import { defineStep } from '../defineStep.ts';
import { levelFlag } from '../levelFlag.ts';
import { byName, replaceColumns, type WorkColumn } from '../workColumns.ts';

interface MultiState {
  readonly columns: readonly { readonly name: string; readonly members: readonly string[] }[];
}

/** Cells with several values become one flag per value. */
export const multiValue = defineStep({
  id: 'multiValue',
  title: 'Several values to flags',
  help: 'Makes one yes-or-no column of every value that a cell with several values can hold, such as each channel.',
  sources: [],
  options: {
    maxMembers: int({
      title: 'Most values',
      help: 'A column with more different values than this is not used.',
      min: 1,
      max: 500,
      default: 50,
    }),
  },
  async fit(table, options) {
    const sets = table.columns.filter((column): column is SetColumn => column.kind === 'set');
    const used = sets.filter(({ members }) => members.length > 0 && members.length <= options.maxMembers);
    const notes = sets
      .filter(({ members }) => members.length > options.maxMembers)
      .map(({ name, members }) => note('column.tooManyLevels', { column: name, levels: members.length }));
    const names = used.map(({ name, members }) => `${name} (${formatThings(members.length, 'flag')})`);
    const effect =
      names.length === 0 ? 'No column holds several values.' : `One flag per value of ${listSome(names, 8)}.`;
    const state: MultiState = { columns: used.map(({ name, members }) => ({ name, members })) };
    return { state, effect, notes };
  },
  async apply(table, state: MultiState) {
    const known = byName(state.columns);
    return replaceColumns(table, part => {
      const { column } = part;
      if (column.kind !== 'set') return part;
      return memberFlags(part, column, known.get(column.name)?.members ?? [], table.nRows);
    });
  },
});

function memberFlags(part: WorkColumn, column: SetColumn, members: readonly string[], nRows: number): WorkColumn[] {
  const flags = members.map(() => sharedUint8(nRows));
  const flagOf = Int32Array.from(column.members, member => members.indexOf(member));
  for (let row = 0; row < nRows; row++) {
    for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) {
      const flag = flagOf[column.codes[i]];
      if (flag >= 0) flags[flag][row] = 1;
    }
  }
  return members.map((member, i) => levelFlag(part, member, flags[i]));
}
