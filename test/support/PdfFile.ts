import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly dict: string;
  readonly stream: Buffer | null;
}
interface PageText {
  readonly text: string;
}

/** Reads back the PDFs we write, through their cross reference table: for tests only, and only what pdfkit makes. */
export class PdfFile {
  readonly bytes: Buffer;
  private readonly objects = new Map<number, PdfObject>();
  readonly trailer: string;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes);
    const text = this.bytes.toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    const lines = text.slice(table).split('\n');
    const count = Number(lines[1].split(' ')[1]);
    const offsets = lines.slice(2, 2 + count).map(line => Number(line.slice(0, 10)));
    this.trailer = lines.slice(2 + count).join('\n');
    for (let id = 1; id < count; id += 1) this.objects.set(id, readObject(this.bytes, offsets[id], id));
  }

  get all(): readonly PdfObject[] {
    return [...this.objects.values()];
  }

  object(id: number): PdfObject {
    const found = this.objects.get(id);
    if (!found) throw new Error(`no object ${id}`);
    return found;
  }

  /** The object that `/Key n 0 R` in a dictionary leads to. */
  follow(dict: string, key: string): PdfObject {
    const id = new RegExp(`/${key} (\\d+) 0 R`).exec(dict)?.[1];
    if (!id) throw new Error(`no /${key} in ${dict.slice(0, 200)}`);
    return this.object(Number(id));
  }

  get root(): PdfObject {
    return this.follow(this.trailer, 'Root');
  }

  get pages(): PdfObject[] {
    const kids = /\/Kids \[([^\]]*)\]/.exec(this.follow(this.root.dict, 'Pages').dict)?.[1] ?? '';
    return Array.from(kids.matchAll(/(\d+) 0 R/g), match => this.object(Number(match[1])));
  }

  pageTexts(): string[] {
    return this.pages.map(page => this.pageText(page).text);
  }

  /** How often each structure type occurs. */
  structure(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { dict } of this.all) {
      const type = /^<<\n\/S \/(\w+)\n/.exec(dict)?.[1];
      if (type && /\/P \d+ 0 R/.test(dict)) counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return counts;
  }

  /** Embedded files by name. */
  attachments(): Map<string, Buffer> {
    const files = new Map<string, Buffer>();
    for (const { dict } of this.all) {
      if (!dict.includes('/Type /Filespec')) continue;
      const name = /\/UF \(([^)]*)\)/.exec(dict)?.[1] ?? '';
      const stream = this.object(Number(/\/F (\d+) 0 R/.exec(dict)?.[1])).stream;
      files.set(name, stream ?? Buffer.alloc(0));
    }
    return files;
  }

  private pageText(page: PdfObject): PageText {
    const resources = this.follow(page.dict, 'Resources').dict;
    const fonts = new Map<string, string[]>();
    for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      fonts.set(name, this.unicodeOf(this.object(Number(id)).dict));
    }
    const content = this.follow(page.dict, 'Contents').stream?.toString('latin1') ?? '';
    let font: string[] = [];
    let text = '';
    for (const line of content.split('\n')) {
      const chosen = /^\/(F\d+) [\d.]+ Tf$/.exec(line)?.[1];
      if (chosen) font = fonts.get(chosen) ?? [];
      else if (line === 'EMC') text += '\n';
      else if (line.endsWith('TJ')) text += shownText(line, font);
    }
    return { text };
  }

  private unicodeOf(fontDict: string): string[] {
    const cmap = this.follow(fontDict, 'ToUnicode').stream?.toString('latin1') ?? '';
    return Array.from(cmap.matchAll(/\[(<[^\]]*>)\]/g)).flatMap(([, entries]) =>
      Array.from(entries.matchAll(/<([^>]*)>/g), ([, hex]) =>
        hex
          .split(' ')
          .filter(code => code !== '')
          .map(code => String.fromCharCode(Number.parseInt(code, 16)))
          .join(''),
      ),
    );
  }
}

function shownText(line: string, font: readonly string[]): string {
  let text = '';
  for (const [, hex] of line.matchAll(/<([0-9a-f]+)>/g)) {
    for (let at = 0; at < hex.length; at += 4) text += font[Number.parseInt(hex.slice(at, at + 4), 16)] ?? '';
  }
  return text;
}

function readObject(bytes: Buffer, offset: number, id: number): PdfObject {
  const start = bytes.indexOf('\n', offset) + 1;
  if (bytes.toString('latin1', offset, start - 1) !== `${id} 0 obj`)
    throw new Error(`object ${id} is not at ${offset}`);
  const end = bytes.indexOf('\nendobj', start);
  const streamAt = bytes.indexOf('\nstream\n', start);
  if (streamAt < 0 || streamAt > end) return { dict: bytes.toString('latin1', start, end), stream: null };
  const dict = bytes.toString('latin1', start, streamAt);
  const length = Number(/\/Length (\d+)/.exec(dict)?.[1]);
  const data = bytes.subarray(streamAt + 8, streamAt + 8 + length);
  return { dict, stream: dict.includes('/Filter /FlateDecode') ? inflateSync(data) : data };
}
