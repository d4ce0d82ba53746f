import { escapeMarkup } from '../html/escapeMarkup.ts';
import type { Mark, Scene } from './scene.ts';

/** A scene as an inline SVG element whose accessible name and description are given by the ids of its title and desc. */
export function sceneToSvg(scene: Scene, label: { id: string; title: string; description: string }): string {
  const { width, height } = scene;
  const titleId = `${label.id}-title`;
  const descriptionId = `${label.id}-desc`;
  return [
    `<svg role="img" aria-labelledby="${titleId} ${descriptionId}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMinYMin meet">`,
    `<title id="${titleId}">${escapeMarkup(label.title)}</title><desc id="${descriptionId}">${escapeMarkup(label.description)}</desc>`,
    ...scene.marks.map(markToSvg),
    '</svg>',
  ].join('\n');
}

function markToSvg(mark: Mark): string {
  switch (mark.kind) {
    case 'rect':
      return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}"${paint(mark)}/>`;
    case 'line':
      return `<line x1="${mark.x1}" y1="${mark.y1}" x2="${mark.x2}" y2="${mark.y2}"${paint(mark)}/>`;
    case 'path':
      return `<path d="${mark.d}"${paint(mark)}/>`;
    case 'circle':
      return `<circle cx="${mark.x}" cy="${mark.y}" r="${mark.r}"${paint(mark)}/>`;
    case 'text': {
      const anchor = mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`;
      const weight = mark.weight === 400 ? '' : ` font-weight="${mark.weight}"`;
      return `<text x="${mark.x}" y="${mark.y}" font-size="${mark.size}"${weight}${anchor} fill="${mark.fill}">${escapeMarkup(mark.text)}</text>`;
    }
  }
}

function paint(mark: {
  fill?: string;
  stroke?: string;
  strokeWidth?: number;
  dash?: readonly [number, number];
}): string {
  const fill = ` fill="${mark.fill ?? 'none'}"`;
  if (!mark.stroke) return fill;
  const dash = mark.dash ? ` stroke-dasharray="${mark.dash.join(' ')}"` : '';
  return `${fill} stroke="${mark.stroke}" stroke-width="${mark.strokeWidth ?? 1}"${dash}`;
}
