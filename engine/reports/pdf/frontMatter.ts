import type { ReportDocument } from '../document.ts';
import { ACCENT, MUTED } from '../text/palette.ts';
import { fitText } from '../text/wrapText.ts';
import { BODY, MARGIN, type InkStyle, type PageFlow, type StructureElement } from './PageFlow.ts';

const TITLE: InkStyle = { size: 20, weight: 600 };
const ANSWER: InkStyle = { size: 15, weight: 600 };
const QUIET: InkStyle = { size: 9, weight: 400, color: MUTED };
const FOOT: InkStyle = { size: 8, weight: 400, color: MUTED };
const ENTRY_STEP = 17;

/** Where the entries of the table of contents will be written once the pages are known. */
export interface ContentsPlace {
  readonly page: number;
  readonly y: number;
  readonly element: StructureElement;
}

/** Title, answer and an empty table of contents. */
export function drawFront(flow: PageFlow, document: ReportDocument): ContentsPlace {
  flow.textBlock(flow.root, 'H1', document.title, TITLE, 10);
  flow.textBlock(flow.root, 'P', document.headline, ANSWER, 8);
  const date = document.date === null ? '' : `As of ${document.date}. `;
  flow.textBlock(flow.root, 'P', `${date}Run ${document.runId}, Tessera ${document.appVersion}.`, QUIET, 20);
  const element = flow.pdf.struct('TOC');
  flow.ensure(20 + document.sections.length * ENTRY_STEP);
  flow.tagged(flow.root, 'P', () => {
    flow.y += flow.lines(['Contents'], flow.left, flow.y, { size: 12, weight: 600 });
  });
  flow.root.add(element);
  flow.y += 4;
  const place = { page: flow.page, y: flow.y, element };
  flow.y += document.sections.length * ENTRY_STEP + 10;
  return place;
}

/** Fills the table of contents with links and page numbers. */
export function drawContents(
  flow: PageFlow,
  place: ContentsPlace,
  entries: readonly { id: string; title: string; page: number }[],
): void {
  flow.goToPage(place.page);
  const { pdf, left, width } = flow;
  entries.forEach((entry, i) => {
    const top = place.y + i * ENTRY_STEP;
    const item = pdf.struct('TOCI');
    place.element.add(item);
    const reference = pdf.struct('Reference');
    item.add(reference);
    const link = pdf.struct('Link');
    reference.add(link);
    const number = String(entry.page + 1);
    const numberWidth = flow.fonts.width(number, BODY.size, 400);
    const title = fitText(flow.fonts, entry.title, BODY, width - numberWidth - 12);
    flow.marked(link, 'Link', () => {
      flow.line(title, left, top + BODY.size, { ...BODY, color: ACCENT });
      flow.line(number, left + width - numberWidth, top + BODY.size, BODY);
    });
    const options = { structParent: link, Contents: new String(`${entry.title}, page ${number}`) };
    pdf.goTo(left, top - 2, width, ENTRY_STEP - 2, entry.id, options as unknown as Parameters<typeof pdf.goTo>[5]);
    link.end();
    reference.end();
    item.end();
    flow.rule(top + ENTRY_STEP - 3, left, left + width, '#D8DFE4', 0.4);
  });
  place.element.end();
}

/** File, data hash, run and page at the foot of every page. */
export function drawFeet(flow: PageFlow, document: ReportDocument): void {
  for (let page = 0; page < flow.pageCount; page += 1) {
    flow.goToPage(page);
    const baseline = flow.size[1] - MARGIN;
    const number = `page ${page + 1} of ${flow.pageCount}`;
    const numberWidth = flow.fonts.width(number, FOOT.size, 400);
    const rest = ` · data ${document.dataSha256.slice(0, 12)} · run ${document.runId}`;
    const restWidth = flow.fonts.width(rest, FOOT.size, 400);
    const name = fitText(flow.fonts, document.fileName, FOOT, flow.width - numberWidth - restWidth - 12);
    flow.artifact(
      () => {
        flow.pdf
          .moveTo(flow.left, baseline - 12)
          .lineTo(flow.left + flow.width, baseline - 12)
          .lineWidth(0.4)
          .strokeColor('#D8DFE4')
          .stroke();
        flow.line(name + rest, flow.left, baseline, FOOT);
        flow.line(number, flow.left + flow.width - numberWidth, baseline, FOOT);
      },
      { type: 'Pagination', attached: ['Bottom'] },
    );
  }
}
