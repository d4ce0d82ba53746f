import type { Recipe } from '#shared/recipe';
import type { Run } from '../jobs/Run.ts';
import { asksTheSame } from './asksTheSame.ts';
import { openSource } from './mainJob.ts';
import type { SourceFile } from './SourceFile.ts';

/** The cells of a file that is looked at before it is imported: kept, so that it is read once for a look and the import. */
export class PendingFile {
  #held: { readonly token: string; readonly source: SourceFile } | null = null;

  /** The file read as the recipe asks; read anew only where the format has to cut it otherwise. @throws AppError as `readSource` */
  async read(token: string, file: { path: string; name: string }, recipe: Recipe, run: Run): Promise<SourceFile> {
    if (this.#held?.token === token && asksTheSame(this.#held.source, recipe.reading)) return this.#held.source;
    const source = await openSource(file.path, file.name, recipe, run);
    this.#held = { token, source };
    return source;
  }

  /** Takes the cells for good. */
  async take(token: string, file: { path: string; name: string }, recipe: Recipe, run: Run): Promise<SourceFile> {
    const source = await this.read(token, file, recipe, run);
    this.forget();
    return source;
  }

  forget(): void {
    this.#held = null;
  }
}
