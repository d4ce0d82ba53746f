import type { RunningService, ServiceState } from '#shared/contract/service';
import { Cancelled } from '#shared/errors';
import { newRun } from '../jobs/Run.ts';
import type { Pool } from '../workers/Pool.ts';
import { AuditTrail } from './AuditTrail.ts';
import { ModelShelf, type ModelFile } from './ModelShelf.ts';
import { refuse } from './Refusal.ts';
import type { ServedModel } from './ServedModel.ts';
import { newToken } from './serviceToken.ts';
import { startService, type ScoringService } from './startService.ts';

export interface SwitchParts {
  readonly pool: Pool;
  /** Where calls are logged. */
  readonly auditPath: string;
  /** Hears of defects, never of what was asked. */
  onBug(error: unknown): void;
  /** Told when it goes on or off, and at most once a second of what was asked meanwhile. */
  changed(state: ServiceState): void;
}
interface Running {
  readonly shelf: ModelShelf;
  readonly audit: AuditTrail;
  readonly service: ScoringService;
  readonly looking: NodeJS.Timeout;
  told: string;
}

const LOOK_MS = 1_000;

/** The scoring service of an app that a person switches on and off: one model at a time, a new token each time, and off at every start. */
export class ServiceSwitch {
  readonly #parts: SwitchParts;
  #running: Running | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: SwitchParts) {
    this.#parts = parts;
  }

  state(): ServiceState {
    return this.#running ? { isOn: true, ...describe(this.#running) } : { isOn: false };
  }

  /**
   * @param port 0 takes any that is free
   * @throws AppError as `readDocument`, `serve.portTaken`, `serve.portDenied`; Cancelled. It is off then.
   */
  start(file: ModelFile, port: number, signal: AbortSignal): Promise<{ state: ServiceState; token: string }> {
    return this.#inTurn(async () => {
      const wasOn = this.#running !== null;
      await this.#stop();
      const token = newToken();
      try {
        this.#running = await this.#open(file, port, token, signal);
      } finally {
        if (wasOn && !this.#running) this.#tell();
      }
      return { state: this.#tell(), token };
    });
  }

  /** @param mostMs how long answers under way are waited for; as long as the service does where it is left out */
  stop(mostMs?: number): Promise<ServiceState> {
    return this.#inTurn(async () => {
      const wasOn = this.#running !== null;
      await this.#stop(mostMs);
      return wasOn ? this.#tell() : this.state();
    });
  }

  /** Changes are made one after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #open(file: ModelFile, port: number, token: string, signal: AbortSignal): Promise<Running> {
    const { pool, auditPath, onBug } = this.#parts;
    // Reading may be cancelled; what is read again later has nothing to do with the call that switched it on.
    const own = new AbortController();
    const abort = () => own.abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      if (signal.aborted) throw new Cancelled();
      const shelf = await ModelShelf.open([file], null, newRun({ seed: 0, pool, signal: own.signal }));
      if (signal.aborted) throw new Cancelled();
      const audit = new AuditTrail(auditPath);
      const service = await startService({ shelf, token, port, audit, onBug });
      const looking = setInterval(() => this.#look(), LOOK_MS);
      looking.unref();
      return { shelf, audit, service, looking, told: '' };
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async #stop(mostMs?: number): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = null;
    clearInterval(running.looking);
    await running.service.stop(mostMs);
  }

  #look(): void {
    if (this.#running && JSON.stringify(describe(this.#running)) !== this.#running.told) this.#tell();
  }

  #tell(): ServiceState {
    if (this.#running) this.#running.told = JSON.stringify(describe(this.#running));
    const state = this.state();
    this.#parts.changed(state);
    return state;
  }
}

function describe({ shelf, audit, service }: Running): RunningService {
  const { requests, refused } = service.totals();
  const problem = audit.isBroken ? refuse('service.audit').message : shelf.refusal && `${shelf.refusal} ${STAYS}`;
  return { url: service.url, model: summary(shelf.models[0]), requests, refused, auditLog: audit.path, problem };
}

const STAYS = 'The version before it goes on answering.';

function summary({ name, version, identity, document }: ServedModel): RunningService['model'] {
  const { card, inputs, segments, events, offers } = document;
  return {
    name,
    version,
    sha256: identity.sha256,
    status: card.status,
    nFields: inputs.length,
    nSegments: segments?.centroids.nClusters ?? 0,
    events: events.map(({ target }) => target.eventWords),
    nProducts: offers?.made.products.length ?? 0,
  };
}
