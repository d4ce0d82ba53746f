import type { ServedModel } from './ServedModel.ts';

/** Upper ends in seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface RouteFigures {
  readonly byStatus: Map<number, number>;
  /** [BUCKETS + 1], the last for all that took longer. */
  readonly counts: Float64Array;
  seconds: number;
  rows: number;
}

/** Counts of calls and how long they took, in the text format of Prometheus, version 0.0.4. */
export class ServiceMetrics {
  readonly #routes = new Map<string, RouteFigures>();
  #reloads = { changed: 0, refused: 0 };

  add(route: string, status: number, seconds: number, rows: number): void {
    let figures = this.#routes.get(route);
    if (!figures) {
      figures = { byStatus: new Map(), counts: new Float64Array(BUCKETS.length + 1), seconds: 0, rows: 0 };
      this.#routes.set(route, figures);
    }
    figures.byStatus.set(status, (figures.byStatus.get(status) ?? 0) + 1);
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]) bucket++;
    figures.counts[bucket]++;
    figures.seconds += seconds;
    figures.rows += rows;
  }

  /** All requests so far, and those that were not answered as asked. */
  totals(): { requests: number; refused: number } {
    let [requests, refused] = [0, 0];
    for (const { byStatus } of this.#routes.values())
      for (const [status, n] of byStatus) {
        requests += n;
        if (status >= 400) refused += n;
      }
    return { requests, refused };
  }

  addReload(outcome: 'changed' | 'refused'): void {
    this.#reloads = { ...this.#reloads, [outcome]: this.#reloads[outcome] + 1 };
  }

  /** @param uptimeSeconds since the service began */
  text(models: readonly ServedModel[], uptimeSeconds: number): string {
    const routes = [...this.#routes];
    return [
      ...family('tessera_requests_total', 'counter', 'Requests by route and status.'),
      ...routes.flatMap(([route, { byStatus }]) =>
        Array.from(byStatus, ([status, n]) => `tessera_requests_total{route="${route}",status="${status}"} ${n}`),
      ),
      ...family('tessera_request_seconds', 'histogram', 'How long requests took, by route.'),
      ...routes.flatMap(([route, figures]) => histogram(route, figures)),
      ...family('tessera_customers_total', 'counter', 'Customers that were answered about, by route.'),
      ...routes.map(([route, { rows }]) => `tessera_customers_total{route="${route}"} ${rows}`),
      ...family('tessera_model_info', 'gauge', 'Models that answer.'),
      ...models.map(
        ({ name, version, identity }) =>
          `tessera_model_info{name="${escaped(name)}",version="${version}",sha256="${identity.sha256}"} 1`,
      ),
      ...family('tessera_model_reloads_total', 'counter', 'Model files that were read again, by what became of them.'),
      ...Object.entries(this.#reloads).map(([outcome, n]) => `tessera_model_reloads_total{outcome="${outcome}"} ${n}`),
      ...family('process_resident_memory_bytes', 'gauge', 'Memory of the process.'),
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      ...family('tessera_uptime_seconds', 'gauge', 'Since the service began.'),
      `tessera_uptime_seconds ${uptimeSeconds.toFixed(1)}`,
      '',
    ].join('\n');
  }
}

function family(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function histogram(route: string, { counts, seconds }: RouteFigures): string[] {
  let below = 0;
  const lines = BUCKETS.map((end, i) => {
    below += counts[i];
    return `tessera_request_seconds_bucket{route="${route}",le="${end}"} ${below}`;
  });
  const all = below + counts[BUCKETS.length];
  return [
    ...lines,
    `tessera_request_seconds_bucket{route="${route}",le="+Inf"} ${all}`,
    `tessera_request_seconds_sum{route="${route}"} ${seconds}`,
    `tessera_request_seconds_count{route="${route}"} ${all}`,
  ];
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
