import { zlibSync } from 'fflate';
import PDFDocument from 'pdfkit';
import { escapeMarkup } from '../html/escapeMarkup.ts';
import type { ShapedText } from '../text/Shaper.ts';
import { PDF_UA_IDENTIFICATION } from './identification.ts';

/** What pdfkit's declarations leave out. */
interface Reference {
  data: Record<string, unknown>;
  buffer: Uint8Array[];
  finalize(): void;
}
export interface ArchiveOptions {
  readonly title: string;
  readonly subject: string;
  readonly keywords: string;
  readonly program: string;
  readonly date: Date;
}

/**
 * A tagged PDF/A-3a whose bytes depend on its content alone: streams are compressed by one implementation everywhere instead of the
 * host's zlib, and no clock is read.
 */
export class ArchivePdf extends PDFDocument {
  private readonly chunks: Uint8Array[] = [];
  private readonly finished: Promise<void>;

  constructor(options: ArchiveOptions) {
    super({
      autoFirstPage: false,
      bufferPages: true,
      compress: false,
      displayTitle: true,
      lang: 'en',
      pdfVersion: '1.7',
      subset: 'PDF/A-3a',
      tagged: true,
      // pdfkit takes null for "no standard font"; its declarations do not.
      font: null as unknown as string,
      info: {
        Title: options.title,
        Author: options.program,
        Subject: options.subject,
        Keywords: options.keywords,
        Creator: options.program,
        Producer: `${options.program} with PDFKit`,
        CreationDate: options.date,
      },
    });
    this.finished = new Promise((resolve, reject) => {
      this.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
      this.on('end', resolve);
      this.on('error', reject);
    });
  }

  override ref(data: object): ReturnType<InstanceType<typeof PDFDocument>['ref']> {
    const created = super.ref(data);
    const reference = created as unknown as Reference;
    const finalize = reference.finalize.bind(reference);
    reference.finalize = () => {
      compress(reference);
      finalize();
    };
    return created;
  }

  /** pdfkit puts the info into the XMP packet as it is, so it is escaped for the time that takes. */
  override endMetadata(): void {
    const plain = this.info;
    const escaped: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(plain)) {
      escaped[key] = typeof value === 'string' ? escapeMarkup(value) : value;
    }
    this.info = escaped as typeof plain;
    this.appendXML(PDF_UA_IDENTIFICATION);
    super.endMetadata();
    this.info = plain;
  }

  /** Draws one line that is shaped already: pdfkit would shape it three times over, and that is most of the time a report takes. */
  shapedText(fontKey: string, size: number, text: string, shaped: ShapedText, x: number, baseline: number): void {
    this.font(fontKey, size);
    const font = (this as unknown as { _font: { layout: () => ShapedText } })._font;
    font.layout = () => shaped;
    this.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
  }

  async bytes(): Promise<Uint8Array> {
    this.end();
    await this.finished;
    return new Uint8Array(Buffer.concat(this.chunks));
  }
}

/** The XMP packet stays readable, as archives ask. */
function compress(reference: Reference): void {
  const { data, buffer } = reference;
  if (buffer.length === 0 || data.Filter !== undefined || data.Subtype === 'XML') return;
  reference.buffer = [zlibSync(Buffer.concat(buffer), { level: 6 })];
  data.Filter = 'FlateDecode';
}
