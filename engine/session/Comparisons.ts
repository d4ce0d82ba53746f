import type { ClusteringId } from '#shared/recipe';
import type { Comparison } from '#shared/evidence';
import { compareOne, withAgreement, type Compared } from '../segments/compare/compareClusterings.ts';
import { recommend } from '../segments/compare/recommend.ts';
import { partOf } from '../segments/stageRun.ts';
import type { Session } from './Session.ts';
import type { JobContext } from './SessionParts.ts';
import { inputSha256 } from './sourceTables.ts';
import { StageCache } from './StageCache.ts';
import { prepareKey } from './stageKeys.ts';

/** Labels of a million customers are four megabytes for each method. */
const KEPT = 16;

interface Asked {
  readonly algorithms: readonly ClusteringId[];
  readonly nClusters: number | null;
}

/** Ways to group the customers beside each other, kept for as long as the data and their preparation are the same. */
export class Comparisons {
  readonly #session: Session;
  readonly #known = new StageCache<Compared>(KEPT);
  #last: { readonly data: string; readonly asked: Asked } | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  async compare(asked: Asked, context: JobContext): Promise<Comparison> {
    const session = this.#session;
    session.requireSource();
    const run = session.run(context);
    const { segmenting } = session.recipe;
    const data = this.#data();
    const { matrix, features } = await session.prepared(run);
    const algorithms = [...new Set(asked.algorithms)];
    const found: Compared[] = [];
    for (const [i, id] of algorithms.entries()) {
      const key = this.#key(data, id, asked.nClusters);
      let compared = this.#known.get(key);
      if (!compared) {
        const part = partOf(run, i, algorithms.length, 'Comparing');
        compared = await compareOne(id, { x: matrix, features, segmenting }, asked.nClusters, part);
        this.#known.set(key, compared);
      }
      found.push(compared);
    }
    this.#last = { data, asked: { ...asked, algorithms } };
    return this.#comparison(found, asked.nClusters, matrix.nRows);
  }

  /** The last comparison; null when there is none of this data, or a method of it is no longer kept. */
  last(): Comparison | null {
    const last = this.#last;
    if (!last || !this.#session.source || last.data !== this.#data()) return null;
    const { algorithms, nClusters } = last.asked;
    const found = algorithms.map(id => this.#known.get(this.#key(last.data, id, nClusters)));
    const nRows = found.find(compared => compared?.labels)?.labels?.length ?? 0;
    return found.every(compared => compared !== undefined) ? this.#comparison(found, nClusters, nRows) : null;
  }

  #comparison(found: readonly Compared[], nClusters: number | null, nCustomers: number): Comparison {
    const { shown } = this.#session;
    const isOfThese = shown !== null && prepareKey(shown.recipe) === prepareKey(this.#session.recipe);
    const labels = isOfThese ? shown.segmented.labels : null;
    const entries = found.map(compared => withAgreement(compared, labels));
    return { nClusters, nCustomers, entries, ...recommend(entries, nCustomers) };
  }

  #data(): string {
    const { recipe } = this.#session;
    return JSON.stringify([inputSha256(this.#session.requireSource(), recipe), prepareKey(recipe)]);
  }

  /** The recipe's own options count for its method alone; the range only where the number is not given. */
  #key(data: string, id: ClusteringId, nClusters: number | null): string {
    const { algorithm, options, minClusters, maxClusters } = this.#session.recipe.segmenting;
    const range = nClusters ?? [minClusters, maxClusters];
    return JSON.stringify([data, id, id === algorithm ? options : {}, range]);
  }
}
