import type { Tier } from '#shared/results';
import type { Scene } from './charts/scene.ts';

/** A report before it is HTML or PDF: what it says, in order. */
export interface ReportDocument {
  readonly title: string;
  readonly fileName: string;
  readonly headline: string;
  readonly appVersion: string;
  readonly runId: string;
  readonly dataSha256: string;
  /** ISO day that stands in the file as its date; never the clock. */
  readonly date: string | null;
  readonly sections: readonly Section[];
  readonly attachments: readonly Attachment[];
}
export interface Section {
  readonly id: string;
  readonly title: string;
  /** One sentence that answers the section's question. */
  readonly headline: string;
  readonly blocks: readonly Block[];
}
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly chip?: Chip }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'keyFigures'; readonly items: readonly KeyFigure[] }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'table'; readonly table: DataTable }
  | { readonly kind: 'notes'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly title: string; readonly text: string };

export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly detail?: string;
}
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** How to read it, n included. */
  readonly caption: string;
  /** What it shows, in words, for who cannot see it. */
  readonly description: string;
  readonly scene: Scene;
  /** The numbers behind the picture. */
  readonly table: DataTable;
}
/** A mark before a cell's text: the shape of a tier or the colour of a segment (0-based position). */
export type Chip =
  { readonly kind: 'tier'; readonly tier: Tier } | { readonly kind: 'segment'; readonly position: number };
export interface Cell {
  readonly text: string;
  readonly chip?: Chip;
  readonly isStrong?: boolean;
}
export interface TableColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Share of the width it would like, relative to the others; 1 unless said. */
  readonly grow?: number;
}
export interface DataTable {
  readonly id: string;
  readonly title: string;
  /** How many things the numbers stand on. */
  readonly n: string;
  /** The first column names the row and is repeated when a table is too wide for one page. */
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | Cell)[])[];
}
export interface Attachment {
  readonly name: string;
  readonly mediaType: 'application/json' | 'text/csv';
  readonly description: string;
  readonly text: string;
}

export function cellText(cell: string | Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
