import { useEffect, useState } from 'react';
import type { ServiceState } from '#shared/contract/service';
import { Cancelled } from '#shared/errors';
import { useEngine } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';

/** The scoring service as the engine tells of it. The token is known to whoever switched it on, for as long as they stay. */
export function useService() {
  const store = useEngine();
  const { client } = store;
  const starting = useJob('service.start');
  const [isStopping, setStopping] = useState(false);
  const [state, setState] = useState<ServiceState | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let isOver = false;
    const hear = (told: ServiceState) => {
      if (isOver) return;
      setState(told);
      if (!told.isOn) setToken(null);
    };
    const ask = () => client.call('service.state', {}).then(hear, (reason: Error) => !isOver && setError(reason));
    void ask();
    // An engine that was started anew has it off.
    const leave = [client.on('service.changed', hear), client.on('engine.restarted', () => void ask())];
    return () => {
      isOver = true;
      for (const stop of leave) stop();
    };
  }, [client]);
  const trying = async (work: () => Promise<void>) => {
    setError(null);
    await work().catch((reason: Error) => reason instanceof Cancelled || setError(reason));
  };
  const start = (file: string, port: number) =>
    trying(async () => {
      const started = await store.call('service.start', { file, port });
      setState(started.state);
      setToken(started.token);
    });
  const stop = () =>
    trying(async () => {
      setStopping(true);
      try {
        setState(await client.call('service.stop', {}));
        setToken(null);
      } finally {
        setStopping(false);
      }
    });
  return {
    state,
    token,
    job: starting.job,
    isStarting: starting.isWorking,
    isWorking: starting.isWorking || isStopping,
    error,
    start,
    stop,
    clear: () => setError(null),
    cancel: starting.cancel,
  };
}
