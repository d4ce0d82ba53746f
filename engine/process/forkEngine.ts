import { fork } from 'node:child_process';
import type { EngineChild, FromEngine } from './control.ts';

/** Starts the engine process as a child of this Node process. `log` gets what it writes to standard error. */
export function forkEngine(file: string, log: (line: string) => void): EngineChild {
  const child = fork(file, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()));
  return {
    pid: child.pid,
    send: message => {
      // A pipe that breaks while the process dies is reported by its exit.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: listener => void child.on('message', message => listener(message as FromEngine)),
    onExit: listener => {
      let isOver = false;
      const once = (how: string) => {
        if (isOver) return;
        isOver = true;
        listener(how);
      };
      child.on('exit', (status, signal) => once(signal ? `signal ${signal}` : `exit status ${status}`));
      child.on('error', error => once(error.message));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
