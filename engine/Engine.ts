import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { EngineEvents, EventName, Handlers } from '#shared/contract/contract';
import { AUDIT_FILE } from './service/AuditTrail.ts';
import { ServiceSwitch } from './service/ServiceSwitch.ts';
import { cleanHandlers } from './session/handlers/cleanHandlers.ts';
import { datasetHandlers } from './session/handlers/datasetHandlers.ts';
import { feedbackHandlers } from './session/handlers/feedbackHandlers.ts';
import type { HandlerParts } from './session/handlers/HandlerParts.ts';
import { modelHandlers } from './session/handlers/modelHandlers.ts';
import { monitorHandlers } from './session/handlers/monitorHandlers.ts';
import { prepareHandlers } from './session/handlers/prepareHandlers.ts';
import { profileHandlers } from './session/handlers/profileHandlers.ts';
import { projectHandlers } from './session/handlers/projectHandlers.ts';
import { reportHandlers } from './session/handlers/reportHandlers.ts';
import { decideHandlers } from './session/handlers/decideHandlers.ts';
import { offerHandlers } from './session/handlers/offerHandlers.ts';
import { scoreHandlers } from './session/handlers/scoreHandlers.ts';
import { segmentEditHandlers } from './session/handlers/segmentEditHandlers.ts';
import { serviceHandlers } from './session/handlers/serviceHandlers.ts';
import { segmentHandlers } from './session/handlers/segmentHandlers.ts';
import { playbookHandlers } from './session/handlers/playbookHandlers.ts';
import { tablesHandlers } from './session/handlers/tablesHandlers.ts';
import { tierHandlers } from './session/handlers/tierHandlers.ts';
import type { FileDirectory } from './session/fileDirectory.ts';
import { Recovery } from './session/Recovery.ts';
import { Session } from './session/Session.ts';
import { APP_VERSION } from './version.ts';
import { createPool } from './workers/createPool.ts';
import type { Pool } from './workers/Pool.ts';

export interface EngineParts {
  readonly files: FileDirectory;
  /** A folder the engine may write what it hands out to; its owner removes it. */
  readonly workDirectory: string;
  /** Where copies of unsaved work are kept; without it there are none. */
  readonly recoveryDirectory?: string;
  /** Where the scoring service keeps its log of calls; without it in the work directory. */
  readonly logDirectory?: string;
  readonly threads?: number;
  /** Threads that are there already, closed with the engine; without them it starts `threads` of its own. */
  readonly pool?: Pool;
  /** Told of defects that stop no call. */
  onBug?(where: string, error: unknown): void;
  emit?<E extends EventName>(name: E, data: EngineEvents[E]): void;
}
export interface Engine {
  readonly handlers: Handlers;
  /** @param discardsWork the person chose not to save: no copy of unsaved work is kept */
  close(discardsWork?: boolean): Promise<void>;
}

/** More threads than this bring nothing on the work of one desk. */
const MAX_THREADS = 16;

/** Answers under way have this long when the app is closed; its host waits three seconds for all of it. */
const SERVICE_STOP_MS = 1_000;

export function defaultThreads(): number {
  return Math.min(availableParallelism(), MAX_THREADS);
}

/** Puts the engine together: one open project, its handlers, and the threads that compute. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  await mkdir(parts.workDirectory, { recursive: true });
  const pool = parts.pool ?? (await createPool(parts.threads ?? defaultThreads()));
  // Loading their code takes a moment, which the person spends on choosing a file.
  void pool.start?.();
  const now = () => new Date().toISOString();
  const failed = (error: unknown) => parts.onBug?.('keeping a recovery copy', error);
  const { recoveryDirectory } = parts;
  const recovery = recoveryDirectory === undefined ? null : new Recovery(recoveryDirectory, APP_VERSION, now, failed);
  const session = new Session({
    pool,
    appVersion: APP_VERSION,
    now,
    recovery,
    changed: state => parts.emit?.('project.changed', state),
  });
  const shared: HandlerParts = {
    session,
    files: parts.files,
    workDirectory: parts.workDirectory,
  };
  const service = new ServiceSwitch({
    pool,
    auditPath: join(parts.logDirectory ?? parts.workDirectory, AUDIT_FILE),
    onBug: error => parts.onBug?.('answering a request of the scoring service', error),
    changed: state => parts.emit?.('service.changed', state),
  });
  const handlers: Handlers = {
    ...projectHandlers(shared),
    ...datasetHandlers(shared),
    ...profileHandlers(shared),
    ...cleanHandlers(shared),
    ...prepareHandlers(shared),
    ...segmentHandlers(shared),
    ...segmentEditHandlers(shared),
    ...tierHandlers(shared),
    ...scoreHandlers(shared),
    ...decideHandlers(shared),
    ...monitorHandlers(shared),
    ...feedbackHandlers(shared),
    ...offerHandlers(shared),
    ...reportHandlers(shared),
    ...playbookHandlers(shared),
    ...tablesHandlers(shared),
    ...modelHandlers(shared),
    ...serviceHandlers(shared, service),
  };
  return {
    handlers,
    close: async (discardsWork = false) => {
      await (discardsWork ? recovery?.discard() : recovery?.settle());
      await service.stop(SERVICE_STOP_MS);
      await pool.close();
    },
  };
}
