import type { Paper } from '#shared/contract/report';
import { note } from '#shared/notes';
import { noteSentence } from '#shared/text/noteSentences';
import { cellText, type Block, type ReportDocument, type Section } from '../document.ts';
import { ReportFonts } from '../text/ReportFonts.ts';
import { ArchivePdf } from './ArchivePdf.ts';
import { drawBlock } from './drawBlock.ts';
import { drawContents, drawFeet, drawFront } from './frontMatter.ts';
import { BODY, PageFlow, type InkStyle } from './PageFlow.ts';

const H2: InkStyle = { size: 16, weight: 600 };
const HEADLINE: InkStyle = { ...BODY, size: 11, weight: 600 };
/** A section starts on a new page when less than this is left of the current one. */
const SECTION_ROOM = 300;
/** Title and headline of a section with the title and caption of its first picture. */
const TITLE_ROOM = 130;
/** Stands in the file when the data has no date. */
const NO_DATE = '2000-01-01';

export interface PdfOptions {
  readonly paper: Paper;
}
/**
 * The report as a tagged PDF/A-3a with bookmarks, embedded fonts and attachments.
 * Characters that no bundled font can draw become "?" and are counted in the notes.
 * @returns the same bytes for the same document and paper on every host
 */
export async function renderPdf(
  document: ReportDocument,
  options: PdfOptions,
  fonts: ReportFonts = new ReportFonts(),
): Promise<Uint8Array> {
  return layOutPdf(document, options, fonts).pdf.bytes();
}

/** The pages before they are bytes, with the place of every text, for checks. */
export function layOutPdf(
  document: ReportDocument,
  options: PdfOptions,
  fonts: ReportFonts = new ReportFonts(),
): PageFlow {
  const date = new Date(`${document.date ?? NO_DATE}T00:00:00Z`);
  const pdf = new ArchivePdf({
    title: plain(document.title),
    subject: plain(document.headline),
    keywords: `run ${document.runId}, data ${document.dataSha256}`,
    program: `Tessera ${document.appVersion}`,
    date,
  });
  const flow = new PageFlow(pdf, fonts, options.paper);
  const place = drawFront(flow, document);
  const sections = withReplacedNote(document, countUndrawable(document, fonts));
  const entries = sections.map(section => ({ id: section.id, title: section.title, page: drawSection(flow, section) }));
  drawContents(flow, place, entries);
  drawFeet(flow, document);
  flow.root.end();
  for (const attachment of document.attachments) {
    // PDF/A-3 asks how an attachment relates to the document; pdfkit knows the option, its declarations do not.
    const file = {
      name: attachment.name,
      type: attachment.mediaType,
      description: attachment.description,
      relationship: attachment.mediaType === 'text/csv' ? 'Data' : 'Source',
      creationDate: date,
      modifiedDate: date,
    };
    pdf.file(Buffer.from(attachment.text, 'utf8'), file);
  }
  return flow;
}

/** @returns the page it starts on, from 0 */
function drawSection(flow: PageFlow, section: Section): number {
  if (!flow.isAtTop) flow.y += 16;
  flow.ensure(Math.min(Math.max(SECTION_ROOM, startHeight(section)), flow.bottom - flow.top));
  const { page, y } = flow;
  const element = flow.pdf.struct('Sect', { title: section.title });
  flow.root.add(element);
  flow.pdf.addNamedDestination(section.id, 'XYZ', flow.left, y, 0);
  const bookmark = flow.pdf.outline.addItem(plain(section.title), { expanded: false });
  (bookmark as unknown as { outlineData: Record<string, unknown> }).outlineData.Dest = new String(section.id);
  flow.textBlock(element, 'H2', section.title, H2, 4);
  flow.textBlock(element, 'P', section.headline, HEADLINE, 10);
  for (const block of section.blocks) drawBlock(flow, element, block);
  element.end();
  return page;
}

/** A section's title is not left alone above a picture that needs the next page. */
function startHeight(section: Section): number {
  const [first] = section.blocks;
  return first?.kind === 'figure' ? TITLE_ROOM + first.figure.scene.height : 0;
}

function countUndrawable(document: ReportDocument, fonts: ReportFonts): number {
  let count = fonts.countUndrawable(document.title) + fonts.countUndrawable(document.headline);
  for (const section of document.sections) {
    for (const text of [section.title, section.headline, ...section.blocks.flatMap(blockTexts)]) {
      count += fonts.countUndrawable(text.replace(/\s/g, ' '));
    }
  }
  return count;
}

function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'keyFigures':
      return block.items.flatMap(item => [item.label, item.value, item.detail ?? '']);
    case 'figure':
      return [
        block.figure.title,
        block.figure.caption,
        ...block.figure.scene.marks.flatMap(mark => (mark.kind === 'text' ? [mark.text] : [])),
      ];
    case 'table':
      return [
        block.table.title,
        ...block.table.columns.map(column => column.header),
        ...block.table.rows.flat().map(cellText),
      ];
    case 'notes':
      return [...block.items];
    case 'code':
      return [block.title, block.text];
  }
}

function withReplacedNote(document: ReportDocument, count: number): readonly Section[] {
  if (count === 0) return document.sections;
  const words = noteSentence(note('text.glyphsReplaced', { count }));
  return document.sections.map(section =>
    section.id === 'notes'
      ? { ...section, blocks: [{ kind: 'notes' as const, items: [words] }, ...section.blocks] }
      : section,
  );
}

/** Titles in the file's own fields hold no control characters. */
function plain(text: string): string {
  return text.replace(/\p{C}/gu, ' ');
}
