import type { EngineRestarted } from '#shared/contract/contract';
import { AppError, Cancelled } from '#shared/errors';
import { connect } from '#shared/transport/connect';
import type { Message, Port } from '#shared/transport/message';
import { Calls, refuse, type Caller, type RequestMessage } from './Calls.ts';
import type { EngineChild, EngineControl, FromEngine } from './control.ts';
import type { FileTokens } from './FileTokens.ts';
import { fileTokenOf, OpenProject } from './OpenProject.ts';
import { incomingMessage } from './incomingMessage.ts';
import { recoverProject } from './recoverProject.ts';
import { Watchdog, type WatchLimits } from './Watchdog.ts';

export interface SupervisorParts {
  spawn(): EngineChild;
  readonly files: FileTokens;
  readonly workDirectory: string;
  /** Where copies of unsaved work are kept; null keeps none. */
  readonly recoveryDirectory: string | null;
  /** Where the scoring service keeps its log of calls. */
  readonly logDirectory: string;
  readonly threads: number | null;
  readonly limits: WatchLimits;
  readRss(pid: number): Promise<number | null>;
  /** One line for the log file; never holds what is in a cell. */
  log(line: string): void;
}

/** How the engine before ended. */
interface Ended {
  readonly wasSegmenting: boolean;
  readonly isLost: boolean;
  readonly pid: number | undefined;
}
type Phase = 'down' | 'starting' | 'recovering' | 'ready';
const MAX_WAITING = 256;
const MAX_FAILED_STARTS = 3;
const CLOSE_WITHIN_MS = 3000;

/**
 * Keeps one engine process running and stands between it and the interface: forwards calls, watches memory and signs of life, ends an engine
 * that runs away, says which file and why, starts a new one and opens the project again.
 */
export class Supervisor {
  readonly project = new OpenProject();
  readonly #parts: SupervisorParts;
  readonly #calls = new Calls();
  readonly #host: Caller & { port: Port };
  #waiting: { caller: Caller; request: RequestMessage }[] = [];
  #interface: (Caller & { port: Port }) | null = null;
  #child: EngineChild | null = null;
  #watchdog: Watchdog | null = null;
  #phase: Phase = 'down';
  #stopReason: string | null = null;
  #failedStarts = 0;
  #restarted: (Pick<EngineRestarted, 'file' | 'reason'> & Ended) | null = null;
  /** Of the engine that was ready last; a process that has ended may no longer say it. */
  #readyPid: number | undefined;
  #closed: (() => void) | null = null;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#host = hostCaller((caller, message) => this.#receive(caller, message));
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Process id of the engine that runs now. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#child || this.#closed) return;
    const { spawn, limits, files, workDirectory, recoveryDirectory, logDirectory, threads, readRss } = this.#parts;
    this.#phase = 'starting';
    this.#stopReason = null;
    const child = spawn();
    this.#child = child;
    this.#watchdog = new Watchdog(limits, {
      isReady: () => this.#phase !== 'starting',
      cancelledForMs: () => this.#calls.cancelledForMs(),
      readRss: async () => (child.pid === undefined ? null : readRss(child.pid)),
      stop: reason => {
        this.#stopReason = reason;
        child.kill();
      },
    });
    child.onMessage(message => this.#hear(message));
    child.onExit(how => this.#exited(child, how));
    child.send({
      channel: 'control',
      control: { kind: 'start', workDirectory, recoveryDirectory, logDirectory, threads, files: files.list() },
    });
  }

  /** Makes a file known to the running engine; a later engine gets the whole list. */
  announceFile(file: ReturnType<FileTokens['add']>): void {
    this.#child?.send({ channel: 'control', control: { kind: 'register', file } });
  }

  /** Serves one interface; an earlier one is disconnected and its calls are cancelled. */
  attach(port: Port): void {
    this.#interface?.port.close();
    const caller = { port, deliver: (message: Message) => port.send(message) };
    this.#interface = caller;
    port.onMessage(raw => {
      const message = incomingMessage(raw);
      if (message && this.#interface === caller) this.#receive(caller, message);
    });
    port.onClose(() => {
      if (this.#interface === caller) this.#interface = null;
      this.#cancel(caller, 'all');
    });
  }

  /** Ends the engine and starts another, which opens the project again. */
  restart(reason: string): void {
    this.#stopReason = reason;
    this.#child?.kill();
  }

  /**
   * Ends the engine, if need be by force.
   * @param discardsWork the person chose not to save: what is unsaved is not offered again
   */
  async close(discardsWork = false): Promise<void> {
    this.#watchdog?.end();
    const child = this.#child;
    const ended = new Promise<void>(resolve => (this.#closed = resolve));
    this.#interface?.port.close();
    if (!child) return;
    const timer = setTimeout(() => child.kill(), CLOSE_WITHIN_MS);
    child.send({ channel: 'control', control: { kind: 'close', discardsWork } });
    await ended;
    clearTimeout(timer);
  }

  #receive(caller: Caller, message: Message): void {
    if (message.kind === 'cancel') return this.#cancel(caller, message.id);
    if (message.kind !== 'request') return;
    if (this.#calls.countOf(caller) + this.#waiting.length >= MAX_WAITING)
      return refuse(
        caller,
        message,
        new AppError('message.invalid', { method: message.method, reason: 'too many requests at once' }),
      );
    if (this.#phase === 'down') this.start();
    if (this.#phase === 'ready' || (this.#phase === 'recovering' && caller === this.#host))
      this.#send(this.#calls.begin(caller, message));
    else this.#waiting.push({ caller, request: message });
  }

  #cancel(caller: Caller, id: number | 'all'): void {
    for (const ours of this.#calls.cancel(caller, id)) this.#send({ kind: 'cancel', id: ours });
    const isMeant = (one: { caller: Caller; request: RequestMessage }) =>
      one.caller === caller && (id === 'all' || one.request.id === id);
    const cancelled = this.#waiting.filter(isMeant);
    this.#waiting = this.#waiting.filter(one => !isMeant(one));
    for (const { request } of cancelled) refuse(caller, request, new Cancelled());
  }

  #send(message: Message): void {
    this.#child?.send({ channel: 'engine', message });
  }

  #hear(envelope: FromEngine): void {
    if (envelope.channel === 'control') return this.#hearControl(envelope.control);
    const { message } = envelope;
    if (message.kind === 'event') {
      if (this.#phase !== 'ready') return;
      this.project.heard(message.name, message.data);
      this.#interface?.deliver(message);
      return;
    }
    const ended = this.#calls.answer(message);
    if (ended && message.kind === 'reply' && ended.caller !== this.#host)
      this.project.succeeded(ended.request.method, ended.request.input);
  }

  #hearControl(control: EngineControl): void {
    if (control.kind === 'alive') this.#watchdog?.sawLife(control.rssBytes);
    else if (control.kind === 'registered') this.#parts.files.take(control.file);
    else if (control.kind === 'bug') this.#parts.log(`defect in ${control.where}: ${control.trace}`);
    else {
      void this.#becameReady();
      this.#watchdog?.sawLife(0);
    }
  }

  async #becameReady(): Promise<void> {
    const restarted = this.#restarted;
    this.#restarted = null;
    this.#readyPid = this.#child?.pid;
    if (restarted) {
      this.#phase = 'recovering';
      const project = restarted.isLost ? 'lost' : await this.#recover(restarted.wasSegmenting, restarted.pid);
      if (this.#phase === 'recovering')
        await this.#tellState({ file: restarted.file, reason: restarted.reason, project });
      if (this.#phase !== 'recovering') return;
    }
    this.#failedStarts = 0;
    this.#phase = 'ready';
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { caller, request } of waiting) this.#send(this.#calls.begin(caller, request));
  }

  async #recover(wasSegmenting: boolean, pid: number | undefined): Promise<EngineRestarted['project']> {
    const { opened, state } = this.project;
    if (!opened || !state) return 'none';
    try {
      await recoverProject(connect(this.#host.port), opened, state, wasSegmenting);
    } catch (error) {
      this.#parts.log(`the project could not be opened again: ${(error as Error).message}`);
      this.project.forget();
      return 'lost';
    }
    await this.#forgetCopyOf(pid);
    return 'recovered';
  }

  /** What the ended engine left for a next start is open again; the new engine keeps a copy of its own. */
  async #forgetCopyOf(pid: number | undefined): Promise<void> {
    if (pid === undefined || this.#parts.recoveryDirectory === null) return;
    try {
      const engine = connect(this.#host.port);
      const left = (await engine.call('project.recoverable', {})).filter(({ id }) => id.startsWith(`${pid}-`));
      for (const { id } of left) await engine.call('project.forgetRecovery', { id });
    } catch (error) {
      this.#parts.log(`the copy of unsaved work of the ended engine stays: ${(error as Error).message}`);
    }
  }

  async #tellState(restarted: EngineRestarted): Promise<void> {
    try {
      const state = await connect(this.#host.port).call('project.state', {});
      this.project.heard('project.changed', state);
      this.#interface?.deliver({ kind: 'event', name: 'project.changed', data: state });
      this.#interface?.deliver({ kind: 'event', name: 'engine.restarted', data: restarted });
    } catch (error) {
      this.#parts.log(`the state of the new engine is unknown: ${(error as Error).message}`);
    }
  }

  #exited(child: EngineChild, how: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#watchdog?.end();
    if (this.#closed) return this.#closed();
    const before = this.#phase;
    this.#phase = 'down';
    const reason = this.#stopReason ?? `the engine ended unexpectedly (${how})`;
    const calls = this.#calls.running();
    const file = this.#fileOf(calls.map(call => call.request));
    this.#parts.log(
      `engine ended while ${before}, working on ${calls.map(call => call.request.method).join(', ') || 'nothing'}: ${reason}`,
    );
    // Opening the project again is not tried twice.
    const isLost = before === 'recovering' && this.project.opened !== null;
    if (isLost) this.project.forget();
    const wasSegmenting = calls.some(call => call.request.method === 'segment.run');
    if (before !== 'starting' || !this.#restarted)
      this.#restarted = { file, reason, wasSegmenting, isLost, pid: this.#readyPid };
    this.#calls.fail(new AppError('engine.crashed', { file, reason }));
    if (before === 'starting' && ++this.#failedStarts >= MAX_FAILED_STARTS) return this.#giveUp();
    this.start();
  }

  #giveUp(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { caller, request } of waiting) refuse(caller, request, new AppError('engine.notReady', {}));
  }

  #fileOf(requests: readonly RequestMessage[]): string {
    for (const request of requests) {
      const name = this.#parts.files.find(fileTokenOf(request.input))?.name;
      if (name) return name;
    }
    return this.project.state?.source?.name ?? 'the data';
  }
}

/** The host's own way to call the engine: a port whose other end is the supervisor. */
function hostCaller(receive: (caller: Caller, message: Message) => void): Caller & { port: Port } {
  const listeners = new Set<(message: unknown) => void>();
  const caller = {
    deliver: (message: Message) => {
      for (const listener of listeners) listener(message);
    },
    port: {
      send: (message: Message) => receive(caller, message),
      onMessage: (listener: (message: unknown) => void) => void listeners.add(listener),
      onClose: () => undefined,
      close: () => undefined,
    },
  };
  return caller;
}
