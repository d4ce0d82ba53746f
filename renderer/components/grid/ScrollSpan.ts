import { HEAD_HEIGHT, MOST_PIXELS, ROW_HEIGHT } from './gridShape.ts';

/**
 * Where the rows stand in a page that may be shorter than they are. Small steps move the rows by as much; a drag of the thumb moves them in
 * proportion. `shift` is added to a row's own place to get its place in the page.
 */
export class ScrollSpan {
  /** Pixels of all rows above the view. */
  top = 0;
  /** Place of the scroll bar. */
  scroll = 0;
  private nRows = 0;
  private viewHeight = 0;

  resize(nRows: number, viewHeight: number): void {
    this.nRows = nRows;
    this.viewHeight = viewHeight;
    this.top = clamp(this.top, this.mostTop);
  }

  get pageHeight(): number {
    return HEAD_HEIGHT + Math.min(MOST_PIXELS, this.nRows * ROW_HEIGHT);
  }
  get shift(): number {
    return this.isWhole ? 0 : this.scroll - this.top;
  }
  get firstRow(): number {
    return Math.floor(this.top / ROW_HEIGHT);
  }
  /** Where the scroll bar would stand by proportion. */
  get settled(): number {
    return this.isWhole ? this.top : this.top / this.ratio;
  }

  moved(scroll: number): void {
    const step = scroll - this.scroll;
    this.scroll = scroll;
    if (this.isWhole) this.top = scroll;
    else if (Math.abs(step) > this.viewHeight) this.top = clamp(scroll * this.ratio, this.mostTop);
    else this.top = clamp(this.top + step, this.mostTop);
  }

  /** Goes to rows by their own place; the scroll bar follows. */
  go(top: number): void {
    this.top = clamp(top, this.mostTop);
    this.scroll = this.settled;
  }

  /** The place that brings a row into view, moving as little as can be. */
  topFor(row: number): number {
    const rowTop = row * ROW_HEIGHT;
    const seen = this.viewHeight - HEAD_HEIGHT;
    if (rowTop < this.top) return rowTop;
    return rowTop + ROW_HEIGHT > this.top + seen ? rowTop + ROW_HEIGHT - seen : this.top;
  }

  private get isWhole(): boolean {
    return this.nRows * ROW_HEIGHT <= MOST_PIXELS;
  }
  private get mostTop(): number {
    return Math.max(0, HEAD_HEIGHT + this.nRows * ROW_HEIGHT - this.viewHeight);
  }
  private get ratio(): number {
    return this.mostTop / Math.max(1, this.pageHeight - this.viewHeight);
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
