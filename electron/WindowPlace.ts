import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';

/** Where the window was when it was last closed. */
export class WindowPlace {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** null when nothing usable was kept, or no part of it would be seen on these displays. */
  read(displays: readonly Rectangle[]): Rectangle | null {
    let kept: unknown;
    try {
      kept = JSON.parse(readFileSync(this.#file, 'utf8'));
    } catch {
      return null;
    }
    return isRectangle(kept) && displays.some(display => overlaps(display, kept)) ? kept : null;
  }

  write({ x, y, width, height }: Rectangle): void {
    try {
      writeFileSync(this.#file, JSON.stringify({ x, y, width, height }), { mode: 0o600 });
    } catch {
      // The next start takes the usual place.
      return;
    }
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  return [x, y, width, height].every(Number.isSafeInteger) && (width as number) >= 400 && (height as number) >= 300;
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width - 50 && b.x + 50 < a.x + a.width && a.y <= b.y && b.y < a.y + a.height - 50;
}
