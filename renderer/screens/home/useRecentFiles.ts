import { useEffect, useState } from 'react';
import type { FileRef } from '#shared/host';
import { useHost } from '../../hooks/EngineContext.ts';

/** Files opened before on this machine, newest first. */
export function useRecentFiles(): { files: readonly FileRef[]; error: Error | null } {
  const host = useHost();
  const [files, setFiles] = useState<readonly FileRef[]>([]);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let isCurrent = true;
    host.recentFiles().then(
      found => isCurrent && setFiles(found),
      (reason: Error) => isCurrent && setError(reason),
    );
    return () => {
      isCurrent = false;
    };
  }, [host]);
  return { files, error };
}
