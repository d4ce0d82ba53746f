/* oxlint-disable no-var -- a global declaration has no other form */
// What every JavaScript runtime we use offers and the language library does not name: the ground floor may use these and no more.
interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
interface AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
declare var AbortController: { new (): AbortController };
declare function queueMicrotask(callback: () => void): void;
declare var performance: { now(): number };
