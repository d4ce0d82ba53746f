import { app, utilityProcess } from 'electron';
import type { EngineChild, FromEngine } from '#engine/process/control';

/** Starts the engine as a utility process: no window, no renderer, a process of its own. */
export function utilityEngine(file: string, log: (line: string) => void): EngineChild {
  const child = utilityProcess.fork(file, [], { serviceName: 'Tessera engine', stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr?.on('data', (bytes: Buffer) => log(bytes.toString('utf8').trimEnd()));
  return {
    get pid() {
      return child.pid;
    },
    send: message => child.postMessage(message),
    onMessage: listener => void child.on('message', message => listener(message as FromEngine)),
    onExit: listener => void child.on('exit', status => listener(`exit status ${status}`)),
    kill: () => {
      // A process that is stuck in a loop or in native code does not heed a request to end.
      if (child.pid === undefined) child.kill();
      else process.kill(child.pid, 'SIGKILL');
    },
  };
}

/** Memory of one of this application's processes, in bytes; null when it has none by this id. */
export async function processRss(pid: number): Promise<number | null> {
  const metric = app.getAppMetrics().find(one => one.pid === pid);
  return metric ? metric.memory.workingSetSize * 1024 : null;
}
