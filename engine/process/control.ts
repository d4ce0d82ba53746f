/**
 * What the host and the engine process say to each other. The interface reaches only the `engine` channel: the host wraps every message it
 * forwards, so a page can neither register files nor pretend to be the host.
 */
import type { Message } from '#shared/transport/message';
import type { KnownFile } from './FileTokens.ts';

export interface StartEngine {
  readonly kind: 'start';
  readonly workDirectory: string;
  /** Where copies of unsaved work are kept; null keeps none. */
  readonly recoveryDirectory: string | null;
  /** Where the scoring service keeps its log of calls; null takes the work directory. */
  readonly logDirectory: string | null;
  readonly threads: number | null;
  readonly files: readonly KnownFile[];
}
export type HostControl =
  | StartEngine
  | { readonly kind: 'register'; readonly file: KnownFile }
  /** `discardsWork`: the person chose not to save, so no copy of unsaved work is kept. */
  | { readonly kind: 'close'; readonly discardsWork: boolean };

export type EngineControl =
  | { readonly kind: 'ready' }
  | { readonly kind: 'alive'; readonly rssBytes: number }
  | { readonly kind: 'registered'; readonly file: KnownFile }
  | { readonly kind: 'bug'; readonly where: string; readonly trace: string };

export type ToEngine =
  | { readonly channel: 'engine'; readonly message: Message }
  | { readonly channel: 'control'; readonly control: HostControl };
export type FromEngine =
  | { readonly channel: 'engine'; readonly message: Message }
  | { readonly channel: 'control'; readonly control: EngineControl };

/** Between two signs of life of an engine that is not stuck. */
export const ALIVE_EVERY_MS = 500;

/** The engine process's end of the pipe to its host, whatever carries it. */
export interface HostPipe {
  send(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  onClose(listener: () => void): void;
}
/** The host's end: one running engine process. */
export interface EngineChild {
  readonly pid: number | undefined;
  send(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** `how` says in words how it ended: "exit status 3", "signal SIGSEGV". */
  onExit(listener: (how: string) => void): void;
  kill(): void;
}
