/** Fields of protocol buffers, as bytes: number of the field and how it is written, then the value. */
export type Bytes = Uint8Array;

const VARINT = 0;
const DELIMITED = 2;
const FIXED_32 = 5;

function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return bytes;
}

export function joined(parts: readonly Bytes[]): Bytes {
  return Buffer.concat(parts);
}

export function whole(field: number, value: number | bigint): Bytes {
  return Uint8Array.from([...varint((field << 3) | VARINT), ...varint(value)]);
}

export function message(field: number, content: Bytes): Bytes {
  return joined([Uint8Array.from([...varint((field << 3) | DELIMITED), ...varint(content.length)]), content]);
}

export function text(field: number, value: string): Bytes {
  return message(field, Buffer.from(value));
}

export function wholes(field: number, values: readonly number[]): Bytes {
  return message(field, Uint8Array.from(values.flatMap(varint)));
}

export function single(field: number, value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return joined([Uint8Array.from(varint((field << 3) | FIXED_32)), bytes]);
}

export function singles(field: number, values: readonly number[]): Bytes {
  return message(field, new Uint8Array(Float32Array.from(values).buffer));
}
