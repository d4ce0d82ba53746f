import type { About, OutcomeList } from '#shared/feedback/choices';
import { outcomeKey } from '../scoring/outcomes.ts';
import type { Table } from '../table/Column.ts';

interface Target {
  readonly name: string;
  readonly event: string;
}

/** What outcomes of a target are about: the same whatever a person calls the column. */
export function aboutOf({ columns }: Table, { name, event }: Target): About {
  return { target: columns.find(column => column.name === name)?.header ?? name, event };
}

/** The target that a list is about, as these customers name its column. */
export function targetOf({ columns }: Table, { target, event }: About): Target {
  return { name: columns.find(({ name, header }) => (header ?? name) === target)?.name ?? target, event };
}

/** Whether the outcomes of a list are of this event; a list that does not say is about any. */
export function isAbout({ about }: Pick<OutcomeList, 'about'>, { target, event }: About): boolean {
  return !about || (about.target === target && outcomeKey(about.event) === outcomeKey(event));
}

/** The lists that are about a target of these customers. */
export function listsAbout(lists: readonly OutcomeList[], table: Table, target: Target): OutcomeList[] {
  const asked = aboutOf(table, target);
  return lists.filter(list => isAbout(list, asked));
}
