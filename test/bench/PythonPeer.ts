import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The Python that peers run on: TESSERA_PYTHON, else python3. */
export function python(): string {
  return process.env.TESSERA_PYTHON ?? 'python3';
}

/** A script, a peer's unless another program is named, that answers each line of its input with one line of JSON. */
export class PythonPeer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #complaint = '';

  constructor(script: string, args: readonly string[], env: Record<string, string>, program = python()) {
    this.#child = spawn(program, [script, ...args], { env: { ...process.env, ...env } });
    this.#child.stderr.on('data', (text: Buffer) => (this.#complaint += text.toString()));
    this.#child.on('error', error => (this.#complaint += error.message));
    this.#child.stdin.on('error', error => (this.#complaint += error.message));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** The next line, or null when the peer ended: then it is missing, and `complaint` says why. */
  async next<T>(): Promise<T | null> {
    const { value, done } = await this.#lines.next();
    return done ? null : (JSON.parse(value) as T);
  }

  async ask<T>(line: string): Promise<T> {
    this.#child.stdin.write(`${line}\n`);
    const answer = await this.next<T>();
    if (answer === null) throw new Error(`the peer ended: ${this.complaint()}`);
    return answer;
  }

  complaint(): string {
    return this.#complaint.trim().split('\n').at(-1) ?? '';
  }

  end(): void {
    this.#child.stdin.end();
  }
}
