import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { AppError, toWireError } from '#shared/errors';
import type { BridgeAnswer } from '#shared/host';
import { isAppUrl } from './appOrigin.ts';

/** Calls of one channel within one period; a person cannot click faster. */
const MAX_CALLS = 40;
const PERIOD_MS = 10_000;

/** Registers handlers for the page, and answers only the page: its main frame, its origin, arguments of the right shape, at a human pace. */
export class CheckedIpc {
  readonly #ipc: IpcMain;
  /** Whether these contents are those of the application's window. */
  readonly #isOurs: (contentsId: number) => boolean;
  readonly #onBug: (where: string, error: unknown) => void;

  constructor(ipc: IpcMain, isOurs: (contentsId: number) => boolean, onBug: (where: string, error: unknown) => void) {
    this.#ipc = ipc;
    this.#isOurs = isOurs;
    this.#onBug = onBug;
  }

  /** Errors are answered as data: an exception would reach the page as text. */
  handle<A extends unknown[], R>(channel: string, schema: z.ZodType<A>, handler: (...args: A) => Promise<R>): void {
    const allow = limiter();
    this.#ipc.handle(channel, async (event, ...args: unknown[]): Promise<BridgeAnswer<R>> => {
      try {
        const checked = this.#check(event, args, channel, schema, allow);
        return { value: await handler(...checked) };
      } catch (error) {
        const wire = toWireError(error, channel);
        if (wire.kind !== 'bug') return { error: wire };
        this.#onBug(channel, error);
        return { error: { ...wire, stack: '' } };
      }
    });
  }

  /** For what has no answer; refused calls are dropped. */
  on(channel: string, schema: z.ZodType<[]>, handler: (event: IpcMainEvent) => void): void {
    const allow = limiter();
    this.#ipc.on(channel, (event, ...args: unknown[]) => {
      try {
        this.#check(event, args, channel, schema, allow);
      } catch (error) {
        if (!(error instanceof AppError)) this.#onBug(channel, error);
        return;
      }
      handler(event);
    });
  }

  #check<A extends unknown[]>(
    event: IpcMainInvokeEvent | IpcMainEvent,
    args: unknown[],
    channel: string,
    schema: z.ZodType<A>,
    allow: () => boolean,
  ): A {
    if (!this.#isFromPage(event)) throw refused(channel, 'it did not come from the interface');
    if (!allow()) throw refused(channel, 'there were too many of them');
    const checked = schema.safeParse(args);
    if (!checked.success) throw refused(channel, checked.error.issues[0].message);
    return checked.data;
  }

  #isFromPage({ senderFrame, sender }: IpcMainInvokeEvent | IpcMainEvent): boolean {
    if (!senderFrame || senderFrame.parent !== null) return false;
    return isAppUrl(senderFrame.url) && this.#isOurs(sender.id);
  }
}

function refused(channel: string, reason: string): AppError {
  return new AppError('message.invalid', { method: channel, reason });
}

function limiter(): () => boolean {
  let since = 0;
  let calls = 0;
  return () => {
    const now = performance.now();
    if (now - since > PERIOD_MS) [since, calls] = [now, 0];
    return ++calls <= MAX_CALLS;
  };
}
