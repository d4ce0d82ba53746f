import type { Run } from '../../jobs/Run.ts';
import { TextHeap } from '../TextHeap.ts';
import { nameCode } from './ChunkScanner.ts';
import { XLSX_LIMITS } from './limits.ts';
import { damaged, PartLimit } from './problems.ts';
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
    while (this.nextTag(bytes, at, end)) {
      const { tagAt, tagName, isClosing, isEmpty } = this;
      at = this.tagClose + 1;
      if (tagName === SST) {
        this.isDone = isClosing || isEmpty;
        if (this.isDone) return end;
      }
      if (tagName !== SI || isClosing) continue;
      if (!isEmpty) at = this.runs(bytes, at, end, SI);
      if (at < 0) return tagAt;
      this.add(bytes, isEmpty);
    }
    return this.tagAt;
  }

  private add(bytes: Uint8Array, isEmpty: boolean): void {
    if (isEmpty) this.texts.add(NOTHING, 0, 0);
    else if (this.textMade === null) this.texts.add(bytes, this.textFrom, this.textTo);
    else {
      const made = Buffer.from(this.textMade, 'utf8');
      this.texts.add(made, 0, made.length);
    }
    if (this.texts.byteLength > XLSX_LIMITS.textBytes) throw new PartLimit('all texts together', '512 MB', 'more');
  }
}
