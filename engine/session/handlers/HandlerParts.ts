import type { FileDirectory } from '../fileDirectory.ts';
import type { Session } from '../Session.ts';

/** What the handlers of every area work with. */
export interface HandlerParts {
  readonly session: Session;
  readonly files: FileDirectory;
  /** A folder of the engine's own for what it hands out (reports, projects to download). */
  readonly workDirectory: string;
}
