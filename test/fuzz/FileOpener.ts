import { fork, type ChildProcess } from 'node:child_process';
import { readRss } from '#engine/process/readRss';
import type { Asked, Opened } from './openFiles.ts';

export type Outcome =
  Opened | { readonly is: 'crashed'; readonly how: string } | { readonly is: 'hung'; readonly how: string };

const LOOK_EVERY_MS = 200;

/** Opens files in a process of its own, within a time and a memory limit; a process that was stopped or fell is replaced. */
export class FileOpener {
  private child: ChildProcess | null = null;
  private readonly program: string;
  private readonly limits: { readonly timeMs: number; readonly memoryBytes: number };

  constructor(program: string, limits: { readonly timeMs: number; readonly memoryBytes: number }) {
    this.program = program;
    this.limits = limits;
  }

  open(asked: Asked): Promise<Outcome> {
    const child = (this.child ??= fork(this.program, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }));
    const started = Date.now();
    return new Promise(resolve => {
      const end = (outcome: Outcome): void => {
        clearInterval(watch);
        child.off('message', onMessage);
        child.off('exit', onExit);
        resolve(outcome);
      };
      const stop = (how: string): void => {
        child.off('exit', onExit);
        this.close();
        end({ is: 'hung', how });
      };
      const onMessage = (opened: Opened): void => end(opened);
      const onExit = (code: number | null, signal: string | null): void => {
        this.child = null;
        end({ is: 'crashed', how: `exit ${code ?? signal}` });
      };
      const watch = setInterval(() => {
        if (Date.now() - started > this.limits.timeMs) return stop('it took too long');
        void readRss(child.pid!).then(bytes => {
          if (bytes !== null && bytes > this.limits.memoryBytes && this.child === child)
            stop('it took too much memory');
        });
      }, LOOK_EVERY_MS);
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send(asked);
    });
  }

  close(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}
