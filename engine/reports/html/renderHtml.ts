import { MOST_SEGMENTS } from '#shared/mostSegments';
import { sceneToSvg } from '../charts/svg.ts';
import {
  cellText,
  type Block,
  type Cell,
  type Chip,
  type DataTable,
  type ReportDocument,
  type Section,
} from '../document.ts';
import { NO_GROUP, segmentMark, TIER_MARKS } from '../text/palette.ts';
import { ReportFonts } from '../text/ReportFonts.ts';
import { escapeMarkup } from './escapeMarkup.ts';
import { fontStyles, styleHash } from './fontStyles.ts';
import { STYLES } from './styles.ts';

/** Text of the document, in which no line ends before a per cent sign. */
function e(text: string): string {
  return escapeMarkup(text).replace(/(\d) %/g, '$1\u00a0%');
}

/** The report as one HTML file: no script, nothing from outside, every text escaped. */
export function renderHtml(document: ReportDocument, fonts: ReportFonts = new ReportFonts()): string {
  const body = bodyHtml(document);
  const styles = `${fontStyles(fonts, body)}${STYLES}${swatchStyles()}`;
  const policy = `default-src 'none'; style-src ${styleHash(styles)}; font-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Tessera ${e(document.appVersion)}">
<title>${e(document.title)}</title>
<style>${styles}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function bodyHtml(document: ReportDocument): string {
  const entries = document.sections.map(section => `<li><a href="#${section.id}">${e(section.title)}</a></li>`);
  return `<header>
<h1>${e(document.title)}</h1>
<p class="answer">${e(document.headline)}</p>
<p class="muted">${e(standing(document))}</p>
</header>
<nav aria-label="Contents"><h3>Contents</h3><ol>${entries.join('')}</ol></nav>
<main>
${document.sections.map(sectionHtml).join('\n')}
</main>
<footer>${e(footLine(document))}</footer>`;
}

function standing(document: ReportDocument): string {
  const date = document.date === null ? '' : `As of ${document.date}. `;
  return `${date}Run ${document.runId}, Tessera ${document.appVersion}.`;
}

/** What identifies the report at the foot of every page. */
export function footLine(document: ReportDocument): string {
  return `${document.fileName} · data ${document.dataSha256.slice(0, 12)} · run ${document.runId}`;
}

function sectionHtml(section: Section): string {
  return `<section id="${section.id}" aria-labelledby="${section.id}-h">
<h2 id="${section.id}-h">${e(section.title)}</h2>
<p class="headline">${e(section.headline)}</p>
${section.blocks.map(blockHtml).join('\n')}
</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h3>${chipHtml(block.chip)}${e(block.text)}</h3>`;
    case 'paragraph':
      return `<p>${e(block.text)}</p>`;
    case 'keyFigures': {
      const items = block.items.map(
        item =>
          `<div><dt>${e(item.label)}</dt><dd>${e(item.value)}</dd>${item.detail ? `<dd>${e(item.detail)}</dd>` : ''}</div>`,
      );
      return `<dl class="figures">${items.join('')}</dl>`;
    }
    case 'figure': {
      const { figure } = block;
      const svg = sceneToSvg(figure.scene, { id: figure.id, title: figure.title, description: figure.description });
      return `<figure id="${figure.id}"><figcaption><b>${e(figure.title)}</b><span>${e(figure.caption)}</span></figcaption>
<div class="picture">${svg}</div>
<details><summary>Numbers behind this picture</summary>${tableHtml(figure.table, `${figure.id}-table`)}</details></figure>`;
    }
    case 'table':
      return tableHtml(block.table, `table-${block.table.id}`);
    case 'notes':
      return `<ul>${block.items.map(item => `<li>${e(item)}</li>`).join('')}</ul>`;
    case 'code':
      return `<h4>${e(block.title)}</h4><pre>${escapeMarkup(block.text)}</pre>`;
  }
}

function tableHtml(table: DataTable, id: string): string {
  const align = table.columns.map(column => (column.align === 'right' ? 'r' : ''));
  const head = table.columns.map((column, i) => `<th scope="col"${classes(align[i])}>${e(column.header)}</th>`);
  const rows = table.rows.map(row => {
    const cells = row.map((cell, i) => {
      const strong = typeof cell !== 'string' && cell.isStrong ? 'strong' : '';
      const tag = i === 0 ? 'th' : 'td';
      const scope = i === 0 ? ' scope="row"' : '';
      return `<${tag}${scope}${classes(align[i], strong)}>${cellHtml(cell)}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="table"><table id="${id}"><caption><b>${e(table.title)}</b><span class="n">${e(table.n)}</span></caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function classes(...names: string[]): string {
  const used = names.filter(name => name !== '');
  return used.length === 0 ? '' : ` class="${used.join(' ')}"`;
}

function cellHtml(cell: string | Cell): string {
  const text = e(cellText(cell));
  if (typeof cell === 'string' || !cell.chip) return text;
  if (cell.chip.kind === 'tier')
    return `<span class="tier tier-${cell.chip.tier}">${chipHtml(cell.chip)}${text}</span>`;
  return chipHtml(cell.chip) + text;
}

function chipHtml(chip: Chip | undefined): string {
  if (!chip) return '';
  if (chip.kind === 'tier') return `<span aria-hidden="true">${TIER_MARKS[chip.tier].shape}</span> `;
  return `<span class="swatch ${swatchClass(chip.position)}" aria-hidden="true"></span>`;
}

const HATCH_ANGLES = { up: 135, level: 0 } as const;

function swatchClass(position: number): string {
  return position === NO_GROUP ? 'none' : `s${position + 1}`;
}

function swatchStyles(): string {
  return [NO_GROUP, ...Array.from({ length: MOST_SEGMENTS }, (_, position) => position)]
    .map(position => {
      const { color, hatch } = segmentMark(position);
      const lines = hatch
        ? `;background-image:repeating-linear-gradient(${HATCH_ANGLES[hatch]}deg,#fff 0 1px,transparent 1px 3px)`
        : '';
      return `.swatch.${swatchClass(position)}{background-color:${color}${lines}}`;
    })
    .join('\n');
}
