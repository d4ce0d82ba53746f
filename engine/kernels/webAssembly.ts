/** The few WebAssembly names we use; Node's type declarations do not have them. */
export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}
export type WasmModule = object;
export interface WasmExports {
  readonly [name: string]: (...numbers: number[]) => number;
}
interface WebAssemblyApi {
  Memory: new (descriptor: { initial: number; maximum: number; shared: boolean }) => WasmMemory;
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (
    module: WasmModule,
    imports: { env: { memory: WasmMemory; abort(): void } },
  ) => { readonly exports: WasmExports };
  validate(bytes: Uint8Array): boolean;
}

export const WASM_PAGE_BYTES = 65_536;

export function webAssembly(): WebAssemblyApi | undefined {
  return (globalThis as unknown as { WebAssembly?: WebAssemblyApi }).WebAssembly;
}
