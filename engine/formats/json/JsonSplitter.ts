import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { PartLimit, PartProblem } from '../xlsx/problems.ts';

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const LF = 10;

/** Takes the text of one value and the line it begins in. */
export type OnValue = (text: string, line: number) => void;

/** Cuts text that arrives in pieces into values: one line each, or the elements of one array, or values behind one another. */
export class JsonSplitter {
  private rest = '';
  private line = 1;
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  /** Where scanning goes on in `rest`, and where the value began; -1 between two values. */
  private at = 0;
  private from = -1;
  private fromLine = 1;
  /** Behind the bracket that closes the array. */
  isClosed = false;
  private readonly kind: 'lines' | 'array' | 'values';
  private readonly onValue: OnValue;

  constructor(kind: 'lines' | 'array' | 'values', onValue: OnValue) {
    this.kind = kind;
    this.onValue = onValue;
  }

  feed(piece: string): void {
    this.rest += piece;
    if (this.kind === 'lines') this.lines();
    else this.scan();
    if (this.rest.length > XLSX_LIMITS.elementBytes) throw new PartLimit('one record', '4 MB', 'more');
  }

  /** @returns whether the text ended where it should */
  finish(): boolean {
    const isOpen = this.from >= 0 || (this.kind === 'lines' && this.rest.trim() !== '');
    if (isOpen)
      this.onValue(this.rest.slice(Math.max(0, this.from)), this.kind === 'lines' ? this.line : this.fromLine);
    return this.kind === 'array' ? this.isClosed : this.kind === 'lines' || !isOpen;
  }

  private lines(): void {
    let from = 0;
    for (let end = this.rest.indexOf('\n'); end >= 0; end = this.rest.indexOf('\n', from)) {
      this.onValue(this.rest.slice(from, end), this.line++);
      from = end + 1;
    }
    this.rest = this.rest.slice(from);
  }

  private scan(): void {
    const { rest } = this;
    for (; this.at < rest.length; this.at++) this.step(rest.charCodeAt(this.at));
    const keep = this.from >= 0 ? this.from : rest.length;
    this.rest = rest.slice(keep);
    this.at -= keep;
    if (this.from >= 0) this.from = 0;
  }

  private step(code: number): void {
    if (code === LF) this.line++;
    if (this.isInString) this.stepInString(code);
    else if (code === QUOTE) {
      this.begin();
      this.isInString = true;
    } else if (code === OPENING_BRACE || code === OPENING_BRACKET) this.opening(code);
    else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) this.closing();
    else if (code === COMMA && this.depth === this.base) this.end(this.at);
    else if (code > 32) this.begin();
  }

  /** Depth of the values: those of an array stand inside its bracket. */
  private get base(): number {
    return this.kind === 'array' ? 1 : 0;
  }

  private stepInString(code: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (code === BACKSLASH) this.isEscaped = true;
    else if (code === QUOTE) this.isInString = false;
  }

  private opening(code: number): void {
    const isArrayItself = this.kind === 'array' && this.depth === 0 && code === OPENING_BRACKET;
    if (!isArrayItself) this.begin();
    this.depth++;
  }

  private closing(): void {
    this.depth--;
    if (this.kind === 'array' && this.depth === 0) {
      this.end(this.at);
      this.isClosed = true;
    } else if (this.depth === this.base && this.kind === 'values') this.end(this.at + 1);
    else if (this.depth < this.base) throw new PartProblem(`line ${this.line} closes more than was opened`);
  }

  private begin(): void {
    if (this.from >= 0) return;
    if (this.isClosed) throw new PartProblem(`something stands behind its end, in line ${this.line}`);
    this.from = this.at;
    this.fromLine = this.line;
  }

  private end(at: number): void {
    if (this.from >= 0) this.onValue(this.rest.slice(this.from, at), this.fromLine);
    this.from = -1;
  }
}
