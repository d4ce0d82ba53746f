import type { ProjectState } from '#shared/contract/project';

/** How the data that is open now was opened: enough to open it again after a restart. */
export type Opened =
  { readonly how: 'dataset.open' | 'project.open'; readonly token: string } | { readonly how: 'dataset.openSample' };

/** What the host knows of the open project from the messages that pass through it. */
export class OpenProject {
  opened: Opened | null = null;
  /** The file that `project.save` writes to. */
  projectToken: string | null = null;
  state: ProjectState | null = null;

  /** Takes note of a call that succeeded. */
  succeeded(method: string, input: unknown): void {
    const token = fileTokenOf(input);
    if (method === 'dataset.openSample') this.#nowOpen({ how: method }, null);
    if (method === 'dataset.open' && token) this.#nowOpen({ how: method, token }, null);
    if (method === 'project.open' && token) this.#nowOpen({ how: method, token }, token);
    if (method === 'project.close') this.#nowOpen(null, null);
    if (method === 'project.save') {
      const saved = token ?? this.projectToken;
      if (saved) this.#nowOpen({ how: 'project.open', token: saved }, saved);
    }
  }

  forget(): void {
    this.#nowOpen(null, null);
  }

  heard(name: string, data: unknown): void {
    if (name === 'project.changed') this.state = data as ProjectState;
  }

  #nowOpen(opened: Opened | null, projectToken: string | null): void {
    this.opened = opened;
    this.projectToken = projectToken;
  }
}

/** The file that a call is about, when its input names one. */
export function fileTokenOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  const { file } = input as { file?: unknown };
  return typeof file === 'string' ? file : null;
}
