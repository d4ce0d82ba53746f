import { createPublicKey, type KeyObject } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { AppError, type ErrorCode } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import type { Run } from '../jobs/Run.ts';
import type { ReadDocument } from '../models/readDocument.ts';
import type { ReadModelInput } from '../models/readTask.ts';
import { refuse, shown } from './Refusal.ts';
import { ServedModel } from './ServedModel.ts';

/** Failures to read a file that may pass by themselves. */
const PASSING: readonly ErrorCode[] = ['file.unreadable', 'file.locked'];

/** A model file and what messages call it. */
export interface ModelFile {
  readonly path: string;
  readonly name: string;
}
interface Place {
  readonly file: ModelFile;
  /** Why what lies there now was not taken; null where it is in use. */
  refusal: string | null;
  model: ServedModel;
  /** What the file looked like when it was read or refused last, and at the last look. */
  read: string;
  seen: string;
}
/** What became of one look at a model file. */
export interface Reloaded {
  readonly name: string;
  readonly version: string;
  readonly changed: boolean;
  /** Why the file that lies there now is not used; null when it is. */
  readonly refused: string | null;
}

/**
 * The models of a service, each by its file. A file that was replaced is read and checked in a thread while the version before it goes on answering, and takes its
 * place only when it can answer.
 */
export class ModelShelf {
  readonly #places: Place[];
  readonly #trusted: string | null;
  readonly #run: Run;
  #reloading: Promise<Reloaded[]> | null = null;
  #next: Promise<Reloaded[]> | null = null;

  private constructor(places: Place[], trusted: string | null, run: Run) {
    this.#places = places;
    this.#trusted = trusted;
    this.#run = run;
  }

  /** @throws AppError as `readDocument`, `serve.sameModel`; Cancelled */
  static async open(files: readonly ModelFile[], trusted: KeyObject | null, run: Run): Promise<ModelShelf> {
    const pem = trusted && createPublicKey(trusted).export({ type: 'spki', format: 'pem' }).toString();
    const shelf = new ModelShelf([], pem, run);
    for (const file of files) {
      const read = await stateOf(file.path);
      const model = (await shelf.#read(file, null))!;
      if (shelf.models.some(({ address }) => address === model.address))
        throw new AppError('serve.sameModel', { name: model.address });
      shelf.#places.push({ file, refusal: null, model, read, seen: read });
    }
    return shelf;
  }

  /** Why a file was not taken when it was looked at last; null where all are in use. */
  get refusal(): string | null {
    return this.#places.find(({ refusal }) => refusal !== null)?.refusal ?? null;
  }

  get models(): readonly ServedModel[] {
    return this.#places.map(({ model }) => model);
  }

  /**
   * @param wanted NAME or NAME@VERSION; null asks for the only one
   * @throws Refusal `model.unknown`, `model.which`
   */
  find(wanted: string | null): ServedModel {
    const places = this.#places;
    if (wanted === null) {
      if (places.length === 1) return places[0].model;
      throw refuse('model.which', this.#names());
    }
    const found = places.filter(({ model }) => model.name === wanted || model.address === wanted);
    if (found.length === 0) throw refuse('model.unknown', shown(wanted), this.#names());
    if (found.length > 1) throw refuse('model.which', this.#names());
    return found[0].model;
  }

  /** Reads every file again that is not the one in use. One reload at a time; whoever asks meanwhile gets the next one, because a file may be replaced meanwhile. */
  reload(): Promise<Reloaded[]> {
    if (!this.#reloading) {
      this.#reloading = this.#reloadAll().finally(() => (this.#reloading = null));
      return this.#reloading;
    }
    this.#next ??= this.#reloading
      .catch(() => [])
      .then(() => {
        this.#next = null;
        return this.reload();
      });
    return this.#next;
  }

  /** Reloads when a file was replaced and has not changed since the last look. Called every now and then. @returns what was reloaded */
  async watch(): Promise<Reloaded[]> {
    if (this.#reloading) return [];
    let isDue = false;
    for (const place of this.#places) {
      const state = await stateOf(place.file.path);
      if (state !== place.read && state === place.seen) isDue = true;
      place.seen = state;
    }
    return isDue ? (await this.reload()).filter(({ changed, refused }) => changed || refused !== null) : [];
  }

  async #reloadAll(): Promise<Reloaded[]> {
    const reloaded: Reloaded[] = [];
    const failures: unknown[] = [];
    for (const place of this.#places)
      await this.#reloadOne(place).then(
        one => reloaded.push(one),
        (error: unknown) => failures.push(error),
      );
    if (failures.length > 0) throw failures[0];
    return reloaded;
  }

  async #reloadOne(place: Place): Promise<Reloaded> {
    const before = place.model;
    const state = await stateOf(place.file.path);
    try {
      const model = await this.#read(place.file, before.identity.sha256);
      place.read = state;
      place.refusal = null;
      if (!model) return { name: before.name, version: before.version, changed: false, refused: null };
      if (this.#places.some(other => other !== place && other.model.address === model.address))
        throw new AppError('serve.sameModel', { name: model.address });
      place.model = model;
      return { name: model.name, version: model.version, changed: true, refused: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // What another program holds for a moment is tried again at the next look; what is in the file is not.
      if (!PASSING.includes(error.code)) place.read = state;
      return {
        name: before.name,
        version: before.version,
        changed: false,
        refused: (place.refusal = errorSentence(error)),
      };
    }
  }

  /** @param unless hash of a file that is not read again; null then */
  async #read({ path, name }: ModelFile, unless: string | null): Promise<ServedModel | null> {
    const input: ReadModelInput = { path, name, trusted: this.#trusted, unless };
    const [read] = await this.#run.pool.map<ReadModelInput, ReadDocument | null>(
      'models.read',
      [input],
      this.#run.signal,
    );
    return read && ServedModel.of(read, this.#run);
  }

  #names(): string {
    return this.models.map(({ address }) => address).join(', ');
  }
}

/** What tells one state of a file from another without reading it. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path, { bigint: false });
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    // A file that is being replaced may be gone for a moment; reading it says what is wrong.
    return 'gone';
  }
}
