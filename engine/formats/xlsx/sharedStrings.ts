import type { Run } from '../../jobs/Run.ts';
import { TextHeap } from '../TextHeap.ts';
import { LT, nameCode, SLASH } from './ChunkScanner.ts';
import { XLSX_LIMITS } from './limits.ts';
import { damaged, PartProblem } from './problems.ts';
import { scanPart } from './scanPart.ts';
import { TextRunScanner } from './TextRuns.ts';
import type { Zip, ZipEntry } from './zipDirectory.ts';

const SI = nameCode('si');
const SST = nameCode('sst');
const NOTHING = new Uint8Array(0);

/** All shared strings in order, as UTF-8. @throws AppError `xlsx.damaged`, `xlsx.limit` */
export async function readSharedStrings(zip: Zip, entry: ZipEntry | null, run: Run): Promise<TextHeap> {
  const scanner = new SharedStringScanner();
  if (entry) {
    await scanPart(zip, entry, scanner, run, 'Reading texts');
    if (!scanner.isDone) throw damaged(zip.name, entry.name, 'it ends in the middle');
  }
  return scanner.texts;
}

class SharedStringScanner extends TextRunScanner {
  readonly texts = new TextHeap();
  isDone = false;

  protected scan(bytes: Uint8Array, at: number, end: number): number {
    for (;;) {
      while (bytes[at] !== LT) at++;
      if (at >= end) return end;
      const next = this.element(bytes, at, end);
      if (next < 0) return at;
      if (this.isDone) return end;
      at = next;
    }
  }

  private element(bytes: Uint8Array, at: number, end: number): number {
    const special = this.special(bytes, at, end);
    if (special !== -2) return special;
    const isClosing = bytes[at + 1] === SLASH;
    const name = this.elementName(bytes, isClosing ? at + 2 : at + 1);
    const close = this.tagEnd(bytes, this.nameEnd, end);
    if (close >= end) return -1;
    const isEmpty = bytes[close - 1] === SLASH;
    if (name === SST) this.isDone = isClosing || isEmpty;
    if (name !== SI || isClosing) return close + 1;
    const next = isEmpty ? close + 1 : this.runs(bytes, close + 1, end, SI);
    if (next >= 0) this.add(isEmpty ? NOTHING : bytes, isEmpty);
    return next;
  }

  private add(bytes: Uint8Array, isEmpty: boolean): void {
    if (isEmpty) this.texts.add(NOTHING, 0, 0);
    else if (this.textMade === null) this.texts.add(bytes, this.textFrom, this.textTo);
    else {
      const made = Buffer.from(this.textMade, 'utf8');
      this.texts.add(made, 0, made.length);
    }
    if (this.texts.byteLength > XLSX_LIMITS.textBytes) throw new PartProblem('its texts take more than 512 MB');
  }
}
