import { joined, message, single, singles, text, whole, wholes, type Bytes } from './protobuf.ts';

const DOUBLE = 11;
const STRING = 8;
const INT64 = 7;
export const ML = 'ai.onnx.ml';
const IR_VERSION = 8;
const OPSETS = { '': 17, [ML]: 3 };
/** Kinds of attributes: how the value is kept. */
const KIND = { float: 1, int: 2, tensor: 4, floats: 6, ints: 7, strings: 8 };

export type Attribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly doubles: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly ints: readonly number[] }
  | { readonly strings: readonly string[] };

/** A graph of ONNX that is put together node by node; every value is a column of doubles, [rows × 1] or wider. */
export class OnnxGraph {
  private readonly nodes: Bytes[] = [];
  private readonly constants = new Map<string, string>();
  private readonly initializers: Bytes[] = [];
  private readonly inputs: Bytes[] = [];
  private readonly outputs: Bytes[] = [];

  input(name: string, kind: 'double' | 'string'): void {
    this.inputs.push(message(11, valueInfo(name, kind === 'double' ? DOUBLE : STRING)));
  }

  output(name: string, kind: 'double' | 'int64'): void {
    this.outputs.push(message(12, valueInfo(name, kind === 'double' ? DOUBLE : INT64)));
  }

  /** A matrix of constants. @returns its name */
  constant(values: readonly number[], dims: readonly number[], type: 'double' | 'int64' = 'double'): string {
    const key = `${type} ${dims.join(' ')} ${values.map(value => (Object.is(value, -0) ? '-0' : String(value))).join(' ')}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const name = `constant ${this.constants.size}`;
    this.constants.set(key, name);
    this.initializers.push(message(5, tensor(name, values, dims, type)));
    return name;
  }

  number(value: number): string {
    return this.constant([value], [1, 1]);
  }

  /** @returns the name of what the node makes */
  node(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain = '',
    output = `value ${this.nodes.length}`,
  ): string {
    const parts = [...inputs.map(name => text(1, name)), text(2, output), text(4, type)];
    for (const [name, value] of Object.entries(attributes)) parts.push(message(5, attribute(name, value)));
    if (domain !== '') parts.push(text(7, domain));
    this.nodes.push(message(1, joined(parts)));
    return output;
  }

  /** The whole file. */
  bytes(title: string, appVersion: string): Bytes {
    const graph = joined([...this.nodes, text(2, title), ...this.initializers, ...this.inputs, ...this.outputs]);
    const opsets = Object.entries(OPSETS).map(([domain, version]) =>
      message(8, joined([text(1, domain), whole(2, version)])),
    );
    return joined([whole(1, IR_VERSION), text(2, 'Tessera'), text(3, appVersion), message(7, graph), ...opsets]);
  }
}

function valueInfo(name: string, type: number): Bytes {
  const dims = joined([message(1, text(2, 'rows')), message(1, whole(1, 1))]);
  const tensorType = joined([whole(1, type), message(2, dims)]);
  return joined([text(1, name), message(2, message(1, tensorType))]);
}

function tensor(name: string, values: readonly number[], dims: readonly number[], type: 'double' | 'int64'): Bytes {
  const raw = type === 'double' ? Float64Array.from(values) : BigInt64Array.from(values, BigInt);
  const shape = dims.map(dim => whole(1, dim));
  return joined([
    ...shape,
    whole(2, type === 'double' ? DOUBLE : INT64),
    text(8, name),
    message(9, new Uint8Array(raw.buffer)),
  ]);
}

function attribute(name: string, value: Attribute): Bytes {
  const of = (kind: number, content: Bytes) => joined([text(1, name), content, whole(20, kind)]);
  if ('float' in value) return of(KIND.float, single(2, value.float));
  if ('int' in value) return of(KIND.int, whole(3, value.int));
  if ('doubles' in value)
    return of(KIND.tensor, message(5, tensor(name, value.doubles, [value.doubles.length], 'double')));
  if ('floats' in value) return of(KIND.floats, singles(7, value.floats));
  if ('ints' in value) return of(KIND.ints, wholes(8, value.ints));
  // One text for each node of a forest: too many to be arguments of a call.
  return of(KIND.strings, joined(value.strings.map(one => text(9, one))));
}
