import type { BrowserWindow } from 'electron';

export interface CloseGuardParts {
  hasUnsavedChanges(): boolean;
  ask(): Promise<'save' | 'discard' | 'cancel'>;
  /** The person chose not to save. */
  discarded(): void;
  /** Asks the interface to save; `saved` is called when it has. */
  save(): void;
}

/** Asks before a window with unsaved changes closes. */
export class CloseGuard {
  readonly #window: BrowserWindow;
  readonly #parts: CloseGuardParts;
  #isAsking = false;
  #closesWhenSaved = false;
  #mayClose = false;

  constructor(window: BrowserWindow, parts: CloseGuardParts) {
    this.#window = window;
    this.#parts = parts;
    window.on('close', event => {
      if (this.#mayClose || !parts.hasUnsavedChanges()) return;
      event.preventDefault();
      if (!this.#isAsking) void this.#ask();
    });
  }

  /** The project was saved. */
  saved(): void {
    if (this.#closesWhenSaved) this.#close();
  }

  /** The person did not choose a place to save to. */
  saveCancelled(): void {
    this.#closesWhenSaved = false;
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    const answer = await this.#parts.ask().finally(() => (this.#isAsking = false));
    this.#closesWhenSaved = answer === 'save';
    if (answer === 'save') this.#parts.save();
    if (answer !== 'discard') return;
    this.#parts.discarded();
    this.#close();
  }

  #close(): void {
    this.#mayClose = true;
    this.#window.close();
  }
}
