import { MOST_OUTCOME_LISTS, type OutcomeList } from '#shared/feedback/choices';
import type { BookFeedback, OutcomeAccount } from '#shared/feedback/result';
import type { ModelChallenge } from '#shared/monitor/challenge';
import type { Recipe } from '#shared/recipe';
import { isAbout, aboutOf, listsAbout, targetOf } from '../feedback/aboutTarget.ts';
import { knownOutcomes, type KnownOutcomes } from '../feedback/KnownOutcomes.ts';
import { outcomeWords } from '../feedback/outcomeWords.ts';
import { readOutcomes, type ReadOutcomes } from '../feedback/readOutcomes.ts';
import type { Run } from '../jobs/Run.ts';
import type { Scored } from '../scoring/Scored.ts';
import { findColumn } from '../table/Column.ts';
import { tableOfList } from './feedbackLists.ts';
import { atHand } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';
import { StageCache } from './StageCache.ts';
import type { WatchedModel } from './Watcher.ts';

/** What outcomes of a list are outcomes of. */
export interface AskedTarget {
  readonly name: string;
  readonly event: string;
  readonly imported: WatchedModel['imported'];
}

/** What the lists of outcomes of one open project say, read once each, and what was found with them. */
export class KnownFeedback {
  private readonly reads = new StageCache<ReadOutcomes>(MOST_OUTCOME_LISTS);
  private readonly accounts = new WeakMap<
    ReadOutcomes,
    { imported: AskedTarget['imported']; target: string; account: OutcomeAccount }
  >();
  private book: { scored: Scored; key: string; found: BookFeedback | null } | null = null;
  private compared: { scored: Scored; key: string; challenge: ModelChallenge } | null = null;

  /** The lists, each by the words of what it is about, without those whose cells are not at hand. @throws AppError as `readOutcomes`; Cancelled */
  async read(
    source: SourceFile,
    recipe: Recipe,
    { name, event, imported }: AskedTarget,
    run: Run,
    lists: readonly OutcomeList[] = recipe.feedback?.lists ?? [],
  ): Promise<ReadOutcomes[]> {
    if (lists.length === 0) return [];
    const { table } = imported;
    const asked = aboutOf(table, { name, event });
    const read: ReadOutcomes[] = [];
    for (const list of lists.filter(one => atHand(source, one))) {
      const target = targetOf(table, list.about && !isAbout(list, asked) ? list.about : asked);
      const words = outcomeWords(findColumn(table, target.name) ?? null, target.event);
      const key = JSON.stringify([list, words]);
      const own = this.reads.get(key) ?? (await readOutcomes(tableOfList(source, list, recipe), list, words, run));
      this.reads.set(key, own);
      read.push(own);
    }
    return read;
  }

  /** What is known for a model in use; null where nothing is, or nothing is scored. */
  async ofModel(
    { scored, imported }: WatchedModel,
    source: SourceFile,
    recipe: Recipe,
    run: Run,
  ): Promise<KnownOutcomes | null> {
    if (!scored) return null;
    const lists = listsAbout(recipe.feedback?.lists ?? [], imported.table, scored.target);
    const read = await this.read(source, recipe, { ...scored.target, imported }, run, lists);
    return read.length === 0 ? null : knownOutcomes(read);
  }

  /** What a list says of customers, counted once for these customers and this target. */
  accountOf(
    read: ReadOutcomes,
    imported: AskedTarget['imported'],
    { name, event }: Pick<AskedTarget, 'name' | 'event'>,
    count: () => OutcomeAccount,
  ): OutcomeAccount {
    const target = JSON.stringify([name, event]);
    const known = this.accounts.get(read);
    if (known?.imported === imported && known.target === target) return known.account;
    const account = count();
    this.accounts.set(read, { imported, target, account });
    return account;
  }

  /** Found once for a scoring and the lists of now. */
  async bookOf(scored: Scored, key: string, find: () => Promise<BookFeedback | null>): Promise<BookFeedback | null> {
    if (this.book?.scored !== scored || this.book.key !== key) this.book = { scored, key, found: await find() };
    return this.book.found;
  }

  keepChallenge(scored: Scored, key: string, challenge: ModelChallenge): void {
    this.compared = { scored, key, challenge };
  }

  /** The comparison that was made last, where it was of this scoring and these lists. */
  challengeOf(scored: Scored | null, key: string): ModelChallenge | null {
    return this.compared?.scored === scored && this.compared?.key === key ? this.compared.challenge : null;
  }
}
