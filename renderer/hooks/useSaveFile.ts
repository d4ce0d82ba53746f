import { useState } from 'react';
import { announce } from './announce.ts';
import { useHost } from './EngineContext.ts';

/** A file that the engine made and holds for the window. */
interface MadeFile {
  readonly token: string;
  readonly name: string;
}
export interface SaveFile {
  /** Where it went, in words; empty until then. */
  readonly saved: string;
  readonly error: Error | null;
  /** Asks for the file and then where to put it; undefined from `make` ends it without a word. */
  save(make: () => Promise<MadeFile | undefined>): Promise<void>;
  clear(): void;
}

/** Saves what the engine makes where a person says, and tells how that went. */
export function useSaveFile(): SaveFile {
  const host = useHost();
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState('');
  const clear = () => {
    setError(null);
    setSaved('');
  };
  const save = async (make: () => Promise<MadeFile | undefined>) => {
    setError(null);
    try {
      const file = await make();
      if (!file) return;
      const outcome = await host.saveFile({ token: file.token, name: file.name });
      if (!outcome.saved) return;
      const words = outcome.where ? `saved in ${outcome.where}` : 'saved';
      setSaved(words);
      announce(`${file.name} ${words}`);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return { saved, error, save, clear };
}
