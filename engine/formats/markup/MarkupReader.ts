import { Parser, type Handler } from 'htmlparser2';
import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { PartLimit, PartProblem } from '../xlsx/problems.ts';

const MAX_XML_DEPTH = 256;
/** Web pages leave elements open. */
const MAX_HTML_DEPTH = 4096;

/** Takes what stands in an XML or HTML text. Names are as in the text, those of HTML in lower case. */
export interface MarkupSink {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Feeds pieces of markup to a sink within limits. Entities of the text's own are not accepted. */
export class MarkupReader {
  private readonly parser: Parser;
  private depth = 0;
  /** Characters since anything was complete: of one tag, comment or text that goes on. */
  private unfinished = 0;

  constructor(sink: MarkupSink, isXml: boolean) {
    const maxDepth = isXml ? MAX_XML_DEPTH : MAX_HTML_DEPTH;
    const handler: Partial<Handler> = {
      onopentag: (name, attributes) => {
        this.unfinished = 0;
        if (++this.depth > maxDepth) throw new PartProblem('its elements stand too deep inside one another');
        sink.open(name, attributes);
      },
      onclosetag: name => {
        this.unfinished = 0;
        this.depth--;
        sink.close(name);
      },
      ontext: text => {
        this.unfinished = 0;
        sink.text(text);
      },
      oncomment: () => {
        this.unfinished = 0;
      },
      onprocessinginstruction: (name, data) => {
        if (isXml && name.toLowerCase() === '!doctype' && data.includes('['))
          throw new PartProblem('it brings a document type of its own, which is not accepted');
      },
    };
    this.parser = new Parser(handler, { xmlMode: isXml, decodeEntities: true });
  }

  write(text: string): void {
    this.unfinished += text.length;
    this.parser.write(text);
    if (this.unfinished > XLSX_LIMITS.elementBytes) throw new PartLimit('one cell, text or tag', '4 MB', 'more');
  }

  end(): void {
    this.parser.end();
  }

  /** How many elements were never closed, before `end` closes them. */
  get nOpen(): number {
    return this.depth;
  }
}

/** Adds to the text of a cell. @throws PartLimit */
export function addText(text: string, more: string): string {
  if (text.length + more.length > XLSX_LIMITS.elementBytes)
    throw new PartLimit('one cell, text or tag', '4 MB', 'more');
  return text + more;
}

/** "table-row" of "table:table-row". */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
