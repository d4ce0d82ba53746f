import type { EngineEvents, EventName, Handlers } from '#shared/contract/contract';
import type { Message, Port } from '#shared/transport/message';
import { serve } from '#shared/transport/serve';
import type { FileDirectory } from '../session/fileDirectory.ts';
import { bugTrace } from './bugTrace.ts';
import { ALIVE_EVERY_MS, type HostPipe, type StartEngine } from './control.ts';
import { FileTokens } from './FileTokens.ts';

export interface ServedEngine {
  readonly handlers: Handlers;
  close(discardsWork: boolean): Promise<void>;
}
export type CreateServedEngine = (parts: {
  files: FileDirectory;
  workDirectory: string;
  recoveryDirectory?: string;
  logDirectory?: string;
  threads?: number;
  onBug(where: string, error: unknown): void;
  emit<E extends EventName>(name: E, data: EngineEvents[E]): void;
}) => Promise<ServedEngine>;

/** Exit status of a process that met a defect of ours. */
const DEFECT = 70;

/** Waits for the host's word to start, serves the engine over the host's pipe and gives signs of life until the host says close. */
export function serveProcess(pipe: HostPipe, create: CreateServedEngine, exit: (status: number) => void): void {
  const files = new FileTokens(file => pipe.send({ channel: 'control', control: { kind: 'registered', file } }));
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let engine: ServedEngine | null = null;

  const port: Port = {
    send: message => pipe.send({ channel: 'engine', message }),
    onMessage: listener => void messageListeners.push(listener),
    onClose: listener => void closeListeners.push(listener),
    close: () => undefined,
  };
  const bug = (where: string, error: unknown) =>
    pipe.send({ channel: 'control', control: { kind: 'bug', where, trace: bugTrace(error) } });

  /** Reports the defect, leaves time for the report to go out, and ends the process: its state cannot be trusted. */
  function die(where: string, error: unknown): void {
    bug(where, error);
    setTimeout(() => exit(DEFECT), 50);
  }

  async function start({ workDirectory, threads, files: known, ...folders }: StartEngine): Promise<void> {
    for (const file of known) files.take(file);
    const beforeReady: Message[] = [];
    let emit: (message: Message) => void = message => void beforeReady.push(message);
    engine = await create({
      files,
      workDirectory,
      recoveryDirectory: folders.recoveryDirectory ?? undefined,
      logDirectory: folders.logDirectory ?? undefined,
      threads: threads ?? undefined,
      onBug: bug,
      emit: (name, data) => emit({ kind: 'event', name, data }),
    });
    serve(engine.handlers, port, bug);
    emit = message => port.send(message);
    pipe.send({ channel: 'control', control: { kind: 'ready' } });
    for (const message of beforeReady) port.send(message);
  }

  async function close(discardsWork: boolean): Promise<void> {
    for (const listener of closeListeners) listener();
    await engine?.close(discardsWork);
    exit(0);
  }

  pipe.onMessage(envelope => {
    if (envelope.channel === 'engine') {
      for (const listener of messageListeners) listener(envelope.message);
      return;
    }
    const { control } = envelope;
    if (control.kind === 'register') files.take(control.file);
    else if (control.kind === 'start') start(control).catch(error => die('starting the engine', error));
    else close(control.discardsWork).catch(error => die('closing the engine', error));
  });
  pipe.onClose(() => exit(0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => die('work outside of a call', error));
  setInterval(
    () => pipe.send({ channel: 'control', control: { kind: 'alive', rssBytes: process.memoryUsage.rss() } }),
    ALIVE_EVERY_MS,
  ).unref();
}
